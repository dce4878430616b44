"""How a record's words stand in a Tantivy index: both streams, title and text, in one field.

Each entry takes two places, with a token in each whose first character says
what it is:

    of the text    ~stem  =written
    of the title   ~stem  ^written    and again    ~stem  %stem (or !stem)

So one token finds a stem wherever it stands, and BM25 weighs the record as a
whole, in which a title's stem counts twice. `^` and `%` are in the title alone;
`!` takes the place of `%` where the text has not the stem, so that what is only
in the title can be told. No sequence runs from the title into the text, whose
forms have another sign.
"""

from collections.abc import Sequence
from itertools import chain

from ....arabic.pieces import Shape
from ..base import WEIGHTS, without_surrogates
from ..plan import Field, Stream

WORDS = "words"

PLACES = 2
"""Places of an entry."""

STEM = "~"
"""The sign of a stem, wherever it stands."""

IN_SEQUENCE: dict[Field, str] = {"text": "=", "title": "^"}
"""The signs of written forms, by which sequences are found."""

_ANYWHERE = {"stem": STEM, "written": "=^"}
_IN_TITLE = {"stem": "%!", "written": "^"}
_IN_TEXT = {"stem": STEM, "written": "="}


def tokens(stream: Stream, fields: Sequence[Field], form: str) -> list[str]:
    """The tokens, each of which stands for a form in these fields."""
    signs = _ANYWHERE if len(fields) > 1 else _IN_TITLE if "title" in fields else _IN_TEXT
    return [token(sign, form) for sign in signs[stream]]


def weight(found: str) -> int:
    """How many words a token counts for: stems of a title are there as often as they count."""
    return WEIGHTS["title"] if found[0] == "^" else 1


def only_in_title(stem: str) -> str:
    """The token of records with a stem in the title and not in the text."""
    return token("!", stem)


def token(sign: str, form: str) -> str:
    """The token of a form with this sign."""
    return sign + without_surrogates(form)


def _entry(written: str, word: str, stem: str) -> str:
    return without_surrogates(f"{STEM}{stem} ={written}")


SHAPE: Shape[str] = Shape(_entry, " ".join)
"""The tokens of entries as they stand in a text, joined by spaces, which no token has."""


def of_title(entries: str, text: str) -> str:
    """The tokens of a title, which is given as a text's would be, beside that of the text."""
    shaped, text = entries.split(" "), f" {text} "
    stems, forms = shaped[0::2], shaped[1::2]
    first = (f"{stem} ^{form[1:]}" for stem, form in zip(stems, forms, strict=True))
    again = (f"{stem} {'%' if f' {stem} ' in text else '!'}{stem[1:]}" for stem in stems)
    return " ".join(chain(first, again))
