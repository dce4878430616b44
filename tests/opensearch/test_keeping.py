"""An archive kept on OpenSearch: which index is in use there, and what is left behind."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from given_feed import build, built
from opensearch_node import Node
from opensearchpy import OpenSearch
from server_indexes import article

from kashshaf import Archive
from kashshaf.archive.errors import SearchIndexError
from kashshaf.archive.fields import STANDARD
from kashshaf.archive.settings import write_settings
from kashshaf.index.building.documents import schema_of
from kashshaf.index.engines import engine_kind, plan
from kashshaf.index.engines.base import EngineKind, Request
from kashshaf.index.engines.opensearch.building import name_in, writing_alias
from kashshaf.index.engines.opensearch.bulk import addition, send

ALIAS = "sahel"
ITEMS = Path(__file__).parents[2] / "fixtures" / "items"


def indexes(client: OpenSearch, beginning: str) -> set[str]:
    return set(client.indices.get(index=f"{beginning}.*"))


def in_use(client: OpenSearch, alias: str) -> set[str]:
    return set(client.indices.get_alias(name=alias))


@pytest.fixture
def archive(
    node: Node, client: OpenSearch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Archive]:
    """An archive whose settings name the engine, and whose environment names the server."""
    monkeypatch.setenv("KASHSHAF_OPENSEARCH_HOSTS", node.address)
    write_settings(tmp_path, "الساحل", engine="opensearch")
    with (tmp_path / "settings.toml").open("a", encoding="utf-8") as settings:
        settings.write(f'[engines.opensearch]\nindex = "{ALIAS}"\nreplicas = 0\n')
    with Archive.create(tmp_path) as archive:
        yield archive
    for name in indexes(client, ALIAS):
        client.indices.delete(index=name)


def test_an_archive_is_taken_in_searched_and_rebuilt_on_the_server(
    archive: Archive, client: OpenSearch
) -> None:
    archive.ingest([ITEMS])
    before = archive.search("المكتبة", facets=["source", "date"])
    first = in_use(client, ALIAS)
    assert archive.verify().good
    assert before.total and len(first) == 1
    archive.rebuild(workers=2)
    after = archive.search("المكتبة", facets=["source", "date"])
    second = in_use(client, ALIAS)
    assert second == indexes(client, ALIAS)
    assert not first & second
    assert (after.total, after.facets) == (before.total, before.facets)
    archive.remove(after.hits[0].record.id)
    assert archive.search("المكتبة").total == before.total - 1
    assert archive.verify().good


def test_another_engine_takes_the_place_of_the_index_on_the_server(
    archive: Archive, client: OpenSearch
) -> None:
    archive.ingest([ITEMS])
    before = archive.search("المكتبة")
    archive.rebuild("whoosh")
    assert archive.search("المكتبة").total == before.total
    assert not indexes(client, ALIAS)


def test_the_alias_is_on_one_index_at_every_moment(
    kind: EngineKind, client: OpenSearch, tmp_path: Path
) -> None:
    for folder in (tmp_path / "old", tmp_path / "new"):
        build(kind, folder, [article(1, "نهر")])
        kind.use(folder)
        name = name_in(folder)
        assert in_use(client, name.partition(".")[0]) == {name}
    for folder in (tmp_path / "old", tmp_path / "new"):
        kind.remove(folder)


def test_a_reader_of_the_old_index_never_sees_the_new_one(kind: EngineKind, tmp_path: Path) -> None:
    everything = Request(plan.MatchAll())
    with built(kind, tmp_path / "old", [article(1, "نهر")]) as reader:
        kind.use(tmp_path / "old")
        with built(kind, tmp_path / "new", [article(1, "نهر"), article(2, "نهر")]):
            kind.use(tmp_path / "new")
            assert reader.search(everything).total == 1


class Interrupted(Exception):
    pass


class BreakingFeed:
    """A feed that gives some documents and breaks off."""

    slices = ((0, 1),)

    def open(self, shape):
        return self

    def __enter__(self):
        return self._read

    def __exit__(self, *error: object) -> None:
        pass

    def _read(self, part):
        yield article(1, "نهر")
        raise Interrupted


def test_a_half_built_index_is_removed_too(
    kind: EngineKind, client: OpenSearch, tmp_path: Path
) -> None:
    with pytest.raises(Interrupted):
        kind.build(tmp_path / "index", BreakingFeed(), 1, lambda count: None)
    name = name_in(tmp_path / "index")
    assert client.indices.exists(index=name)
    kind.remove(tmp_path / "index")
    kind.remove(tmp_path / "index")
    kind.remove(tmp_path / "never-begun")
    assert not client.indices.exists(index=name)


def test_a_process_left_over_from_a_build_cannot_bring_a_removed_index_back(
    kind: EngineKind, client: OpenSearch, tmp_path: Path
) -> None:
    build(kind, tmp_path / "index", [])
    name = name_in(tmp_path / "index")
    kind.remove(tmp_path / "index")
    with pytest.raises(SearchIndexError, match="not on the server any more"):
        list(send(client, writing_alias(name), [addition(article(1, "نهر"), schema_of(STANDARD))]))
    assert not client.indices.exists(index=name)
    assert not client.indices.exists(index=writing_alias(name))


def test_an_index_whose_server_is_away_is_kept_to_be_removed_later(
    kind: EngineKind, client: OpenSearch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(kind, tmp_path / "index", [article(1, "نهر")])
    monkeypatch.setenv("KASHSHAF_OPENSEARCH_HOSTS", "http://127.0.0.1:9")
    with pytest.raises(SearchIndexError, match="does not answer"):
        engine_kind("opensearch", schema_of(STANDARD)).remove(tmp_path / "index")
    kind.remove(tmp_path / "index")
    assert not client.indices.exists(index=name_in(tmp_path / "index"))


def test_the_folder_says_which_index_it_is_and_nothing_else(
    kind: EngineKind, tmp_path: Path
) -> None:
    with built(kind, tmp_path / "index", []):
        (file,) = (tmp_path / "index").iterdir()
        assert json.loads(file.read_text()) == {"index": name_in(tmp_path / "index")}


def test_a_damaged_folder_says_how_to_mend_it(kind: EngineKind, tmp_path: Path) -> None:
    (tmp_path / "index.json").write_text("{")
    with pytest.raises(SearchIndexError, match=r"damaged .* `kashshaf rebuild`"):
        kind.open(tmp_path)
    with pytest.raises(FileNotFoundError):
        kind.open(tmp_path / "nowhere")
