"""Which flows count in a program that runs, whatever becomes of their file."""
