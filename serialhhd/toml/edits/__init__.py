"""Changes to the text of a TOML file that leave every byte as it is that they do not mean."""
