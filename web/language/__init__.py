"""What the pages say, in the reader's language."""
