"""The term dictionary: the words of the archive, and how often each occurs."""
