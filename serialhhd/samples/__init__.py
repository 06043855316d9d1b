"""A sample warehouse, and what could be scanned in one."""
