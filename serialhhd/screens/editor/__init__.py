"""The page on which a flows.toml is changed: its parts, their forms, what is wrong with it, and the handheld that plays it."""
