"""What was received and picked lately, and a new store in which the same can be done again."""
