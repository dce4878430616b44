"""A line of JSON for each request that has been answered.

What readers search for is theirs: a line has the path and not the query, unless those who run
the server ask for it.
"""

import datetime as dt
import json
import logging
import sys
from logging.handlers import WatchedFileHandler

from .options import ServingError
from .watching import Answered, Watcher


class AccessLog(Watcher):
    """Writes to a file, which may be moved away meanwhile, or to standard output."""

    def __init__(self, file: str, queries: bool) -> None:
        self._queries = queries
        self._handler = _handler(file)

    def ended(self, answered: Answered) -> None:
        """Write the line; lines of several processes stand one below another."""
        line = json.dumps(self._line(answered), ensure_ascii=False)
        self._handler.handle(logging.makeLogRecord({"msg": line}))

    def _line(self, answered: Answered) -> dict[str, object]:
        line: dict[str, object] = {
            "time": dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds"),
            "request_id": answered.id,
            "client": answered.client,
            "method": answered.method,
            "path": answered.path,
            "status": answered.status,
            "bytes": answered.sent,
            "seconds": round(answered.seconds, 4),
        }
        if self._queries:
            line["query"] = answered.query
        if answered.refused:
            line["refused"] = answered.refused
        return line


def _handler(file: str) -> logging.Handler:
    if file == "-":
        return logging.StreamHandler(sys.stdout)
    try:
        return WatchedFileHandler(file, encoding="utf-8")
    except OSError as error:
        raise ServingError(
            f"cannot write the access log {file}: {error.strerror}; choose another --access-log"
        ) from error
