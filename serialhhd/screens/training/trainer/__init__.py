"""The trainer's console: a class as its trainer sees it, and what a trainer does with it."""
