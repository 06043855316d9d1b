"""Labels to be printed, or scanned from a screen: what stands on them, and how they are drawn."""
