"""What a terminal is sent, and what its keys mean."""
