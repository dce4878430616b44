"""The rules of Arabic: tokens, folding, stems, and the analyzer that applies them."""
