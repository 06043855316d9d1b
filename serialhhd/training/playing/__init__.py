"""Scenarios played without hands, on throw-away stores, by the perfect operator."""
