"""Every sentence in German."""
