"""Scenarios: what lies there, what goes wrong, and what is to come of it, each a file of TOML."""
