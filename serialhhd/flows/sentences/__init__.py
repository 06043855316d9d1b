"""What an operator can be told. `messages` has every sentence by its name; the texts are in `english/`, by subject."""
