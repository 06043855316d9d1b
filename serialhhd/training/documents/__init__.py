"""Documents as scenarios write them, each kind once: its keys, how it is made, read back and cancelled."""
