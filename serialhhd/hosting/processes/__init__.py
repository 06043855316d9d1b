"""A server of several processes: who has the store, and how they speak."""
