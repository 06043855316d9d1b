"""Ways to host the handheld: on a console, and many sessions in one process or several."""
