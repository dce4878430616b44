"""Keywords: the words that keep company with a search, and those that mark its results."""
