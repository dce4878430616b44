"""Tables of names that the archive knows: months, sources, platforms and news agencies."""
