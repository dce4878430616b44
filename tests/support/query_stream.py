"""Questions as people ask them, as nobody means them, and as they are asked to do harm.

Each is drawn from a seed, so that one that went wrong can be asked again.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

COMMON = [
    *("في", "من", "على", "إلى", "عن", "أن", "التي", "الذي", "هذا", "كان", "مع"),
    *("بين", "بعد", "قبل", "اليوم", "العام", "الدولة", "الرئيس", "وزير", "الملك"),
    *("مجلس", "كتاب", "علم", "مدينة", "مصر"),
]

_SIGNS = [
    *("أو", "ليس:", "OR", "AND", "NOT", "او", "و", "-", "=", "+", "~", "~1", "~2"),
    *("~9", "~50", "~999", "*", "?", "؟", "(", ")", '"', "«", "»", "“", "”", "‹"),
    *("،", "؛", ",", ":", "：", "..", "…", "!", "title:", "النص:", "المصدر:"),
    *("source:", "date:", "التاريخ:", "tag:", "mentions:", "author:"),
    *("2014-09..2015", "2015..2014", "unknown", "مجهول", "سبتمبر"),
    *("https://x.com/?a=(b)", "#وسم", "@name", "كوفيد-19", "1,300", "2014", "word"),
]
_STRANGE = [
    *("\u200f", "\u0640", "\n", "\x00", "\ud800", "😀", "\u064e", "ﷺ", "\u2067", "１"),
    "ا" * 300,
]
_LATIN = [
    *("elon", "musk", "abdel", "rahman", "al-sisi", "hgsghl", "facebook", "ʿabd"),
    *("ash-sharq", "nasrallah", "benghazi"),
]


@dataclass(frozen=True, slots=True)
class Question:
    """A text, and what it is limited to and how it is shown, as `Archive.search` takes it."""

    text: str
    options: Mapping[str, Any] = field(default_factory=dict)


class Questions:
    """Draws questions; `words` are what the archive has."""

    def __init__(self, seed: int, words: Sequence[str]) -> None:
        self._random = Random(seed)
        self._words = [*words, *COMMON]
        self._harmful: list[Callable[[], str]] = [
            self._patterns,
            self._near_words,
            self._loose_phrases,
            self._long_phrase,
            self._clitics,
            self._as_much_as_fits,
            self._nested,
            self._values,
            self._denials,
            self._strange,
        ]

    def __iter__(self) -> Iterator[Question]:
        drawn = self._random
        while True:
            kind = drawn.random()
            if kind < 0.6:
                text = self._usual()
            elif kind < 0.92:
                text = self._salad()
            else:
                text = drawn.choice(self._harmful)()
            yield Question(text, self._options())

    def _word(self) -> str:
        # As in texts, some words come again and again.
        common = self._random.random() < 0.5
        return self._random.choice(COMMON if common else self._words)

    def _some(self, least: int, most: int) -> list[str]:
        return [self._word() for _ in range(self._random.randint(least, most))]

    def _usual(self) -> str:
        words, drawn = self._some(1, 6), self._random
        shape = drawn.randrange(10)
        if shape == 0:
            return f'"{" ".join(words[:3])}"'
        if shape == 1:
            return f"{' '.join(words)} -{self._word()}"
        if shape == 2:
            return f"title:{words[0]} {' '.join(words[1:])}"
        if shape == 3:
            return f"{self._word()[:4]}* {words[0]}"
        if shape == 4:
            return f"{words[0]}~ date:{drawn.randint(1900, 2026)}"
        if shape == 5:
            return drawn.choice(_LATIN)
        if shape == 6:
            letters = list(words[0])
            letters[drawn.randrange(len(letters))] = drawn.choice("ابتثسشعفقكلمنهوي")
            return " ".join(["".join(letters), *words[1:3]])
        return " ".join(words)

    def _salad(self) -> str:
        drawn = self._random
        pieces = [
            self._word() if drawn.random() < 0.4 else drawn.choice(_SIGNS)
            for _ in range(drawn.randint(1, 25))
        ]
        return drawn.choice(("", " ", " ")).join(pieces)

    def _patterns(self) -> str:
        drawn = self._random
        shapes = ("*{}*", "*{}", "{}*", "?{}?", "*{}*{}*", "?*{}", "{}?*")
        patterns = []
        for _ in range(drawn.randint(1, 17)):
            letters = [drawn.choice("ابتثسشعفقكلمنهوي") for _ in range(2)]
            patterns.append(drawn.choice(shapes).format(*letters))
        return drawn.choice((" OR ", " ", " AND ")).join(patterns)

    def _near_words(self) -> str:
        return " ".join(f"{word}~{self._random.randint(1, 2)}" for word in self._some(1, 17))

    def _loose_phrases(self) -> str:
        drawn = self._random
        length, many = drawn.randint(2, 4), drawn.randint(1, 66)
        signs = ("", "~5", "~50", "~100", "~999")
        found = (
            f'{drawn.choice(("", "", "+", "="))}"{" ".join(self._some(length, length))}"'
            f"{drawn.choice(signs)}"
            for _ in range(many)
        )
        return drawn.choice((" OR ", " ")).join(found)[:2000]

    def _long_phrase(self) -> str:
        words = " ".join(self._some(5, 250))[:1900]
        return f'{self._random.choice(("", "+", "="))}"{words}"~{self._random.choice((0, 2, 100))}'

    def _clitics(self) -> str:
        word = self._word()
        return f'+"{" ".join([word] * self._random.randint(2, 60))}"'[:1999]

    def _as_much_as_fits(self) -> str:
        joint = self._random.choice((" ", " OR ", " AND ", " -"))
        return joint.join(self._some(300, 300))[: self._random.choice((1999, 2000, 2001))]

    def _nested(self) -> str:
        depth = self._random.randint(1, 120)
        opening = self._random.choice(("(", "NOT (", "title:(", "-(", "source:(", "(A OR "))
        return f"{opening * depth}{self._word()}{')' * self._random.randint(0, depth)}"[:2000]

    def _values(self) -> str:
        fields = ("source", "author", "tag", "mentions", "platform", "agency", "date")
        return " ".join(
            f"{self._random.choice(fields)}:({' '.join(self._some(1, 20))})" for _ in range(8)
        )[:2000]

    def _denials(self) -> str:
        return " ".join(f"-{word}" for word in self._some(1, 40))

    def _strange(self) -> str:
        pieces = [*self._some(1, 4), *(self._random.choice(_STRANGE) for _ in range(6))]
        self._random.shuffle(pieces)
        return "".join(pieces)

    def _options(self) -> Mapping[str, Any]:
        drawn = self._random
        options: dict[str, Any] = {}
        if drawn.random() < 0.3:
            options["match"] = drawn.choice(("most", "all", "any"))
        if drawn.random() < 0.2:
            options["level"] = drawn.choice(("any", "clitics", "word", "written"))
        if drawn.random() < 0.2:
            options["sort"] = drawn.choice(("relevance", "newest", "oldest"))
        if drawn.random() < 0.4:
            options["facets"] = drawn.sample(("source", "date", "mentions", "author", "tag"), 2)
        if drawn.random() < 0.1:
            options["levels"] = True
        if drawn.random() < 0.1:
            options["offset"] = drawn.choice((1, 10, 1000, 9_000))
        if drawn.random() < 0.1:
            options["since"] = f"{drawn.randint(1900, 2026)}"
        if drawn.random() < 0.1:
            options["limit"] = drawn.choice((0, 1, 100))
        return options
