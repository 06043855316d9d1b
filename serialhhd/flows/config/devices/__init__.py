"""How handhelds are set up: the tables `device` and `devices.NAME` of flows.toml."""
