"""What must never be of a store, by subject: what `store check` looks for."""
