"""A lesson: a scenario while somebody plays it, what they do, and what it is worth."""
