"""What a flow does in the warehouse: one operation a room."""
