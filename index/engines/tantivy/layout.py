"""How a record's words stand in a Tantivy index: both streams, and all texts, in one field.

Each entry takes two places, with a token in each whose first character says
what it is:

    of the text    ~stem  =written
    of the title   ~stem  ^written    and again    ~stem  %stem (or !stem)

So one token finds a stem wherever it stands, and BM25 weighs the record as a
whole, in which a title's stem counts twice. `^` and `%` are in the title alone;
`!` takes the place of `%` where the text has not the stem, so that what is only
in the title can be told. No sequence runs from the title into the text, whose
forms have another sign.

A text of the archive's own has two signs of its own, in the place of `^` and `%`, and
its stems stand as often as they count; `¬stem` follows for those that the text has not.
"""

from collections.abc import Iterator, Mapping
from itertools import chain

from ....arabic.pieces import Shape
from ..base import Schema, without_surrogates
from ..plan import Field, Stream

WORDS = "words"

PLACES = 2
"""Places of an entry."""

STEM = "~"
"""The sign of a stem, wherever it stands."""

NOT_IN_TEXT = "!¬"
"""The signs of stems that are in some other text alone: the title, one of the archive's own."""

_WRITTEN = {"text": "=", "title": "^"}
_STEMS = {"text": STEM, "title": "%!"}
_OWN = 0xE000  # a private use area: no sign of anybody else's


class Layout:
    """The signs of an index's texts, by its schema."""

    def __init__(self, schema: Schema) -> None:
        own = [field for field in schema.texts if field not in _WRITTEN]
        signs = {
            field: (chr(_OWN + 2 * at), chr(_OWN + 2 * at + 1)) for at, field in enumerate(own)
        }
        self._own = signs
        self._written = _WRITTEN | {field: written for field, (written, _) in signs.items()}
        self._stems = _STEMS | {field: stems for field, (_, stems) in signs.items()}
        self._anywhere = {"stem": STEM, "written": "".join(self._written.values())}
        self._weights = {self._written[field]: weight for field, weight in schema.texts.items()}
        self.schema = schema

    def in_sequence(self, field: Field) -> str:
        """The sign of the written forms of a text, by which sequences are found."""
        return self._written[field]

    def tokens(self, stream: Stream, field: Field | None, form: str) -> list[str]:
        """The tokens, each of which stands for a form in a field, or anywhere."""
        signs = self._stems if stream == "stem" else self._written
        wanted = self._anywhere[stream] if field is None else signs[field]
        return [token(sign, form) for sign in wanted]

    def weight(self, found: str) -> int:
        """How many words a token counts for: stems stand as often as they count."""
        return self._weights.get(found[0], 1)

    def values(self, fields: Mapping[Field, list[str]]) -> Iterator[str]:
        """All tokens of a record in turn, given the pieces of each text as a text's would be."""
        text = " ".join(fields["text"])
        yield text
        # A piece without a word, such as a dash, is empty.
        if title := " ".join(filter(None, fields["title"])):
            yield _of_title(title, text)
        for field, (written, stems) in self._own.items():
            if entries := " ".join(filter(None, fields[field])):
                yield _of_own(entries, text, written, stems, self.schema.texts[field])


def only_elsewhere(stem: str) -> list[str]:
    """The tokens of records that have a stem in another text and not in the text."""
    return [token(sign, stem) for sign in NOT_IN_TEXT]


def token(sign: str, form: str) -> str:
    """The token of a form with this sign."""
    return sign + without_surrogates(form)


def _entry(written: str, word: str, stem: str) -> str:
    return without_surrogates(f"{STEM}{stem} ={written}")


SHAPE: Shape[str] = Shape(_entry, " ".join)
"""The tokens of entries as they stand in a text, joined by spaces, which no token has."""


def _of_title(entries: str, text: str) -> str:
    shaped, text = entries.split(" "), f" {text} "
    stems, forms = shaped[0::2], shaped[1::2]
    first = (f"{stem} ^{form[1:]}" for stem, form in zip(stems, forms, strict=True))
    again = (f"{stem} {'%' if f' {stem} ' in text else '!'}{stem[1:]}" for stem in stems)
    return " ".join(chain(first, again))


def _of_own(entries: str, text: str, written: str, here: str, weight: int) -> str:
    shaped, text = entries.split(" "), f" {text} "
    stems, forms = shaped[0::2], shaped[1::2]
    first = [f"{stem} {written}{form[1:]}" for stem, form in zip(stems, forms, strict=True)]
    again = [f"{stem} {here}{stem[1:]}" for stem in stems] * (weight - 1)
    once = dict.fromkeys(stems)
    found = () if again else (f"{here}{stem[1:]}" for stem in once)
    missing = (f"{NOT_IN_TEXT[1]}{stem[1:]}" for stem in once if f" {stem} " not in text)
    return " ".join(chain(first, again, found, missing))
