"""Where the values of an item stood in its file, for whoever asks (`kashshaf ingest --explain`).

A reader shows what it has parsed, as the file has it (`show`), and yields its items as ever: a
field came from there if its value is the very object that was shown, says the same, or is made of
it. What no value can tell, such as the line of a text, a reader states (`came`). So no reader tells
anything twice, and where nobody listens both do nothing.
"""

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from html import unescape
from itertools import islice
from typing import Any, Literal, NamedTuple, TypeAlias

PlaceKind = Literal[
    # in the file
    "column",
    "mapped",
    "element",
    "markup",
    "linked-data",
    "main-text",
    "beside-headline",
    "property",
    "header",
    "line",
    "other-lines",
    # of the file, or of what was found
    "file-name",
    "path",
    "content",
    "reader",
    # in a file beside it
    "attachment",
    # in what the archive knows
    "table",
    "host",
    "address",
    "number",
    "named",
]
"""What a place is; `cli/wording.py` has a sentence for each. A column that the user named is
`mapped`; an item without an id has that of its `path` or `content`; a post's `number` tells its
day; platforms and agencies are `named` in texts."""

How = Literal["same", "part", "made"]
"""A value is the same as what stands in its place, a part of it, or made of what stands there."""


@dataclass(frozen=True, slots=True)
class Place:
    """One place, such as the column `headline` or the line `3`."""

    kind: PlaceKind
    name: str = ""


@dataclass(frozen=True, slots=True)
class Whence:
    """Where a value came from: of several places that say the same, the first ones."""

    places: tuple[Place, ...]
    how: How = "same"


class _Leaf(NamedTuple):
    place: Place
    value: Any


Shown: TypeAlias = Any | Callable[[], Any]

_MOST_LEAVES = 20_000
"""That are remembered of what was shown since the last item; a file may show much for none."""

_MOST_LASTING = 1_000
_DEEPEST = 20
_MOST_PLACES = 4
"""Places that are told of a value that is made of several."""

_MAY_BE_MADE = frozenset(("id", "title", "text", "source", "published", "author", "url", "tags"))
"""Fields whose values may be a part of what stands in the file, or made of it. Others have words
that a reader sets itself, as «facebook» or «reply», which may stand anywhere by chance."""

_PROSE = ("title", "text")
"""Fields that may have had markup or entities within, and have so many words at least."""

_LONG = 3

_LONGEST_AROUND = 1_000
"""Characters of what a name or a date is taken out of; longer ones are prose, and have any word."""

_LOOKED_AT = 60
_SAYS_THE_SAME = 0.9
"""Of so many words at the beginning of a text, the share that must stand in what it came from."""

_SHORTEST_PART = 3
_LEAST_OF, _MOST_OF = 0.25, 0.6
"""The share of a value that the parts must be of which it may be made, and surely is."""

_WORD = re.compile(r"\w+")
_TAG = re.compile(r"</?[a-zA-Z][\w:-]*(?:\s[^<>]*)?/?>")  # and not <https://example.org>

_listener: ContextVar["Trace | None"] = ContextVar("kashshaf_trace", default=None)


def show(kind: PlaceKind, parsed: Shown, *, lasting: bool = False) -> None:
    """Show what was parsed: objects, lists and texts in one another, or a function that gives them.

    The names that lead to a value are its path (`content.rendered`). What is said once for all
    items of a file, as a channel's name is, is `lasting`; all else is of the next items.
    """
    if (trace := _listener.get()) is not None:
        trace.show(kind, parsed() if callable(parsed) else parsed, lasting=lasting)


def came(field: str, kind: PlaceKind, name: object = "") -> None:
    """State where this field of the next item comes from."""
    if (trace := _listener.get()) is not None:
        trace.state(field, Place(kind, str(name)))


def lines_moved(numbers: Sequence[int]) -> None:
    """State which lines of the file those are, one after the other, that were stated so far."""
    if (trace := _listener.get()) is not None:
        trace.renumber(numbers)


def decoded_from(encoding: str) -> None:
    """State which encoding the file turned out to be in."""
    if (trace := _listener.get()) is not None:
        trace.encoding = trace.encoding or encoding


@contextmanager
def unheard() -> Iterator[None]:
    """Read another document in this block, of which the one who listens should not hear."""
    token = _listener.set(None)
    try:
        yield
    finally:
        _listener.reset(token)


@contextmanager
def listening() -> Iterator["Trace"]:
    """Hear of all that readers show in this block, in this thread alone."""
    trace = Trace()
    token = _listener.set(trace)
    try:
        yield trace
    finally:
        _listener.reset(token)


