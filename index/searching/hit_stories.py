"""What is told of the stories of a page's hits beside them."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from ...archive.fields import UNKNOWN_VALUE
from .facts import facts_of
from .open_index import OpenIndex
from .results import Hit, HitStory
from .stories import first
from .story_counts import StoryCounts, story_of


def with_stories(
    hits: Mapping[int, Hit], counts: StoryCounts, index: OpenIndex
) -> Mapping[int, Hit]:
    """The hits, by the numbers of their records, each with its story if it has one."""
    return {
        number: replace(hit, story=_story(number, counts, index)) for number, hit in hits.items()
    }


def _story(number: int, counts: StoryCounts, index: OpenIndex) -> HitStory | None:
    facts = facts_of(index)
    if not (story := story_of(number, facts)):
        return None
    members = facts.members(story)
    return HitStory(
        size=len(members),
        sources=_sources(members, index),
        matching=counts.matching(story),
        first=first(members, index),
    )


def _sources(members: list[int], index: OpenIndex) -> int:
    """In how many known sources the records stand."""
    column = index.forward.column("source")
    codes, _ = column.of(np.array(members, np.intp))
    return len({column.values[code] for code in codes.tolist()} - {UNKNOWN_VALUE})
