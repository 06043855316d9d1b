"""How a View becomes the rows of a handheld."""
