"""Arabic words in Latin letters: names as English and French have them, and Arabizi.

Everyone spells them in their own way (Ghannouchi, Ganuchi; 7isabat), so a word
is read as all words of the archive that it may stand for, each with what it
takes to read it so. Latin has one sign for several letters and drops some
altogether: a vowel may be a long one, which Arabic writes, or a short one,
which it does not; an ع or a hamza between vowels is mostly left out, and so is
the article.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from heapq import heappop, heappush
from functools import lru_cache
from itertools import count

from pyarabic import araby

from ...arabic.clitics import ARTICLE

_Readings = Mapping[str, tuple[tuple[str, float], ...]]

_LATIN = r"[a-z2-9']*[a-z][a-z2-9']*"
_READABLE = re.compile(_LATIN)

_SHORTEST, _LONGEST = 2, 24
_SHORTEST_BROKEN = 7
"""Letters of a word that may stand for two."""

_LEAST_ALLOWED, _ALLOWED = 1.1, 0.12
"""What it may cost to read a word, and how much more with each letter."""

_MOST_STEPS = 3000
"""Beginnings of words that are gone on from, those that take least first: some milliseconds."""

_NO_ARTICLE = 0.22
"""What it costs that Latin has left out the article: nearly always."""

_ARTICLE_TOO_MANY = 1.0

_BREAK = 0.8
"""What it costs to read one word as two."""

_ASSIMILATED = 0.3
"""What it costs to read a doubled consonant as one with the article before it: Nureddin."""

_DOUBLED = 0.5
"""What it costs to read a doubled consonant as two letters: Arabic writes it once."""


def _table(rows: str) -> _Readings:
    """Latin signs, and each of what they are read as with what it costs; "-" is nothing."""
    table: dict[str, tuple[tuple[str, float], ...]] = {}
    for row in rows.split("\n"):
        if row.strip():
            signs, *readings = row.split()
            pairs = (reading.split("=") for reading in readings)
            table[signs] = tuple((letters.replace("-", ""), float(cost)) for letters, cost in pairs)
    return table


# Letters are folded: ه is ة too, ي is ى and ئ.
_READINGS = _table("""
    a    ا=.2 -=.4 ع=.9 ي=1.2 عا=.9 اع=1 ه=1.5 و=1.8
    aa   ا=.1 ع=.4 عا=.4 اع=.6 اا=1.2
    ae   اي=.4 ا=.5 اع=.4 عي=.6 يي=.7 ي=.6
    ah   ه=.5 اه=.4 ح=.5 اح=.5
    ai   اي=.2 ي=.2 عي=.4 يي=.4 عاي=1
    ao   او=.3 و=.4 عو=.6
    aou  او=.1 عو=.3 وو=.6
    au   او=.2 و=.3 عو=.7
    aw   او=.2 و=.2 عو=.7
    ay   اي=.2 ي=.2 عي=.5
    b    ب=0
    c    ك=.2 س=.4 ص=.5 ق=.8 ج=.9 ش=1.4 تش=1.2
    ch   ش=.1 تش=.3 خ=.6 ك=.8 ج=1
    ci   شي=1 سي=.2
    ck   ك=0
    d    د=0 ض=.5 ذ=.6 ظ=1.2
    dh   ذ=.2 ض=.2 ظ=.3 ده=1
    dj   ج=0
    e    -=.2 ي=.4 ا=.5 ع=1 عي=1 ه=1.5
    ea   ي=.3 ا=.4 يا=.3 يع=.8
    ee   ي=.1 عي=.8
    ei   ي=.2 اي=.3 عي=.6 يي=.3 عا=1.2
    eo   و=.4 يو=.3
    eou  و=.5 يو=.3
    eu   و=.3 يو=.4 او=.6 وي=1
    ey   ي=.2 اي=.2 عي=.8
    f    ف=0
    g    ج=.3 غ=.2 ق=.6 ك=.9 خ=1.8
    gh   غ=0 ج=.9 ق=1.2 خ=1.8
    gu   غ=.2 غو=.3 ج=.6 جو=.4 ق=.8 قو=.9
    h    ه=.1 ح=.1 -=1.8 خ=1.3
    i    ي=.1 -=.4 اي=.6 ع=1.2 عي=.9 ا=.9 يي=.8
    ia   يا=.1 يه=.6 يع=.6 ي=.8 اي=.9
    ie   ي=.2 يه=.6 يي=.4 يا=.6
    ij   ي=.8 يج=.2
    j    ج=0 ي=.9 خ=1 ش=1.5
    k    ك=0 ق=.3 خ=1.4
    kh   خ=0 كه=1 ك=1.2
    l    ل=0
    ll   ل=0 لل=.2
    m    م=0
    n    ن=0
    o    و=.1 -=.7 ا=1 ع=1.2 عو=1 او=.6 ه=1.8
    oa   وا=.2 و=.5
    oe   و=.4 وي=.4
    oh   و=.2 وه=.3
    oi   وا=.3 وي=.3
    oo   و=0
    oua  وا=.2 ع=.5 عا=.7 وه=.6
    ou   و=.1 -=.8 عو=.7 او=.8 ا=.9
    ow   و=.2 او=.3
    p    ب=0 ف=1.6
    ph   ف=0
    q    ق=0 ك=.8 غ=1.4
    qu   ك=.4 كو=.3 ق=.6 قو=.4
    r    ر=0
    s    س=.1 ص=.2 ز=.9 ث=1.6 ش=1.4
    sch  ش=0
    sh   ش=0 سه=1
    t    ت=.1 ط=.2 ث=1 د=1.8
    tch  تش=.1 ش=.6
    th   ث=.1 ذ=.4 ت=.4 ط=.7 ظ=.8 ته=.9
    tt   ت=.1 ط=.2
    u    و=.2 -=.3 ا=.5 يو=.6 ع=1.2 عو=1
    ua   وا=.3 ع=.6 عا=.7
    v    ف=.1 و=.9
    w    و=0 ف=.7 -=1.4
    wh   و=.1
    x    كس=0 س=1 ز=1.2 ش=.9
    y    ي=0 -=.7 اي=.6 ج=1.8
    z    ز=0 ذ=.6 ظ=.4 ض=.9 تس=.8 س=1.4
    zh   ج=.1
    '    -=.1 ع=.3 ء=.3 ا=.6 ي=.8 و=1
    2    ا=0 ء=.1 ي=.5 و=.6 ق=.8 -=.9
    3    ع=0
    3'   غ=0
    4    ذ=0 ش=1
    5    خ=0
    6    ط=0
    6'   ظ=0
    7    ح=0
    7'   خ=0
    8    غ=.1 ق=.2
    9    ق=.1 ص=.2
    9'   ض=0
