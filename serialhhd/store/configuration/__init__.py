"""What the site has configured, and had before: the versions of its flows.toml."""
