"""Who comes in: the SSH server, its keys, and how many at a time."""
