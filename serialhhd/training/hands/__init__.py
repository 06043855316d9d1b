"""Who plays a lesson by hand: on a screen, or line by line."""
