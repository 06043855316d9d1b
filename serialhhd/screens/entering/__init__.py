"""What is entered: bytes as keys and characters, these as scans and lines, and what is meant by them."""
