"""A class: trainees who log in over SSH, each on a lesson of their own, and the trainer who sees them all."""
