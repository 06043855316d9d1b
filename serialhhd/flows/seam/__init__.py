"""The seam: what screens, line mode and hosts see of a conversation."""
