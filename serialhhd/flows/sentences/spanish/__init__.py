"""Every text in Spanish: with usted, short, as it is said in a warehouse."""
