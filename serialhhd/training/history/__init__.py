"""What came of the lessons of those who train on this computer: kept, told, planned by, and forgotten."""