""")

_FIRST = _table("""
    a    ا=.1 ع=.2 عا=.3
    aa   ا=.2 ع=.3 عا=.2
    ae   اي=.3 عي=.3 ا=.5
    ah   اح=.2 اه=.2 عه=.4
    ai   اي=.3 عي=.2 عا=.6
    ao   عو=.3 او=.4
    aou  عو=.2 او=.3
    au   او=.1 ا=.6
    aw   او=.2 عو=.3
    ay   اي=.2 عي=.2
    e    ا=.2 اي=.4 ع=.4 ي=1
    ee   اي=.1 عي=.4
    ei   اي=.2 عي=.3
    eu   او=.3 يو=.4
    ey   اي=.2 عي=.3
    i    ا=.2 اي=.3 ع=.4 ي=1
    ie   اي=.6
    o    او=.2 ا=.4 ع=.3 عو=.6
    ou   او=.2 ع=.4 و=.3 ا=.6 عو=.5
    oua  وا=.2 و=.3
    oue  و=.3 وي=.5
    oui  وي=.3 و=.5
    u    او=.3 ا=.4 ع=.4 يو=.6 عو=.6
""")
"""A word that begins with a vowel begins with an alef, or with an ع that was left out."""

_LAST = _table("""
    a    ه=.1 ا=.2 ي=.5 اء=.4 -=.9 ع=.7 اع=.9 ياء=1.5 عه=1.1 يه=1.5
    aa   اء=.1 عاء=.2 ا=.3 عه=.3 ع=.4 ه=.8 اعه=.7
    ah   ه=0 اه=.6 ا=.7 ح=.5 اح=.3 عه=.7
    ae   اي=.3 اء=.4 ا=.6
    at   ات=.1 ه=.7 اط=.3
    e    -=.1 ه=.2 ي=.4 ا=.6 يه=.8
    eh   ه=0 ي=.6
    ee   ي=.1
    ei   ي=.2 يي=.3 اي=.4
    i    ي=0 -=1.2 عي=.8
    ia   يا=.1 يه=.1 ياء=.8
    iah  يه=0
    ie   ي=.3 يا=.4 يه=.4
    iye  يه=.1
    iyya يه=.1
    o    و=0 -=1.3 وا=.8
    u    و=.1 -=1.2 وا=.8
    y    ي=0
    ya   يا=.1 يه=.1
    h    ه=.3 ح=.1 -=.4
    th   ث=.1 ذ=.4 ت=.4 ه=1.5
    x    -=.4 كس=.1
    s    س=.1 ص=.2 -=1.3 ز=.9
    t    ت=.1 ط=.2 -=1.2 ه=1
