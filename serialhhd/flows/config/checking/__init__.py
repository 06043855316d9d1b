"""What is wrong with a flows.toml, and what is odd."""
