"""Conversations on a throw-away store: what a perfect operator is asked, and what the last days would have been under other flows."""
