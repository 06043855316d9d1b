"""A TOML file that a person writes: read, checked, and refused whole with the place of everything that is wrong."""
