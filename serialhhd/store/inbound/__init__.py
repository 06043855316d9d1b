"""Goods in: pre-receipts and receiving."""
