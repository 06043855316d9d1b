"""What an answer is made of, whatever word it answers: what was entered, and in which form it came."""
