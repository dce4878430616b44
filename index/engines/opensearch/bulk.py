"""Sending documents in bulk: in pieces that the server can take, again when it cannot.

One piece is on its way at a time, and the next is made when the last was
taken: a server that is slow or full slows down what is read and analysed too.
"""

import random
import time
from collections.abc import Iterable, Iterator
from typing import Any

from opensearchpy import OpenSearch

from ....arabic.pieces import Forms
from ....archive.errors import SearchIndexError
from ..base import Document, Schema
from .client import encode
from .errors import INDEX_GONE, TEMPORARY, IndexGone, ServerBusy, reason
from .schema import fields_of

PIECE = 4_000_000
"""Bytes of one request, or one document where that is more."""

PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0, 30.0, 30.0)
"""Seconds before each new try, two minutes in all: a node needs less to start anew."""


def addition(document: Document[Forms], schema: Schema) -> bytes:
    """The lines that put a document in the place of the one with its number, if there is one."""
    action = {"index": {"_id": str(document.number)}}
    return encode(action) + b"\n" + encode(fields_of(document, schema)) + b"\n"


def removal(number: int) -> bytes:
    """The line that removes a document."""
    return encode({"delete": {"_id": str(number)}}) + b"\n"


def send(client: OpenSearch, alias: str, operations: Iterable[bytes]) -> Iterator[int]:
    """Carry out operations on the index behind an alias, giving how many, piece by piece.

    Each operation can be done twice without harm, so what may not have arrived
    is sent again. Raises `SearchIndexError` for what the server does not take,
    or not in time; `IndexGone` where there is no such index.
    """
    for piece in _pieces(operations):
        _deliver(client, alias, piece)
        yield len(piece)


def _pieces(operations: Iterable[bytes]) -> Iterator[list[bytes]]:
    piece: list[bytes] = []
    size = 0
    for operation in operations:
        if piece and size + len(operation) > PIECE:
            yield piece
            piece, size = [], 0
        piece.append(operation)
        size += len(operation)
    if piece:
        yield piece


def _deliver(client: OpenSearch, alias: str, piece: list[bytes]) -> None:
    left, why = _attempt(client, alias, piece)
    for pause in PAUSES:
        if not left:
            return
        # Not all processes of a build come back at the same moment.
        time.sleep(pause * random.uniform(0.75, 1.25))  # noqa: S311
        left, why = _attempt(client, alias, left)
    if left:
        raise SearchIndexError(
            f"{why}; after {len(PAUSES)} more tries {len(left)} records are not in the index."
            " Run the same command again when OpenSearch is well"
        )


def _attempt(client: OpenSearch, alias: str, piece: list[bytes]) -> tuple[list[bytes], str]:
    """Send a piece; what the server could not do now comes back, with the reason."""
    try:
        # An alias is required, since to write to an index that is no longer
        # there would make it anew: a process may outlive its killed parent.
        answer = client.bulk(index=alias, body=b"".join(piece), params={"require_alias": "true"})
    except ServerBusy as busy:
        return piece, str(busy)
    if not answer["errors"]:
        return [], ""
    results = [result for item in answer["items"] for result in item.values()]
    failed = [_failure(result) for result in results]
    left = [operation for operation, why in zip(piece, failed, strict=True) if why]
    return left, next(filter(None, failed), "")


def _failure(result: dict[str, Any]) -> str:
    """Why an operation is to be tried again, or "" if it is done; raise where that is no use."""
    error = result.get("error")
    if error is None:  # to remove what is not there is no error
        return ""
    why = reason(error)
    if error.get("type") == INDEX_GONE:
        raise IndexGone(f"the index is not on the server any more ({why}): run `kashshaf rebuild`")
    if result["status"] not in TEMPORARY:
        raise SearchIndexError(
            f"OpenSearch does not take record number {result['_id']} ({result['status']}): {why}"
        )
    return f"OpenSearch cannot take records now ({result['status']}): {why}"
