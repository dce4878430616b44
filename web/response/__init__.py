"""What is the same for every answer."""
