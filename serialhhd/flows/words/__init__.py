"""What a step asks for and an operation answers, one word a module."""
