"""Who may come in: operators, devices, and what they show at the door."""
