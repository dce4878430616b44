"""One search on the server: whole, ranked the same everywhere, and within the time there is."""

from collections.abc import Mapping
from typing import Any, Final

from opensearchpy import OpenSearch

from ....archive.time_limit import check_time, time_left
from .errors import ServerBusy, out_of_time

_EXACTLY: Final = {
    "search_type": "dfs_query_then_fetch",
    "allow_partial_search_results": "false",
}
"""How every search is run: ranked by the statistics of all shards, and answered by all or none."""


def run(
    client: OpenSearch, body: Mapping[str, Any], index: str | None = None, **parameters: Any
) -> Any:
    """The server's answer, never a part of it.

    Raises `OutOfTime` where it would take longer than there is time: the server stops looking
    then, and also where its answer is waited for no longer.
    """
    check_time()
    left = time_left()
    parameters |= _EXACTLY
    if left is not None:
        body = {**body, "timeout": f"{max(round(left * 1000), 1)}ms"}
        parameters["request_timeout"] = left
    try:
        answer = client.search(index=index, body=body, params=parameters)
    except ServerBusy:
        check_time()
        raise
    if answer["timed_out"]:
        raise out_of_time()
    return answer
