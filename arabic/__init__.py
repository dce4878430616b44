"""The rules of Arabic: tokens, folding, marks, stems, and the analyzer that applies them."""
