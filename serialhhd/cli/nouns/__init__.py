"""The commands, one module a noun, no logic."""