""")
"""ة, folded, ends more words than a long vowel does; French does not sound its last letters."""

_WIDEST = max(map(len, (*_READINGS, *_FIRST, *_LAST)))
_SUN = "dnrstz"
_VOWELS = "aeiouy"
_ONE_SOUND = frozenset(("ch", "dh", "gh", "kh", "sh", "th", "ph", "aa", "ee", "oo", "ou"))
_PARTED = 1.2
"""What it costs to read as two letters what is most often the sign of one."""
_WORSE = 1.2
"""How much more than the likeliest reading another may take."""
_CLOSED = re.compile("[^aeiouy]{2}")
_OPEN = re.compile("[^aeiouy][aeiouy]")
_LENGTH = 0.18
"""A vowel before two consonants is most likely short, and not written, and one before a
consonant with a vowel long."""


IsSo = Callable[[str], bool]


def is_readable(word: str) -> bool:
    """Whether a folded word is one of Latin letters that an Arabic word may be spelt with."""
    return _SHORTEST <= len(word) <= _LONGEST and _READABLE.fullmatch(word) is not None


def readings(
    word: str,
    begins: IsSo,
    holds: IsSo,
    has_article: bool = False,
    may_break: bool = True,
) -> Mapping[str, float]:
    """What a folded word may stand for, one word or two, and what it takes to read it so.

    Empty where it is not `is_readable`. `begins` says whether a word of the archive
    begins with some letters, `holds` whether it has a word. `has_article` says that an
    article stood before the word, parted from it.
    """
    if not is_readable(word):
        return {}
    known = lru_cache(maxsize=None)(begins)
    found: dict[str, float] = {}
    done: set[tuple[int, str]] = set()
    order = count()
    ahead: list[tuple[float, int, int, str]] = []
    most = _LEAST_ALLOWED + _ALLOWED * len(word)
    may_break = may_break and len(word) >= _SHORTEST_BROKEN

    def follow(cost: float, at: int, read: str) -> None:
        if cost <= most and (at, read) not in done and known(read[read.rfind(" ") + 1 :]):
            heappush(ahead, (cost, next(order), at, read))

    for cost, at, read in _starts(word, has_article):
        follow(cost, at, read)
    for _ in range(_MOST_STEPS):
        if not ahead:
            break
        cost, _, at, read = heappop(ahead)
        if cost > most:
            break
        if (at, read) in done:
            continue
        done.add((at, read))
        if at == len(word):
            if holds(read[read.rfind(" ") + 1 :]):
                found[read] = cost
                if " " not in read:
                    most = min(most, cost + _WORSE)
            continue
        for width, letters, more in _next(word, at, read):
            if letters == " " and not (may_break and holds(read)):
                continue
            follow(cost + more, at + width, read + letters)
    return found


def _starts(word: str, has_article: bool) -> Iterator[tuple[float, int, str]]:
    """How a word may begin: with the article or without, whatever Latin has of it."""
    yield _ARTICLE_TOO_MANY if has_article else 0, 0, ""
    yield 0 if has_article else _NO_ARTICLE, 0, ARTICLE
    if word[0] in "ae" and word[1] in _SUN and word[1] == word[2:3]:
        yield 0, 2, ARTICLE  # Ezzor, Essebsi: the article as it is heard


def _next(word: str, at: int, read: str) -> Iterator[tuple[int, str, float]]:
    """How many signs may be read next, as what letters, and what that costs."""
    doubled = at > 0 and word[at] == word[at - 1] and word[at] not in _VOWELS
    if doubled:
        yield 1, "", 0
    first = at == 0 or read.endswith(" ")
    for width in range(1, min(_WIDEST, len(word) - at) + 1):
        signs = word[at : at + width]
        last = at + width == len(word)
        table = (first and _FIRST.get(signs)) or (last and at and _LAST.get(signs))
        more = _DOUBLED if doubled else 0
        if width == 1 and word[at : at + 2] in _ONE_SOUND:
            more += _PARTED
        short = 0.0
        if signs in _VOWELS and not last:
            short = _shortness(word, at + 1)
        for letters, cost in table or _READINGS.get(signs, ()):
            yield width, letters, cost + more + (short if not letters else -short)
    if word[at] in _SUN and word[at + 1 : at + 2] == word[at] and read.endswith(araby.ALEF):
        for letters, cost in _READINGS[word[at]]:
            yield 2, araby.LAM + letters, cost + _ASSIMILATED
    if at > 1 and len(word) - at > 2 and " " not in read:
        yield 0, " ", _BREAK


def _shortness(word: str, behind: int) -> float:
    """What it costs more to read the vowel before this place as a short one."""
    if _CLOSED.match(word, behind):
        return -_LENGTH
    return _LENGTH if _OPEN.match(word, behind) else 0
