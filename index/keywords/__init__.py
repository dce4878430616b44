"""Keywords: the words that keep company with a search, and those that mark its results.

What they say and what not is in docs/words.md.
"""
