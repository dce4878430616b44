"""Tables of words; what reads them is `variants.py`."""
