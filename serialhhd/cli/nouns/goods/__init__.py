"""The nouns of what lies in the warehouse: products and their serials, stock, places, and what happened to them."""
