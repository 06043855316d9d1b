"""What a flows.toml says, told to people: explained, drawn, compared, written out with comments, and as a page."""
