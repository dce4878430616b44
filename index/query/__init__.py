"""A query as a value: read from text, put in words."""
