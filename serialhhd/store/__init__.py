"""What is true: tables, transactions and every business rule."""
