"""Counts: what is asked to be counted, counted pass by pass, and posted after approval (R38-R41)."""
