"""Standfirsts: what an article says between its headline and its body, stated apart from both.

So pages, feeds and exports have it, as a description, a summary or an excerpt. Mostly that
repeats how the body begins; where it does not, its words would find nothing.
"""

import re
from collections.abc import Callable, Iterable

from ...arabic.names import fold_name

_LONGEST = 2_000
"""Characters of a standfirst; what is longer is an article of its own, and stays a description."""

_FEWEST = 3
"""Words of a standfirst; a site's name has fewer."""

_CUT = re.compile(r"\s*(?:\[?(?:…|\.{3,})\]?|&hellip;|\[&hellip;\])\s*$")
_RUN = 3
"""Words in a row that two texts have in common where one has been made of the other."""

_OF_OTHER_TEXT = 0.5
"""The share of runs from which on a description is made of the text."""


def with_standfirst(
    text: str,
    title: str | None,
    stated: Iterable[str],
    is_foreign: Callable[[str, str], bool] = lambda line, already: False,
) -> str:
    """The text with each standfirst before its body that does not say what stands there already.

    A headline over the body is the title, and is left out. `is_foreign` is asked whether a
    standfirst is not of this article, with all of the article's words, folded.
    """
    lines: list[str] = []
    already = ""
    for line in dict.fromkeys(stated):
        already = already or fold_name(f"{title or ''} {text}")
        if len(line) > _LONGEST or is_foreign(line, already):
            continue
        words = (key := folded(line)).split()
        if len(words) >= _FEWEST and not _is_in(words, already):
            lines.append(line)
            already = f"{already} {key}"
    return "\n".join([*lines, _without_headline(text, title or "")])


def _without_headline(text: str, title: str) -> str:
    first, _, rest = text.partition("\n")
    is_short = len(first) <= 2 * len(title)
    return rest.lstrip() if rest and is_short and fold_name(first) == fold_name(title) else text


def folded(line: str) -> str:
    """A standfirst by its words, without the dots where it was cut."""
    return fold_name(_CUT.sub("", line))


def _is_in(words: list[str], already: str) -> bool:
    """Whether words are in a folded text, all of them, cut in the last, or much the same."""
    beginning = words[:-1] if len(words) > _RUN else words
    if f" {' '.join(beginning)} " in f" {already} ":
        return True
    runs = [" ".join(words[first : first + _RUN]) for first in range(len(words) - _RUN + 1)]
    return sum(run in already for run in runs) > _OF_OTHER_TEXT * len(runs)
