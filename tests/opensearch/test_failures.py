"""Servers that stop, are full or are not there: nothing is lost, and errors are clear."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from given_feed import GivenFeed, build, built
from opensearch_node import Node, NotRunnable, runnable_or_skip
from opensearchpy import OpenSearch
from server_indexes import article, kind_on

from kashshaf.archive.errors import SearchIndexError
from kashshaf.index.engines import plan
from kashshaf.index.engines.base import EngineKind, Request
from kashshaf.index.engines.opensearch import bulk
from kashshaf.index.engines.opensearch.building import name_in

DOCUMENTS = [article(number, "نهر", *["بيت"] * (number % 4)) for number in range(1, 301)]
EVERYTHING = Request(plan.MatchAll(), limit=1000)


@pytest.fixture
def two_nodes(tmp_path: Path) -> Iterator[tuple[Node, Node]]:
    """A cluster of two, which a test may stop."""
    try:
        first = Node.alone(tmp_path / "one")
        second = Node(tmp_path / "two", "two", **{"discovery.seed_hosts": first.transport})
    except NotRunnable as reason:
        runnable_or_skip(reason)
    yield first, second
    second.stop()
    first.stop()


@pytest.fixture
def own_node(tmp_path: Path) -> Iterator[Node]:
    """A node that a test may stop."""
    try:
        node = Node.alone(tmp_path / "home")
    except NotRunnable as reason:
        runnable_or_skip(reason)
    yield node
    node.stop()


def holder_of_primary(client: OpenSearch, index: str) -> str:
    (shard,) = (
        shard for shard in client.cat.shards(index=index, format="json") if shard["prirep"] == "p"
    )
    return str(shard["node"])


@pytest.mark.long
def test_a_copy_answers_in_full_when_the_node_with_the_first_is_gone(
    two_nodes: tuple[Node, Node], tmp_path: Path
) -> None:
    kind = kind_on(*two_nodes, replicas=1)
    build(kind, tmp_path / "index", DOCUMENTS)
    engine = kind.open(tmp_path / "index")
    whole = engine.search(EVERYTHING)
    with OpenSearch([node.address for node in two_nodes], timeout=60) as client:
        holder = holder_of_primary(client, name_in(tmp_path / "index"))
        (gone,) = (node for node in two_nodes if node.name == holder)
        gone.kill()
        assert engine.search(EVERYTHING) == whole
        assert engine.numbers_of(EVERYTHING).tolist() == [document.number for document in DOCUMENTS]
        gone.start()
        client.cluster.health(params={"wait_for_status": "yellow", "wait_for_nodes": "2"})
    engine.replace([article(301, "نهر")], [1])
    assert engine.numbers_of(EVERYTHING).tolist() == list(range(2, 302))
    engine.close()
    kind.remove(tmp_path / "index")


@pytest.mark.long
def test_a_node_that_is_cut_off_and_comes_back_in_a_build_loses_nothing(
    own_node: Node, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "PIECE", 2_000)
    kind = kind_on(own_node)
    coming_back = threading.Thread(target=own_node.start)
    arrived: list[int] = []

    def cut_off_once(count: int) -> None:
        arrived.append(count)
        if len(arrived) == 5:
            own_node.kill()
            coming_back.start()

    kind.build(tmp_path / "index", GivenFeed(tuple(DOCUMENTS)), 1, cut_off_once)
    coming_back.join()
    engine = kind.open(tmp_path / "index")
    assert engine.numbers_of(EVERYTHING).tolist() == [document.number for document in DOCUMENTS]
    assert sum(arrived) == len(DOCUMENTS)
    engine.close()


def test_an_index_that_takes_nothing_for_a_while_is_waited_for(
    kind: EngineKind, client: OpenSearch, tmp_path: Path
) -> None:
    with built(kind, tmp_path / "index", DOCUMENTS[:3]) as engine:
        name = name_in(tmp_path / "index")
        block(client, name, True)
        clearing = threading.Timer(1.0, block, (client, name, False))
        clearing.start()
        engine.replace([article(4, "نهر")], [1])
        clearing.join()
        assert engine.numbers_of(EVERYTHING).tolist() == [2, 3, 4]


def test_giving_up_says_how_much_is_not_in_the_index_and_why(
    kind: EngineKind, client: OpenSearch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "PAUSES", (0.01, 0.01))
    with built(kind, tmp_path / "index", DOCUMENTS[:3]) as engine:
        block(client, name_in(tmp_path / "index"), True)
        with pytest.raises(
            SearchIndexError, match=r"429.*disk usage.*after 2 more tries 2 records"
        ):
            engine.replace([article(4, "نهر")], [1])
        assert engine.numbers_of(EVERYTHING).tolist() == [1, 2, 3]


def test_what_the_server_will_never_take_is_named_at_once(
    kind: EngineKind, client: OpenSearch, tmp_path: Path
) -> None:
    with built(kind, tmp_path / "index", DOCUMENTS[:3]) as engine:
        client.indices.put_settings(
            index=name_in(tmp_path / "index"), body={"index.blocks.write": True}
        )
        with pytest.raises(SearchIndexError, match=r"record number 4 \(403\): .*write"):
            engine.replace([article(4, "نهر")], [])


def test_a_server_that_is_not_there_gives_one_clear_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("KASHSHAF_OPENSEARCH_HOSTS", "http://127.0.0.1:9")
    with pytest.raises(SearchIndexError) as caught:
        build(kind_on(), tmp_path / "index", DOCUMENTS)
    assert str(caught.value) == (
        "OpenSearch does not answer at http://127.0.0.1:9 (Connection refused):"
        " is it running there?"
    )


def block(client: OpenSearch, name: str, on: bool) -> None:
    """Do to an index what a server does when its disk is full, or undo it."""
    setting = {"index.blocks.read_only_allow_delete": True if on else None}
    client.indices.put_settings(index=name, body=setting)
