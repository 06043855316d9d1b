"""Stock: its lines, the ledger, the runs that work on it, and what is on hold."""
