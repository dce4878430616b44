"""The fast engine for one machine: Tantivy, a search library in Rust, through its Python binding.

Tokens reach Tantivy joined by spaces, for its whitespace tokenizer to take
apart again (`writing.py`); plans become its queries (`queries.py`); facets
are its aggregations over columns (`engine.py`).
"""

from .engine import TantivyEngine, kind

__all__ = ["TantivyEngine", "kind"]
