"""What a person did where the parser of a file stopped: each mistake has a sentence of its own."""
