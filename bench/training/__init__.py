"""The figures of training: lessons that are played, recorded, held as a class, and what is printed for them."""