class Trace:
    """What has been shown of one document so far, and what of it is the next item's."""

    def __init__(self) -> None:
        self.encoding: str | None = None
        self._lasting: list[_Leaf] = []
        self._leaves: deque[_Leaf] = deque(maxlen=_MOST_LEAVES)
        self._stated: dict[str, Place] = {}
        self._is_over = False

    def show(self, kind: PlaceKind, parsed: Any, *, lasting: bool) -> None:
        """Hear of what was parsed; see `show`."""
        if lasting:
            room = _MOST_LASTING - len(self._lasting)
            self._lasting += islice(_leaves(kind, parsed), room)
            return
        if self._is_over:
            self._leaves.clear()
            self._is_over = False
        self._leaves.extend(islice(_leaves(kind, parsed), _MOST_LEAVES))

    def state(self, field: str, place: Place) -> None:
        """Hear of where a field comes from; see `came`."""
        self._stated[field] = place

    def renumber(self, numbers: Sequence[int]) -> None:
        """Hear of what lines have become of those that were stated; see `lines_moved`."""
        for field, place in self._stated.items():
            if place.kind == "line" and 0 < int(place.name) <= len(numbers):
                self._stated[field] = Place("line", str(numbers[int(place.name) - 1]))

    def end_item(self) -> None:
        """Know that an item was yielded. What was shown stays until more is, for its next items."""
        self._stated = {}
        self._is_over = True

    def whence(self, field: str, value: Any) -> Whence | None:
        """Where the value of a field of the present item came from; None where nothing tells it."""
        if place := self._stated.get(field):
            return Whence((place,))
        pool = [*self._lasting, *self._leaves]
        if same := _same(value, pool):
            return same
        if isinstance(value, list):
            return _joined(self.whence(field, one) for one in value)
        if field not in _MAY_BE_MADE or not isinstance(value, str):
            return None
        return (
            (_read_from(value, pool) if field in _PROSE else None)
            or _made_of(value, pool, _MOST_OF)
            or _part_of(value, field, pool)
            or _made_of(value, pool, _LEAST_OF)
        )

    def leaf(self, chosen: Callable[[str], bool]) -> tuple[Place, str] | None:
        """The first short text among those shown that is chosen, with its place."""
        for place, value in (*self._lasting, *self._leaves):
            if isinstance(value, str) and 1 < len(value) <= _LONGEST_AROUND and chosen(value):
                return place, value
        return None


def _leaves(kind: PlaceKind, value: Any, path: str = "", depth: int = 0) -> Iterator[_Leaf]:
    """The values within a value, lists too, each with the path that leads there."""
    if isinstance(value, Mapping):
        if depth < _DEEPEST:
            for name, nested in value.items():
                yield from _leaves(kind, nested, f"{path}.{name}" if path else str(name), depth + 1)
        return
    if value is None or isinstance(value, bool) or value == "":
        return
    yield _Leaf(Place(kind, path), value)
    if isinstance(value, list | tuple) and depth < _DEEPEST:
        for nested in value:
            yield from _leaves(kind, nested, path, depth + 1)


def _same(value: Any, pool: list[_Leaf]) -> Whence | None:
    """The place of the very object, else those where an equal one stands."""
    if not _is_shared(value):
        for place, leaf in pool:
            if leaf is value:
                return Whence((place,))
    key = _key(value)
    places = dict.fromkeys(place for place, leaf in pool if key and _key(leaf) == key)
    return Whence(tuple(places)[:_MOST_PLACES]) if places else None


def _is_shared(value: Any) -> bool:
    """Whether Python has but one object of it, wherever it stands."""
    return value is None or (len(value) < 2 if isinstance(value, str) else value in range(-5, 257))


def _key(value: Any) -> str:
    """What makes two values equal: their words and signs, but for blanks, entities and tags."""
    match value:
        case str():
            return " ".join(_TAG.sub(" ", unescape(value)).split())
        case int() | float() if not isinstance(value, bool):
            return str(value)
        case _:
            return ""


def _joined(found: Iterable[Whence | None]) -> Whence | None:
    known = [one for one in found if one]
    places = tuple(dict.fromkeys(place for one in known for place in one.places))
    if not places:
        return None
    how: How = "part" if any(one.how != "same" for one in known) else "same"
    return Whence(places[:_MOST_PLACES], how)


def _read_from(value: str, pool: list[_Leaf]) -> Whence | None:
    """The place of a text that says the same with markup, entities or other things within."""
    words = _WORD.findall(value)[:_LOOKED_AT]
    if len(words) < _LONG:
        return None
    best: tuple[float, int, Place] | None = None
    for place, leaf in pool:
        if isinstance(leaf, str) and 2 * len(leaf) >= len(value):
            there = set(_WORD.findall(leaf))
            share = sum(word in there for word in words) / len(words)
            rank = (share, -len(leaf), place)
            if share >= _SAYS_THE_SAME and (best is None or rank[:2] > best[:2]):
                best = rank
    return Whence((best[2],)) if best else None


def _part_of(value: str, field: str, pool: list[_Leaf]) -> Whence | None:
    """The shortest text of which this is a part, by whole words."""
    key = _key(value)
    if len(key) < _SHORTEST_PART:
        return None
    around = [
        leaf
        for leaf in pool
        if isinstance(leaf.value, str)
        and (field in ("tags", "text") or len(leaf.value) <= _LONGEST_AROUND)
        and _spans(key, _key(leaf.value))
    ]
    if field == "tags":
        around = [leaf for leaf in around if f"#{key}" in leaf.value] or around
    shortest = min(around, key=lambda leaf: len(leaf.value), default=None)
    return Whence((shortest.place,), "part") if shortest else None


def _made_of(value: str, pool: list[_Leaf], least: float) -> Whence | None:
    """The places of the longest texts and numbers in this one, if they are so much of it."""
    left, places, used = _key(value), dict[Place, None](), 0
    whole = len(left)
    # Of several places of one value that with the shortest name is its own.
    by_name = sorted(pool, key=lambda leaf: -len(leaf.place.name))
    parts = {_key(leaf.value): leaf.place for leaf in by_name}
    for part, place in sorted(parts.items(), key=lambda one: -len(one[0])):
        is_telling = len(part) >= _SHORTEST_PART or part.isdigit()
        if is_telling and len(places) < _MOST_PLACES and (span := _spans(part, left)):
            left = f"{left[: span.start()]} {left[span.end() :]}"
            used += len(part)
            places[place] = None
    return Whence(tuple(places), "made") if used > least * whole else None


def _spans(part: str, text: str) -> "re.Match[str] | None":
    """Where a part stands in a text between signs that are no letters and no digits."""
    if not part or part not in text:
        return None
    return re.search(rf"(?<![^\W_]){re.escape(part)}(?![^\W_])", text)
