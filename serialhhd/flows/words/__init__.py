"""What is entered at a step."""
