"""Every text in German: without Sie and du, as it is written on a warehouse's own notices."""
