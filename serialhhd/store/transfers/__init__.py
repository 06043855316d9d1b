"""Transfers: goods that change the warehouse or the account (R23-R27)."""
