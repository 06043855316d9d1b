"""serialhhd: a terminal emulator of a warehouse handheld with a local store."""
