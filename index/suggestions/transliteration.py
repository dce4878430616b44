"""Arabic words in Latin letters: names as English and French have them, and Arabizi.

Everyone spells them in their own way (Ghannouchi, Ganuchi; 7isabat), so a word
is read as all words of the archive that it may stand for, each with what it
takes to read it so. Latin has one sign for several letters and drops some
altogether: a vowel may be a long one, which Arabic writes, or a short one,
which it does not; an ع or a hamza between vowels is mostly left out, and so is
the article. What signs may stand for is in `tables/latin_letters.txt`, which is
read the other way round for an Arabic word that an archive has in Latin letters.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from heapq import heappop, heappush
from importlib.resources import files

from pyarabic import araby

from ...arabic.clitics import ARTICLE
from ...archive.time_limit import in_time
from . import tables

_READABLE = re.compile(r"[a-z2-9']*[a-z][a-z2-9']*")
_SHORTEST, _LONGEST = 2, 24

_LEAST_ALLOWED, _ALLOWED = 1.1, 0.12
"""What it may cost to read a word, and how much more with each letter."""

_WORSE = 1.2
"""How much more than the likeliest reading another may cost."""

_MOST_STEPS = 3000
"""Beginnings of words that are gone on from, those that cost least first: some milliseconds."""

_NO_ARTICLE = 0.22
"""What it costs that Latin has left out the article: it nearly always does."""

_ARTICLE_TOO_MANY = 1.0

_BEFORE_TWO = 0.5
"""What it costs to read an alef that Latin has not before two consonants."""

_BREAK = 0.8
"""What it costs to read one word as two."""

_SHORTEST_BROKEN = 7
"""Letters of a word that may stand for two."""

_DOUBLED = 0.5
"""What it costs to read a doubled consonant as two letters: Arabic writes it once."""

_ASSIMILATED = 0.3
"""What it costs to read it as one with the article before it: Nureddin."""

_PARTED = 1.2
"""What it costs to read as two letters what is most often the sign of one."""

_LENGTH = 0.18
"""A vowel before two consonants is most likely short, and not written; one before a consonant
and another vowel is most likely long."""

_VOWELS = "aeiouy"
_SUN = "dnrstz"
_ONE_SOUND = frozenset(("ch", "dh", "gh", "kh", "sh", "th", "ph", "aa", "ee", "oo", "ou"))
_CLOSED = re.compile(f"[^{_VOWELS}]{{2}}")
_OPEN = re.compile(f"[^{_VOWELS}][{_VOWELS}]")

_TWO_CONSONANTS = re.compile(rf"(?![{_VOWELS}])(?>[cdgkpst]h|[a-z])(?![{_VOWELS}])[a-z]")

_Readings = Mapping[str, tuple[tuple[str, float], ...]]


def _tables() -> dict[str, _Readings]:
    """By where in a word: signs, and what they may be read as at what cost."""
    found: dict[str, dict[str, tuple[tuple[str, float], ...]]] = {}
    for line in files(tables).joinpath("latin_letters.txt").read_text("utf-8").splitlines():
        if line.startswith("["):
            table = found.setdefault(line.strip("[]"), {})
        elif line and not line.startswith("#"):
            signs, *ways = line.split()
            pairs = (way.split("=") for way in ways)
            table[signs] = tuple((letters.strip("-"), float(cost)) for letters, cost in pairs)
    return dict(found)


_ANYWHERE, _FIRST, _LAST = map(_tables().__getitem__, ("anywhere", "first", "last"))
_WIDEST = max(map(len, (*_ANYWHERE, *_FIRST, *_LAST)))

IsSo = Callable[[str], bool]


def readings(
    word: str,
    begins: IsSo,
    holds: IsSo,
    has_article: bool = False,
    may_break: bool = True,
) -> Mapping[str, float]:
    """What a folded word may stand for, one word or two, and what it takes to read it so.

    Empty where it is not of Latin letters, or too short or long. `begins` says whether a
    word of the archive begins with some letters, `holds` whether it has a word.
    `has_article` says that an article stood before the word, parted from it.
    """
    if not (_SHORTEST <= len(word) <= _LONGEST and _READABLE.fullmatch(word)):
        return {}
    may_break = may_break and len(word) >= _SHORTEST_BROKEN
    reading = _Reading(word, _next, lru_cache(maxsize=None)(begins), holds, may_break)
    return reading.of(_starts(word, has_article))


def spellings(word: str, begins: IsSo, holds: IsSo) -> Mapping[str, float]:
    """The words in Latin letters that a folded Arabic word may be, and what that takes.

    `begins` and `holds` are as for `readings`. Empty where it is too short, or too long.
    """
    if not _SHORTEST < len(word) <= _LONGEST:
        return {}
    reading = _Reading(word, _next_in_latin, lru_cache(maxsize=None)(begins), holds, False)
    return reading.of([(0, 0, "")])


@dataclass(slots=True)
class _Reading:
    """A word on the way to what it may stand for, the likeliest beginnings followed first."""

    word: str
    next: Callable[[str, int, str], Iterator[tuple[int, str, float]]]
    """How many signs may be read next, as what letters, and what that costs."""
    begins: IsSo
    holds: IsSo
    may_break: bool
    found: dict[str, float] = field(default_factory=dict)
    most: float = field(init=False)
    """What a reading may cost that is still to be found."""
    ahead: list[tuple[float, int, str]] = field(default_factory=list)
    """Costs, places in the word up to which was read, and what was read so far."""
    done: set[tuple[int, str]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.most = _LEAST_ALLOWED + _ALLOWED * len(self.word)

    def of(self, starts: Iterable[tuple[float, int, str]]) -> Mapping[str, float]:
        """What the word may stand for that begins in some ways."""
        for cost, at, read in starts:
            self.follow(cost, at, read)
        for _ in in_time(range(_MOST_STEPS)):
            if not self.go_on():
                break
        return self.found

    def follow(self, cost: float, at: int, read: str) -> None:
        """Go on from here later, if that may come to a word of the archive."""
        if cost <= self.most and (at, read) not in self.done and self.begins(_last_word(read)):
            heappush(self.ahead, (cost, at, read))

    def go_on(self) -> bool:
        """Read on from where it has cost least so far; False where nothing is left."""
        if not self.ahead:
            return False
        cost, at, read = heappop(self.ahead)
        if (at, read) not in self.done and cost <= self.most:
            self.done.add((at, read))
            if at == len(self.word):
                self._end(read, cost)
            else:
                self._read_from(cost, at, read)
        return cost <= self.most

    def _end(self, read: str, cost: float) -> None:
        if self.holds(_last_word(read)):
            self.found[read] = cost
            if " " not in read:
                self.most = min(self.most, cost + _WORSE)

    def _read_from(self, cost: float, at: int, read: str) -> None:
        for width, letters, more in self.next(self.word, at, read):
            self.follow(cost + more, at + width, read + letters)
        is_within = 1 < at < len(self.word) - 2 and " " not in read
        if self.may_break and is_within and self.holds(read):
            self.follow(cost + _BREAK, at, f"{read} ")


def _last_word(read: str) -> str:
    return read[read.rfind(" ") + 1 :]


def _starts(word: str, has_article: bool) -> Iterator[tuple[float, int, str]]:
    """How a word may begin: with the article or without, whatever Latin has of it."""
    yield _ARTICLE_TOO_MANY if has_article else 0, 0, ""
    yield 0 if has_article else _NO_ARTICLE, 0, ARTICLE
    if word[0] in "ae" and word[1] in _SUN and word[1] == word[2:3]:
        yield 0, 2, ARTICLE  # Ezzor, Essebsi: the article as it is heard
    if _TWO_CONSONANTS.match(word):
        yield _BEFORE_TWO, 0, araby.ALEF  # Shtayyeh: no Arabic word begins with two consonants


def _next(word: str, at: int, read: str) -> Iterator[tuple[int, str, float]]:
    """What may be read next in Latin letters."""
    doubled = at > 0 and word[at] == word[at - 1] and word[at] not in _VOWELS
    if doubled:
        yield 1, "", 0
    is_first = at == 0 or read.endswith(" ")
    for width in range(1, min(_WIDEST, len(word) - at) + 1):
        signs = word[at : at + width]
        more = _DOUBLED * doubled + _PARTED * (width == 1 and word[at : at + 2] in _ONE_SOUND)
        short = _shortness(word, at + width) if width == 1 and signs in _VOWELS else 0
        for letters, cost in _ways(signs, is_first, at > 0 and at + width == len(word)):
            yield width, letters, cost + more + (-short if letters else short)
    if word[at] in _SUN and word[at + 1 : at + 2] == word[at] and read.endswith(araby.ALEF):
        for letters, cost in _ANYWHERE[word[at]]:
            yield 2, araby.LAM + letters, cost + _ASSIMILATED  # Noureddine, Abderrahmane


def _ways(signs: str, is_first: bool, is_last: bool) -> tuple[tuple[str, float], ...]:
    """What signs may be read as, at the beginning of a word, at its end or within."""
    own = (is_first and _FIRST.get(signs)) or (is_last and _LAST.get(signs))
    return own or _ANYWHERE.get(signs, ())


def _shortness(word: str, behind: int) -> float:
    """What it costs more to read the vowel before this place as a short one."""
    if _CLOSED.match(word, behind):
        return -_LENGTH
    return _LENGTH if _OPEN.match(word, behind) else 0


def _turned_round(table: _Readings) -> _Readings:
    """By Arabic letters the Latin signs that may stand for them; by none, the vowels left out."""
    signs_for: dict[str, tuple[tuple[str, float], ...]] = {}
    for signs, ways in table.items():
        if signs.isalpha():
            for letters, cost in ways:
                signs_for[letters] = (*signs_for.get(letters, ()), (signs, cost))
    return signs_for


_TO_LATIN, _FIRST_TO_LATIN, _LAST_TO_LATIN = map(_turned_round, (_ANYWHERE, _FIRST, _LAST))
_LONGEST_LETTERS = max(map(len, (*_TO_LATIN, *_FIRST_TO_LATIN, *_LAST_TO_LATIN)))


def _next_in_latin(word: str, at: int, read: str) -> Iterator[tuple[int, str, float]]:
    """What may be read next in Arabic letters."""
    for width in range(1, min(_LONGEST_LETTERS, len(word) - at) + 1):
        letters = word[at : at + width]
        ways = (at == 0 and _FIRST_TO_LATIN.get(letters)) or _TO_LATIN.get(letters, ())
        if at + width == len(word):
            ways += _LAST_TO_LATIN.get(letters, ())
        for signs, cost in ways:
            yield width, signs, cost
            if len(signs) == 1 and signs not in _VOWELS:
                yield width, signs + signs, cost + _DOUBLED
                yield width, f"{signs}e", cost + _DOUBLED
    if read and read[-1] not in _VOWELS:
        for vowel, cost in _TO_LATIN[""]:
            if vowel in _VOWELS:
                yield 0, vowel, cost
