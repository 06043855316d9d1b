"""Screens of those who train, and of those who train them."""
