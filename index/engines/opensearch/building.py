"""Making an index on the server, putting it in use there, and removing it."""

import json
import uuid
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from opensearchpy import OpenSearch

from ....arabic.pieces import FORMS
from ....archive.errors import SearchIndexError
from ..base import DocumentFeed, Schema, Slice
from ..processes import share_out
from .bulk import addition, send
from .client import connect
from .errors import ServerBusy
from .schema import template
from .settings import ServerSettings

_FILE = "index.json"


def name_in(folder: Path) -> str:
    """The name on the server of the index that a folder stands for.

    Raises `FileNotFoundError` for none, `SearchIndexError` for a damaged file.
    """
    path = folder / _FILE
    try:
        name = json.loads(path.read_text(encoding="utf-8"))["index"]
    except (ValueError, KeyError, TypeError) as error:
        raise SearchIndexError(f"{path} is damaged ({error}): run `kashshaf rebuild`") from error
    return str(name)


def writing_alias(name: str) -> str:
    """The alias that an index is written through."""
    return f"{name}.writing"


def build(
    settings: ServerSettings,
    schema: Schema,
    folder: Path,
    feed: DocumentFeed,
    workers: int,
    done: Callable[[int], None],
) -> None:
    """Make an index of all that the feed gives, with `workers` processes (1: this one)."""
    name = f"{settings.index}.{uuid.uuid4().hex}"
    folder.mkdir(parents=True)
    # The name is kept before there is anything to remove under it.
    (folder / _FILE).write_text(json.dumps({"index": name}) + "\n", encoding="utf-8")
    with connect(settings) as client:
        _create(client, settings, schema, name)
        for count in share_out(partial(_send_share, settings, schema, name), feed, workers):
            done(count)
        _finish(client, settings, name)


def _create(client: OpenSearch, settings: ServerSettings, schema: Schema, name: str) -> None:
    client.indices.put_index_template(name=settings.index, body=template(settings, schema))
    made = client.indices.create(
        index=name,
        body={
            # Copies are made once of the finished index, not of each record.
            "settings": {"number_of_replicas": 0},
            "aliases": {writing_alias(name): {}},
        },
    )
    if not made["shards_acknowledged"]:
        raise SearchIndexError(
            "no node of OpenSearch takes the new index: is there one with room on its disk?"
        )


def _send_share(
    settings: ServerSettings,
    schema: Schema,
    name: str,
    feed: DocumentFeed,
    slices: Sequence[Slice],
) -> Iterator[int]:
    """Index these slices, giving the numbers of documents that are in."""
    with connect(settings) as client, feed.open(FORMS) as read:
        documents = (document for part in slices for document in read(part))
        operations = (addition(document, schema) for document in documents)
        yield from send(client, writing_alias(name), operations)


def _finish(client: OpenSearch, settings: ServerSettings, name: str) -> None:
    client.indices.put_settings(
        index=name, body={"index": {"number_of_replicas": settings.replicas}}
    )
    refresh(client, name)
    _wait_for_copies(client, settings, name)


def _wait_for_copies(client: OpenSearch, settings: ServerSettings, name: str) -> None:
    """Wait for as many copies as there are nodes to hold them, half a minute at most.

    Those not ready by then go on being made, and the index does without them till then.
    """
    nodes = client.cluster.health()["number_of_data_nodes"]
    wanted = settings.shards * min(1 + settings.replicas, nodes)
    client.cluster.health(index=name, params={"wait_for_active_shards": wanted, "ignore": 408})


def refresh(client: OpenSearch, name: str) -> None:
    """Make what was written visible; raise `SearchIndexError` where a shard cannot."""
    shards: dict[str, Any] = client.indices.refresh(index=name)["_shards"]
    if shards["failed"]:
        raise ServerBusy(f"{shards['failed']} shards of the OpenSearch index {name} do not answer")


def use(settings: ServerSettings, folder: Path) -> None:
    """Move the alias to this index, from whichever has it, in one step."""
    alias = settings.index
    with connect(settings) as client:
        client.indices.update_aliases(
            body={
                "actions": [
                    {"remove": {"index": f"{alias}.*", "alias": alias, "must_exist": False}},
                    {"add": {"index": name_in(folder), "alias": alias}},
                ]
            }
        )


def remove(settings: ServerSettings, folder: Path) -> None:
    """Remove the index from the server, where it has come that far."""
    try:
        name = name_in(folder)
    except FileNotFoundError:
        return
    with connect(settings) as client:
        client.indices.delete(index=name, params={"ignore_unavailable": "true"})
