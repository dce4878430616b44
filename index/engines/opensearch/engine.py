"""The OpenSearch engine: searching one index there, and replacing documents in it."""

import sys
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from opensearchpy import OpenSearch

from ....arabic.pieces import FORMS
from ..base import Answer, Columns, Document, DocumentFeed, Engine, Numbers, Request, Schema, idf
from ..plan import MatchAll, Plan, Terms
from . import asking, building, searches
from .asking import Body
from .bulk import addition, removal, send
from .client import connect, encode
from .deep_pages import DeepPages, hits_in
from .errors import IndexGone
from .schema import VERSION, WINDOW
from .settings import ServerSettings


class OpenSearchEngine:
    """An open index, known by the name that it keeps on the server while the alias moves on.

    Searches see what the last `replace` left, in whatever process that was:
    each shard shows it whole or not yet, and all do when `replace` returns.
    """

    def __init__(self, client: OpenSearch, name: str, schema: Schema) -> None:
        self._client = client
        self._schema = schema
        self._name = name
        self._deep_pages = DeepPages(client, name)

    def search(self, request: Request, columns: Columns | None = None) -> Answer:
        sought = asking.sought(request, self._schema)
        near = request.offset + request.limit <= WINDOW
        page = {"from": request.offset, "size": request.limit} if near else {"size": 0}
        counts = asking.counts(request, self._schema)
        answer = self._ask({**sought, **page, "track_total_hits": True, "aggs": counts}, sought)
        total = answer["hits"]["total"]["value"]
        if near:
            hits = hits_in(answer)
        elif request.offset >= total:
            hits = []
        else:
            hits = self._deep_pages.hits(sought, request.offset, request.limit)
        return Answer(
            hits=tuple(hits),
            total=total,
            facets={
                facet: self._counts(request, facet, answer["aggregations"][facet])
                for facet in request.facets
            },
        )

    def idfs(self, words: Sequence[Terms]) -> Sequence[float]:
        if not words:
            return []
        body = asking.having_each(words, self._schema)
        answer = self._ask(body, body)
        records = answer["hits"]["total"]["value"]
        buckets = answer["aggregations"]["having"]["buckets"]
        return [idf(bucket["doc_count"], records) for bucket in buckets]

    def values(self, facet: str) -> Mapping[str, int]:
        counts = dict(self.search(Request(MatchAll(), limit=0, facets=(facet,))).facets[facet])
        counts.pop("", None)
        return counts

    def numbers_of(self, request: Request) -> Numbers:
        sought = asking.numbers(request, self._schema)
        hits = hits_in(self._ask({**sought, "size": WINDOW}, sought))
        if len(hits) == WINDOW:
            hits = self._deep_pages.hits(sought, 0, sys.maxsize)
        return np.fromiter((number for number, _ in hits), np.int64, len(hits))

    def matching(self, plans: Iterable[Plan]) -> Iterator[Numbers]:
        return (self.numbers_of(Request(plan)) for plan in plans)

    def replace(self, documents: Iterable[Document[Any]], removed: Iterable[int]) -> None:
        operations = chain(
            map(removal, removed), (addition(document, self._schema) for document in documents)
        )
        for _ in send(self._client, building.writing_alias(self._name), operations):
            pass
        building.refresh(self._client, self._name)
        self._deep_pages.close()

    def close(self) -> None:
        self._deep_pages.close()
        self._client.close()

    def _counts(self, request: Request, facet: str, answer: Body) -> Mapping[str, int]:
        if (counts := asking.counted(answer)) is not None:
            return counts
        counts, after = {}, None
        while True:
            body = asking.all_counts(request, self._schema, facet, after)
            more, after = asking.counted_further(self._ask(body, body))
            counts |= more
            if after is None:
                return counts

    def _ask(self, body: Body, search: Body) -> Any:
        """Run a search; all pages of the same `search` go to the same copies of the index.

        Copies differ in what they still count of removed documents, and so in scores.
        """
        copies = f"kashshaf-{zlib.crc32(encode(search)):x}"
        return searches.run(self._client, body, index=self._name, preference=copies)


class OpenSearchKind:
    """Makes and opens indexes on the server that the settings name."""

    name = "opensearch"
    version = VERSION
    shape = FORMS
    written_again: Collection[str] = ()

    def __init__(self, settings: ServerSettings, schema: Schema) -> None:
        self._settings = settings
        self._schema = schema

    def build(
        self, folder: Path, feed: DocumentFeed, workers: int, done: Callable[[int], None]
    ) -> None:
        building.build(self._settings, self._schema, folder, feed, workers, done)

    def open(self, folder: Path) -> Engine:
        name = building.name_in(folder)
        client = connect(self._settings)
        if not client.indices.exists(index=name):
            hosts = ", ".join(self._settings.hosts)
            raise IndexGone(
                f"the index {name} is not on OpenSearch at {hosts}: run `kashshaf rebuild`"
            )
        return OpenSearchEngine(client, name, self._schema)

    def use(self, folder: Path) -> None:
        building.use(self._settings, folder)

    def remove(self, folder: Path) -> None:
        building.remove(self._settings, folder)
