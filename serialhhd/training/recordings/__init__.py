"""Lessons that are recorded, one file each, and played again: as they were seen, and as they were done."""
