"""Building an index, keeping it up to date, checking it."""
