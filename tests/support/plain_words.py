"""What words tell, as one finds out who analyses all texts anew and counts in Python."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import log, log2

from kashshaf.arabic.analyzer import MARKS_SEPARATOR, Analysis, Analyzer
from kashshaf.arabic.function_words import is_function_word
from kashshaf.index.searching.matching import MatchedText, Matcher, joined

_analyzer = Analyzer()


@dataclass
class Words:
    """Words by their stems: how often they stand somewhere, in which records, and how written."""

    times: Counter[str] = field(default_factory=Counter)
    records: defaultdict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    forms: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    matches: int = 0
    with_matches: int = 0
    """How many matches there are, and in how many records."""

    def add(self, analysis: Analysis, places: Iterable[int], record: int, all_words: bool) -> None:
        for at in places:
            letters, _, _ = analysis.written[at].partition(MARKS_SEPARATOR)
            if all_words or not _is_function_word(analysis.words[at], letters):
                stem = analysis.stems[at]
                self.times[stem] += 1
                self.records[stem].add(record)
                self.forms[stem][letters] += 1

    @property
    def size(self) -> int:
        return sum(self.times.values())

    def having(self, stem: str) -> int:
        return len(self.records.get(stem, ()))

    def shown(self, stem: str) -> str:
        """How it is written most."""
        return min(self.forms[stem].items(), key=lambda one: (-one[1], one[0]))[0]


def _is_function_word(word: str, letters: str) -> bool:
    """Queries keep لا, which makes nouns; here it is one like the others."""
    return word == "لا" or is_function_word(word, letters)


def words_of(texts: Mapping[int, str], all_words: bool) -> Words:
    """The words of texts by the numbers of their records."""
    found = Words()
    for record, text in texts.items():
        analysis = _analyzer.analyse(text)
        found.add(analysis, range(analysis.in_order), record, all_words)
    return found


def words_near(
    texts: Mapping[int, str], matcher: Matcher, before: int, after: int, all_words: bool
) -> Words:
    """The words that stand so near a match, and in none."""
    found = Words()
    for record, text in texts.items():
        analysis = _analyzer.analyse(text)
        matches = list(matches_in(text, analysis, matcher))
        found.matches += len(matches)
        found.with_matches += bool(matches)
        inside = {at for first, end in matches for at in range(first, end)}
        near = {at for first, end in matches for at in range(first - before, end + after)}
        places = sorted(near & set(range(analysis.in_order)) - inside)
        found.add(analysis, places, record, all_words)
    return found


def matches_in(text: str, analysis: Analysis, matcher: Matcher) -> Iterator[tuple[int, int]]:
    """The matches of a text, those that overlap as one: their first words, and behind the last."""
    reading = MatchedText.of(analysis, matcher.matches(analysis, "text"))
    places = matcher.in_place(text, reading)
    return iter(joined((match.first, match.last + 1) for match in places))


def log_likelihood(here: int, elsewhere: int, size_here: int, size_elsewhere: int) -> float:
    """Twice the sum of what is observed times the logarithm of its ratio to what was awaited."""
    of_all = size_here + size_elsewhere
    of_word = here + elsewhere
    cells = [
        (here, of_word * size_here / of_all),
        (elsewhere, of_word * size_elsewhere / of_all),
        (size_here - here, (of_all - of_word) * size_here / of_all),
        (size_elsewhere - elsewhere, (of_all - of_word) * size_elsewhere / of_all),
    ]
    return 2 * sum(seen * log(seen / awaited) for seen, awaited in cells if seen)


def log_dice(together: int, matches: int, everywhere: int) -> float:
    return 14 + log2(2 * together / (matches + everywhere))


def log_ratio(here: int, elsewhere: int, size_here: int, size_elsewhere: int) -> float:
    return log2((here / size_here) / (max(elsewhere, 0.5) / max(size_elsewhere, 1)))


Told = tuple[str, int, int, float, float]
"""A word as it is shown, how often it stands there, in how many records, awaited, its score."""


def company(near: Words, everything: Words, measure: str) -> dict[str, Told]:
    """The collocates of a search by their stems.

    Of a story another copy may be counted among everything, which has fewer of a word.
    """
    every = everything.times | near.times
    size, of_all = near.size, every.total()
    least = min(2, near.with_matches)
    found = {}
    for stem, here in near.times.items():
        everywhere = every[stem]
        awaited = everywhere * size / of_all
        scores = {
            "log-likelihood": log_likelihood(here, everywhere - here, size, of_all - size),
            "log-dice": log_dice(here, near.matches, everywhere),
            "count": float(here),
        }
        if near.having(stem) >= least and (measure != "log-likelihood" or here > awaited):
            found[stem] = (near.shown(stem), here, near.having(stem), awaited, scores[measure])
    return found


def telling(here: Words, records: int, others: Words, of_others: int) -> dict[str, Told]:
    """The words that mark so many records against so many others, by their stems."""
    found = {}
    for stem in here.times:
        having, elsewhere = here.having(stem), others.having(stem)
        awaited = (having + elsewhere) * records / (records + of_others)
        if of_others and having > awaited and having >= min(2, records):
            score = log_likelihood(having, elsewhere, records, of_others)
            found[stem] = (here.shown(stem), here.times[stem], having, awaited, score)
    return found


def first_of_each(numbers: Sequence[int], story_of: Sequence[int]) -> list[int]:
    """Of each story the record with the least number, and all that are in none."""
    met: set[int] = set()
    kept = []
    for number in sorted(numbers):
        story = int(story_of[number])
        if story not in met:
            kept.append(number)
        if story:
            met.add(story)
    return kept


def without(words: Words, stems: Collection[str]) -> Words:
    """The same less some words."""
    times = Counter({stem: often for stem, often in words.times.items() if stem not in stems})
    return Words(times, words.records, words.forms, words.matches)
