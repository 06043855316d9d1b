"""Batches: pick lists that are picked in one walk onto a cart, and then sorted from it (R31-R33)."""
