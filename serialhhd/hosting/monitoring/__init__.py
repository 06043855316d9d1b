"""How a server is seen from outside, and what it notices of itself."""
