"""Stores to train on: what they begin with, and how they go back to it."""
