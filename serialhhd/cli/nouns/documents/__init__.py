"""The nouns of what work is asked for: documents with a number, lines and a state."""
