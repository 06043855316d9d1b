"""The handheld."""
