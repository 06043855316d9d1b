"""Ways to host the handheld: line mode, and many sessions in one process."""
