"""What the pages and dialogs of the desk are made of."""
