"""What is asked in between, before a step goes on: what a question is, and the one for a supervisor's badge and PIN."""
