"""Whose handheld a login gets, and the handheld without a terminal of its own."""
