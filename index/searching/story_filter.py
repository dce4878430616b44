"""What a search is limited to of stories: what was printed again, how often, for how long."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Self, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ...archive.errors import QueryError
from ...archive.fields import Field, Language, Words, in_language
from ...archive.ranges import Range, in_words
from ..engines.plan import All, Except, Numbers, Plan
from ..reprints.answers import Kind
from ..reprints.reading import KnownReprints
from .story_table import StoryTable

Mask: TypeAlias = NDArray[np.bool_]

SIZE: Final = Field(
    key="story_size",
    kind="number",
    label={"ar": "عدد نسخ الخبر", "en": "copies of the story"},
    columns=(),
    having={"ar": "عدد نسخ الخبر: {values}", "en": "copies of the story: {values}"},
    lacking={"ar": "", "en": ""},
)
DAYS: Final = Field(
    key="story_days",
    kind="number",
    label={"ar": "أيام ما بين أول النسخ وآخرها", "en": "days from the first copy to the last"},
    columns=(),
    having={
        "ar": "أيام ما بين أول النسخ وآخرها: {values}",
        "en": "days from the first copy to the last: {values}",
    },
    lacking={"ar": "", "en": ""},
)
REPRINTED: Final[Mapping[bool, Words]] = {
    True: {"ar": "ما نُشر غير مرة", "en": "printed more than once"},
    False: {"ar": "ما لم يُنشر إلا مرة", "en": "printed only once"},
}
KINDS: Final[Mapping[Kind, Words]] = {
    "reprint": {"ar": "إعادة نشر", "en": "reprint"},
    "excerpt": {"ar": "مقتطف", "en": "excerpt"},
    "passage": {"ar": "مقطع مشترك", "en": "shared passage"},
    "part": {"ar": "جزء من عدد", "en": "part of an issue"},
}
"""What the ways to share text are called."""

_SHARES: Final[Words] = {
    "ar": "ما يشترك مع غيره في نص: {kind}",
    "en": "sharing text with another: {kind}",
}


@dataclass(frozen=True, slots=True)
class StoryFilter:
    """Limits of a search; None where there is none. Sizes and days are ranges as written."""

    reprinted: bool | None = None
    size: str | None = None
    days: str | None = None
    shares: Kind | None = None

    @classmethod
    def of(
        cls,
        reprinted: bool | None = None,
        story_size: str | int | None = None,
        story_days: str | int | None = None,
        shares: Kind | None = None,
    ) -> Self:
        """Check what was asked for; raise `QueryError` for what makes no sense."""
        if reprinted not in (None, True, False):
            raise QueryError(f"reprinted takes True or False, not {reprinted!r}")
        if shares is not None and shares not in tuple(KINDS):  # what is no text has no hash
            raise QueryError(
                f"there is no kind “{shares}” of shared text; use one of: {', '.join(KINDS)}"
            )
        return cls(reprinted, _range(story_size, SIZE), _range(story_days, DAYS), shares)

    def __bool__(self) -> bool:
        return self != StoryFilter()

    def in_words(self, language: Language) -> Iterator[str]:
        """What it says, a clause for each limit."""
        if self.reprinted is not None:
            yield in_language(REPRINTED[self.reprinted], language)
        for text, field in ((self.size, SIZE), (self.days, DAYS)):
            if text is not None:
                values = in_words(text, field, language)
                yield in_language(field.having, language).format(values=values)
        if self.shares is not None:
            kind = in_language(KINDS[self.shares], language)
            yield in_language(_SHARES, language).format(kind=kind)

    def plan(self, table: StoryTable, facts: KnownReprints) -> Plan:
        """The plan of the records that are let through.

        Each record that is in no story, and in no pair of the kind, is treated alike, and there
        may be millions; so the plan names the others only.
        """
        return All(tuple(self._plans(table, facts)))

    def _plans(self, table: StoryTable, facts: KnownReprints) -> Iterator[Plan]:
        through = np.ones(len(table.ids), np.bool_)
        alone = not self.reprinted
        if self.reprinted is False:
            through[:] = False
        if self.size is not None:
            held = Range.read(self.size, SIZE)
            through &= _within(table.sizes, held)
            alone &= held.holds("1")
        if self.days is not None:
            through &= _within(table.days, Range.read(self.days, DAYS)) & (table.days >= 0)
            alone = False
        if (self.reprinted, self.size, self.days) != (None, None, None):
            yield _numbers(table, through, alone)
        if self.shares is not None:
            pairs = (pair for pair in facts.pairs() if pair.kind == self.shares)
            yield Numbers(frozenset(number for pair in pairs for number in (pair.a, pair.b)))


def _range(given: str | int | None, field: Field) -> str | None:
    if given is None:
        return None
    text = str(given).strip()
    Range.read(text, field)
    return text


def _within(numbers: NDArray[np.int64], held: Range) -> Mask:
    low = -np.inf if held.low is None else float(held.low)
    high = np.inf if held.high is None else float(held.high)
    return (low <= numbers) & (numbers <= high)


def _numbers(table: StoryTable, through: Mask, alone: bool) -> Plan:
    """The records of those stories, and of none where what stands alone is let through."""
    if alone:
        return Except(Numbers(frozenset(table.members(table.ids[~through])[0].tolist())))
    return Numbers(frozenset(table.members(table.ids[through])[0].tolist()))
