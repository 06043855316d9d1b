"""A flows.toml that somebody is changing and has not saved: what it says, what of it can be changed, and by which form."""
