"""What the site is made of: products, places, settings; and what a code already is here."""
