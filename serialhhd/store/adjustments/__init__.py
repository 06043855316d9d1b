"""Adjustments that wait: what was asked of stock, until a supervisor approves or rejects it (R29)."""
