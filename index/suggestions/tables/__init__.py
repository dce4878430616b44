"""Tables of what suggestions know, one concept a file."""
