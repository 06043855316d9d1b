"""What the screen itself opens over the answer."""
