"""Real conversations, no real stock: the scanner, what it reads, and what goes wrong."""
