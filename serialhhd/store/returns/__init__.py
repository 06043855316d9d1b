"""Customer returns: what was dispatched comes back, with its condition (R34, R35)."""
