"""What we keep: records, the readers that take them in, and the store."""
