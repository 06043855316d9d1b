"""What people type at a desk or a command line, read in one place."""
