"""The conversation: one scan in, one View out."""
