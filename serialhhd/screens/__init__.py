"""How it looks: Textual screens that draw a View and hand over a Scan."""
