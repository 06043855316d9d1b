"""What barcodes say: GS1, ISO 15434, HIBC, plain codes. Nothing here looks anything up in the store."""
