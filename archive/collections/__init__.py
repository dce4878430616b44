"""Lists of records that readers gather, with notes, where the archive keeps them for its readers.

`values.py` says what a list is, `bounds.py` how much may be kept, `shelf.py` keeps them in a file
of their own, `files.py` reads and writes the file that readers take away.
"""
