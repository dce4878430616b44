"""Answers about reprints, made for the pages: what an archive of `wire.ITEMS` has to tell."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

import wire

from kashshaf import Archive
from kashshaf.archive.record import Record
from kashshaf.index.reprints.answers import (
    FirstSeen,
    Kind,
    Passage,
    Place,
    Reprint,
    Reprints,
    Run,
    Shared,
    Story,
    Trace,
    Traced,
)

STORY = ("sahil", "marfa", "manara", "undated")
_KINDS: dict[frozenset[str], Kind] = {
    **{frozenset((one, other)): "reprint" for one in STORY for other in STORY},
    **{frozenset((one, "excerpt")): "excerpt" for one in STORY},
    frozenset(("column", "memoir")): "passage",
    frozenset(("article", "issue")): "part",
}

_WORD = re.compile(r"\w[\w\u064b-\u0652]*")
_LEAST, _GAP = 3, 10


def reprints(archive: Archive, record: Record) -> Reprints:
    """What the archive has of one record of `wire.ITEMS`."""
    found = {one.id: one for one in archive.records()}
    copies = tuple(found[one] for one in STORY)
    oldest = FirstSeen(copies[0].published, copies[:2]) if copies[0].published else None
    others = [
        _reprint(record, other, kind)
        for other in sorted(found.values(), key=lambda one: str(one.published or "9999"))
        if other.id != record.id and (kind := _kind(record, other))
    ]
    story = Story(copies, oldest, 1) if record.id in STORY else None
    return Reprints(record, story, tuple(others))


def shared(_: Archive, a: Record, b: Record) -> Shared:
    """What two texts share."""
    found = _passages(a.text, b.text)
    words = _words(found)
    return Shared(
        a,
        b,
        _kind(a, b),
        words / len(_WORD.findall(a.text)),
        words / len(_WORD.findall(b.text)),
        found,
        _boilerplate(a.text),
        _boilerplate(b.text),
    )


def trace(archive: Archive, text: str, limit: int = 50) -> Trace:
    """Where a text stands."""
    words = len(_WORD.findall(text))
    found = [
        Traced(record, _words(passages), _words(passages) / words, passages)
        for record in archive.records()
        if (passages := _passages(text, record.text))
    ]
    found.sort(key=lambda one: -one.words)
    return Trace(words, len(found), tuple(found[:limit]))


def _kind(a: Record, b: Record) -> Kind | None:
    return _KINDS.get(frozenset((a.id, b.id)))


def _reprint(this: Record, that: Record, kind: Kind) -> Reprint:
    found = _passages(this.text, that.text)
    words = _words(found)
    of_this, of_that = (words / len(_WORD.findall(record.text)) for record in (this, that))
    return Reprint(that, kind, words, of_this, of_that, max(one.words for one in found))


def _boilerplate(text: str) -> tuple[Place, ...]:
    at = text.find(wire.SIGN_OFF)
    return ((at, at + len(wire.SIGN_OFF)),) if at >= 0 else ()


def _words(passages: Sequence[Passage]) -> int:
    return sum(passage.words for passage in passages)


def _passages(a: str, b: str) -> tuple[Passage, ...]:
    """Equal words in a row, the longest first, and joined where few are between."""
    places: list[list[Place]] = [[one.span() for one in _WORD.finditer(text)] for text in (a, b)]
    joined: list[list[tuple[int, int, int]]] = []
    for run in _runs(_WORD.findall(a), _WORD.findall(b)):
        last = joined[-1][-1] if joined else None
        if last and all(0 <= run[side] - last[side] - last[2] <= _GAP for side in (0, 1)):
            joined[-1].append(run)
        else:
            joined.append([run])
    made = [_passage([_run(places, *run) for run in runs]) for runs in joined]
    return tuple(one for one in made if max(run.words for run in one.runs) >= 8)


def _runs(a: list[str], b: list[str]) -> list[tuple[int, int, int]]:
    runs = []
    while True:
        one = SequenceMatcher(None, a, b, autojunk=False).find_longest_match()
        if one.size < _LEAST:
            return sorted(runs)
        runs.append((one.a, one.b, one.size))
        a[one.a : one.a + one.size] = [f"a {word}" for word in range(one.size)]
        b[one.b : one.b + one.size] = [f"b {word}" for word in range(one.size)]


def _run(places: list[list[Place]], a: int, b: int, words: int) -> Run:
    in_a, in_b = ((of[at][0], of[at + words - 1][1]) for of, at in zip(places, (a, b), strict=True))
    return Run(words, in_a, in_b)


def _passage(runs: Sequence[Run]) -> Passage:
    first, last = runs[0], runs[-1]
    words = sum(run.words for run in runs)
    return Passage(words, (first.a[0], last.a[1]), (first.b[0], last.b[1]), tuple(runs))
