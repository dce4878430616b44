"""What a record becomes outside the archive: citations, and files that other programs read.

Each module takes records to text and knows nothing of requests; `docs/exports.md`
says what is in each format, and why.
"""
