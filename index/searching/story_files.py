"""Stories, pairs and who prints after whom, as files for spreadsheets and for programs."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, Self, TypeAlias

from ...archive.fields import LISTED
from ...archive.writers.data_files import table
from ...archive.writers.network import Link, graphml
from ..reprints.answers import PrintedAfter, RecordPair, Story
from .as_json import known_json, succession_json

Content: TypeAlias = Literal["stories", "pairs", "network"]
"""What such a file is of."""

FileFormat: TypeAlias = Literal["jsonl", "csv", "graphml"]
"""What it is written in; GraphML only a network."""

_LISTED: Final = tuple(field.key for field in LISTED)
_OF_A_STORY: Final = ("story", "size", "sources", "days", "first")
_OF_A_PAIR: Final = ("kind", "words", "covers_a", "covers_b", "longest")


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a file, made as one goes, with all of its columns in each."""

    columns: tuple[str, ...]
    rows: Iterable[Mapping[str, Any]]

    @classmethod
    def of_stories(cls, stories: Iterable[Story]) -> Self:
        """A row for each copy of each story."""
        columns = (*_OF_A_STORY, *_LISTED, "agencies")
        return cls(columns, (row for story in stories for row in _copies(story)))

    @classmethod
    def of_pairs(cls, pairs: Iterable[RecordPair]) -> Self:
        """A row for each pair."""
        sides = (f"{side}_{key}" for side in "ab" for key in _LISTED)
        return cls((*_OF_A_PAIR, *sides), map(_pair, pairs))

    @classmethod
    def of_network(cls, found: Iterable[PrintedAfter]) -> Self:
        """A row for each source that printed after another."""
        columns = ("earlier", "later", "stories", "whole_stories")
        return cls(columns, map(succession_json, found))

    def csv(self) -> Iterator[str]:
        """A header and a line a row, as safe as every table."""
        return table(self.columns, ([row[name] for name in self.columns] for row in self.rows))

    def json_lines(self) -> Iterator[str]:
        """A line a row, Arabic as it reads; what is not known is null."""
        return (json.dumps(row, ensure_ascii=False) + "\n" for row in self.rows)


def network_graph(found: Iterable[PrintedAfter]) -> str:
    """Who prints after whom as GraphML; programs take how thick a link is from its `weight`."""
    measures = ("stories", "whole_stories")
    rows = map(succession_json, found)
    links = (
        Link(row["earlier"], row["later"], (*(row[one] for one in measures), row["stories"]))
        for row in rows
    )
    return graphml(links, (*measures, "weight"))


def _copies(story: Story) -> Iterator[dict[str, Any]]:
    shared = {
        "story": story.records[0].id,
        "size": story.size,
        "sources": len(story.sources),
        "days": story.days,
        "first": None if story.first is None else str(story.first.date),
    }
    for record in story.records:
        yield {**shared, **known_json(record), "agencies": list(record.agencies)}


def _pair(pair: RecordPair) -> dict[str, Any]:
    return {
        "kind": pair.kind,
        "words": pair.words,
        "covers_a": round(pair.covers_a, 3),
        "covers_b": round(pair.covers_b, 3),
        "longest": pair.longest,
        **{f"a_{key}": value for key, value in known_json(pair.a).items()},
        **{f"b_{key}": value for key, value in known_json(pair.b).items()},
    }
