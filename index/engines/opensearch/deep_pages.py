"""Pages beyond what the server counts to: walked to from the first hit on, and remembered.

A walk looks at the index as it was when it began, so that whoever reads on,
page after page, meets every record once. The server forgets a walk that
nobody goes on with.
"""

import threading
from collections import OrderedDict
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeAlias

from opensearchpy import OpenSearch

from ....archive.errors import SearchIndexError
from . import searches
from .client import encode
from .schema import WINDOW

Hits: TypeAlias = list[tuple[int, float]]

_MOST_WALKS = 4
_KEPT_FOR = "1m"


def hits_in(answer: Mapping[str, Any]) -> Hits:
    """The numbers and scores in an answer; whatever the order, numbers decide ties in it."""
    return [(hit["sort"][-1], hit["_score"] or 0.0) for hit in answer["hits"]["hits"]]


@dataclass(slots=True)
class _Walk:
    """How far a walk has come; `after` says where the last hit passed stands in the order."""

    view: str
    passed: int = 0
    after: list[Any] | None = None


class DeepPages:
    """The walks through one index. Safe to share between threads."""

    def __init__(self, client: OpenSearch, index: str) -> None:
        self._client = client
        self._index = index
        self._walks: OrderedDict[bytes, _Walk] = OrderedDict()
        self._lock = threading.Lock()

    def hits(self, asked: Mapping[str, Any], offset: int, limit: int) -> Hits:
        """A page of hits; `asked` is a search whose order ends in the number."""
        walk = self._resumed(encode(asked), offset)
        if walk is not None:
            # It may have been forgotten: then the page is walked to anew.
            with suppress(SearchIndexError):
                return self._walk_on(walk, asked, offset, limit)
        opened = self._client.create_pit(index=self._index, params={"keep_alive": _KEPT_FOR})
        return self._walk_on(_Walk(opened["pit_id"]), asked, offset, limit)

    def close(self) -> None:
        """Let the server forget the walks."""
        with self._lock:
            views = [walk.view for walk in self._walks.values()]
            self._walks.clear()
        self._forget(views)

    def _walk_on(self, walk: _Walk, asked: Mapping[str, Any], offset: int, limit: int) -> Hits:
        while walk.passed < offset and self._step(walk, asked, offset - walk.passed):
            pass
        found: Hits = []
        while len(found) < limit and (more := self._step(walk, asked, limit - len(found))):
            found += more
        self._keep(encode(asked), walk)
        return found

    def _step(self, walk: _Walk, asked: Mapping[str, Any], most: int) -> Hits:
        after = {} if walk.after is None else {"search_after": walk.after}
        view = {"id": walk.view, "keep_alive": _KEPT_FOR}
        answer = searches.run(
            self._client, {**asked, **after, "size": min(most, WINDOW), "pit": view}
        )
        hits = answer["hits"]["hits"]
        if hits:
            walk.after = hits[-1]["sort"]
            walk.passed += len(hits)
        walk.view = answer["pit_id"]
        return hits_in(answer)

    def _resumed(self, key: bytes, offset: int) -> _Walk | None:
        with self._lock:
            walk = self._walks.get(key)
            if walk is None or not 0 < walk.passed <= offset:
                return None
            return self._walks.pop(key)

    def _keep(self, key: bytes, walk: _Walk) -> None:
        with self._lock:
            gone = [self._walks.pop(key, None)]
            self._walks[key] = walk
            if len(self._walks) > _MOST_WALKS:
                gone.append(self._walks.popitem(last=False)[1])
        self._forget([walk.view for walk in gone if walk is not None])

    def _forget(self, views: list[str]) -> None:
        with suppress(SearchIndexError):
            if views:
                self._client.delete_pit(body={"pit_id": views})
