"""HTML: the main text of a saved page and what the page states of itself.

`markup.py` parses within bounds, `statements.py` gathers what the markup states, `linked_data.py`
what its JSON-LD does; a module each makes of that the address, the source, the title, the authors,
the tags, the day and the standfirst.
"""

from .reader import HTML

__all__ = ["HTML"]
