"""Goods out: pick lists and picking."""
