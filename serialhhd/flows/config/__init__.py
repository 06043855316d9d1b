"""flows.toml: read, checked, and refused with a place."""
