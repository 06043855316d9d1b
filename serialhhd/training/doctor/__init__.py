"""What is wrong with a scanner, told by what it sends of a symbol that is known."""
