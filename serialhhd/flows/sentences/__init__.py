"""Every sentence an operator can be told."""
