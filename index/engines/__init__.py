"""Engines: each translates one plan into one library's terms. See `base.py`."""
