"""What only the office does: recalls, imports, views of lists."""
