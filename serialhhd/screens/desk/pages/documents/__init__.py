"""The pages of documents: of each kind a list of them, and one with its lines."""
