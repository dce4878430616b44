"""The time at which something is done."""

import datetime as dt


def now() -> str:
    """The present moment as records state it: UTC, ISO 8601, to the second."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
