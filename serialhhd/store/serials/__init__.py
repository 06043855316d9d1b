"""Serials: which may come, where each one is, its captures and its life."""
