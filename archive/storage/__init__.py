"""The store: one SQLite file with every version of every record."""
