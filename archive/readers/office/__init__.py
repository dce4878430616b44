"""Documents of the office: word processors', sheets, e-books and PDF."""
