"""What is told of the stories of a page's hits beside them."""

from dataclasses import replace

from ...archive.errors import RecordNotFound
from ...archive.fields import UNKNOWN_VALUE
from .facts import facts_of
from .open_index import OpenIndex
from .results import Hit, HitStory
from .stories import first
from .story_counts import StoryCounts, story_of


def with_stories(hits: tuple[Hit, ...], counts: StoryCounts, index: OpenIndex) -> tuple[Hit, ...]:
    """The hits, each with its story if it is in one."""
    return tuple(replace(hit, story=_story(hit, counts, index)) for hit in hits)


def _story(hit: Hit, counts: StoryCounts, index: OpenIndex) -> HitStory | None:
    facts = facts_of(index)
    try:
        story = story_of(index.store.number_of(hit.record.id), facts)
    except RecordNotFound:
        return None  # it has been removed since it was found
    if not story:
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
    return len(
        {
            column.values[code]
            for number in members
            for code in column.codes[column.starts[number] : column.ends[number]]
        }
        - {UNKNOWN_VALUE}
    )
