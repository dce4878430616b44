"""Reprints: which records have one another's text, found as the index is made.

`answers.py` has what is told of them; see docs/reprints.md.
"""
