"""The words of the store: refusals, fixed values, codes, and what no text may hold."""
