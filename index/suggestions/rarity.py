"""How much an archive has of a word and of its forms with clitics, whatever its stem has.

نيتنياهو, in one record, shares its stem with نيته: what a search for it finds says nothing of
how it is spelt.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from math import log

from ...arabic.analyzer import Analyzer
from ...arabic.clitics import groups
from ...archive.time_limit import in_time
from ..terms.statistics import TermStatistics

CLITICS = frozenset(("", *groups()))
"""What may stand before a word and be joined to it, and nothing."""

RARER = 100
"""What finds so many times less than what was typed, or than the likeliest, is a slip itself."""

FEW = 3
"""Records that have a word which may as well be a slip as not."""

SELDOM = log(2 * FEW + 1)
"""The log frequency of such a word."""

_HELD = log(2 * 30 + 1)
"""The log frequency of a word, with its clitics, that is common enough never to be doubted."""


_MOST_EXAMINED = 12
"""Words of which the forms with clitics are looked for: with more, the text is of another
language than the archive."""


def rare_words(
    typed: Iterable[str],
    widened: Mapping[str, Sequence[str]],
    analyzer: Analyzer,
    terms: TermStatistics,
) -> dict[str, float]:
    """Those of some words, as they were typed, that an archive hardly has, if at all.

    Gives their log frequencies. `widened` has what else is searched for beside some of them,
    which counts as well, but for a word of Arabic that the archive lacks: it may have the stem
    of another. Of what is several words, as al-Maliki, the rarest tells.
    """
    folded = {word: words_of(word, analyzer, terms) for word in typed}
    distinct = list(dict.fromkeys(chain.from_iterable(folded.values())))
    having = dict(zip(distinct, terms.log_frequencies(distinct), strict=True))
    others = {word: ways for words, ways in widened.items() for word in words.split()}

    # Most words are held as they are: to look for their forms takes several times as long.
    least = {word: min(map(having.__getitem__, words)) for word, words in folded.items() if words}
    seldom = {word: own for word, own in least.items() if own <= _HELD}
    if len(seldom) > _MOST_EXAMINED:
        return seldom
    rare: dict[str, float] = {}
    for word, own in in_time(seldom.items()):
        ways = (analyzer.again(way).words for way in others.get(word, ()) if own or word.isascii())
        beside = [way for way, *more in ways if not more]
        found = min(_with_clitics([each, *beside], terms) for each in folded[word])
        if found <= _HELD:
            # واشيا and فاشيا are no evidence for اشيا.
            rare[word] = found if own else 0
    return rare


def words_of(typed: str, analyzer: Analyzer, terms: TermStatistics) -> list[str]:
    """The folded words of what was typed as one.

    Behind a ة a new word begins, as in وزارةالخارجية; where that leaves what is no word, the ة is
    a slip itself: الةستمرار, العلاةق.
    """
    words = list(analyzer.again(typed).words)
    whole = analyzer.fold(typed)
    if len(words) < 2 or not whole.isalpha():
        return words
    are_words = all(len(word) > 1 for word in words) and all(terms.log_frequencies(words))
    return words if are_words else [whole]


def _with_clitics(words: Sequence[str], terms: TermStatistics) -> float:
    """The log frequency of some words and all that have clitics before them, as one."""
    forms = terms.dictionary.forms
    spelt = chain.from_iterable(forms(clitics + word) for word in words for clitics in CLITICS)
    (having,) = terms.log_frequencies_of_forms([tuple(spelt)])
    return having
