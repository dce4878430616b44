"""What can go wrong between us and the server, in one clear line each.

No line holds a user or a password: the client sends them in a header, and the
settings refuse them in an address.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from opensearchpy.exceptions import ConnectionError as NotReached
from opensearchpy.exceptions import ConnectionTimeout, OpenSearchException, SSLError, TransportError

from ....archive.errors import OutOfTime, QueryError, SearchIndexError

TEMPORARY = frozenset({429, 502, 503, 504})
"""Statuses that say "not now": a full queue, a shard that is being moved, a gateway alone."""

INDEX_GONE = "index_not_found_exception"
_TIME_EXCEEDED = {"Time exceeded", "time_exceeded_exception"}
_TOO_MANY_CLAUSES = frozenset({"too_many_clauses", "too_many_nested_clauses"})
_LONGEST_REASON = 300


class ServerBusy(SearchIndexError):
    """The server cannot be reached or cannot do this now; later it may."""


class IndexGone(SearchIndexError, FileNotFoundError):
    """The index is not on the server any more, as when a rebuild has put another in its place."""


@contextmanager
def said_clearly(where: str) -> Iterator[None]:
    """Turn the client's errors into ours; `where` is the server's address."""
    try:
        yield
    except SSLError as error:
        raise SearchIndexError(
            f"OpenSearch at {where} has a certificate that is not trusted ({_root(error)}):"
            " set ca_certs to the file of the authority that signed it"
        ) from None
    except ConnectionTimeout:
        raise ServerBusy(f"OpenSearch at {where} takes too long to answer") from None
    except NotReached as error:
        raise ServerBusy(
            f"OpenSearch does not answer at {where} ({_root(error)}): is it running there?"
        ) from None
    except TransportError as error:
        raise _by_status(where, error) from None
    except OpenSearchException as error:
        raise SearchIndexError(f"OpenSearch at {where}: {in_one_line(error)}") from None


def out_of_time() -> OutOfTime:
    """What is to be said of a search that the server gave up, as it was asked to."""
    return OutOfTime(
        "OpenSearch had no time to answer in full: ask for less at a time, or for rarer words"
    )


def reason(error: Mapping[str, Any]) -> str:
    """Why, in one line, from an error as the server describes it."""
    cause = (error.get("root_cause") or [error])[0]
    return in_one_line(cause.get("reason") or cause.get("type") or "no reason given")


def in_one_line(text: object) -> str:
    """A text without line breaks, shortened if need be."""
    return " ".join(str(text).split())[:_LONGEST_REASON]


def _by_status(where: str, error: TransportError) -> Exception:
    status, stated = error.status_code, _stated(error)
    why = reason(stated)
    causes = {cause.get("type") for cause in stated.get("root_cause", [])}
    if {why, stated.get("type"), *causes} & _TIME_EXCEEDED:
        return out_of_time()
    if causes & _TOO_MANY_CLAUSES or "maxClauseCount" in why:
        return QueryError(
            "the query has more words, or words with more spellings, than the OpenSearch server"
            " takes; shorten it, or raise indices.query.bool.max_clause_count there"
        )
    if status == 401:
        return SearchIndexError(
            f"OpenSearch at {where} does not let us in: check its user and password"
        )
    if INDEX_GONE in causes:
        return IndexGone(
            f"the index is not on OpenSearch at {where} any more ({why}): run `kashshaf rebuild`"
        )
    if status in TEMPORARY:
        return ServerBusy(f"OpenSearch at {where} cannot do this now ({status}): {why}")
    return SearchIndexError(f"OpenSearch at {where} refuses ({status}): {why}")


def _stated(error: TransportError) -> Mapping[str, Any]:
    """The error as the server describes it; a gateway may have written something else."""
    info = error.info.get("error") if isinstance(error.info, dict) else error.info
    return info if isinstance(info, dict) else {"reason": info or error.error}


def _root(error: TransportError) -> str:
    """What happened at the bottom of a failed connection, such as “Connection refused”."""
    cause: BaseException = error.info if isinstance(error.info, BaseException) else error
    # What lies below the system's own error is not about this connection.
    while not isinstance(cause, OSError) and (below := cause.__cause__ or cause.__context__):
        cause = below
    return in_one_line(getattr(cause, "strerror", None) or cause)
