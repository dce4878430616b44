"""The time at which something is done."""

import datetime as dt


def now() -> str:
    """The present moment as records state it: UTC, ISO 8601, to the second."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def moment(written: str) -> dt.datetime | None:
    """The moment that was stated so, in UTC where it names no zone; None where it is none."""
    try:
        read = dt.datetime.fromisoformat(written)
    except ValueError:
        return None
    return read if read.tzinfo else read.replace(tzinfo=dt.UTC)
