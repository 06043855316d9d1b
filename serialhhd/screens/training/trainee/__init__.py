"""What a trainee sees: the handheld, what lies beside it, and what came of the lesson."""
