"""Stories, pairs and who prints after whom as files: by the command, by Python and by the pages."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask.testing import FlaskClient
from lxml import etree

from kashshaf import Archive
from kashshaf.archive.errors import QueryError
from kashshaf.cli.main import main
from kashshaf.web import create_app

EXPORTS = Path(__file__).parents[1] / "docs" / "exports.md"

PIER = "الرصيف الشرقي"
COPIES = ["sahil", "marfa", "manara", "undated"]
"""Of the wire text, in order of date."""

SAHIL, MARFA, MANARA = "صحيفة الساحل", "راديو المرفأ", "شبكة المنارة"


def run(archive: Archive, *arguments: str) -> Result:
    return CliRunner().invoke(
        main, ["stories", "-a", str(archive.folder), *arguments], catch_exceptions=False
    )


def written(archive: Archive, *arguments: str) -> str:
    result = run(archive, *arguments)
    assert result.exit_code == 0, result.stderr
    return result.stdout_bytes.decode()


def objects(archive: Archive, *arguments: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written(archive, *arguments).splitlines()]


def cells(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


@pytest.fixture(scope="module")
def client(press: Archive) -> FlaskClient:
    return create_app(press).test_client()


def test_of_a_story_each_copy_has_a_row_with_what_is_known_of_the_story(press: Archive) -> None:
    rows = objects(press, PIER)
    assert [row["id"] for row in rows] == COPIES
    assert {row["story"] for row in rows} == {"sahil"}
    assert {(row["size"], row["sources"], row["days"]) for row in rows} == {(4, 4, 1)}
    # Several have the first date, and none of them is told to be the one that had it first.
    assert [row["id"] for row in rows if row["date"] == row["first"]] == ["sahil", "marfa"]
    assert (rows[-1]["date"], rows[-1]["source"]) == (None, "نشرة الجزر")


def test_a_story_is_written_whole_where_a_search_finds_one_of_its_copies(press: Archive) -> None:
    assert [row["id"] for row in objects(press, "--source", MANARA)] == COPIES
    assert objects(press, "أسعار السمك") == []


def test_stories_with_most_copies_come_first_and_none_is_mixed_with_another() -> None:
    with Archive.in_memory() as archive:
        texts = [" ".join(f"{word}{n}" for n in range(40)) for word in ("خبر", "نبأ")]
        archive.add(
            {"id": f"{n}-{copy}", "text": text, "source": f"صحيفة {copy}", "date": "2014"}
            for n, text in enumerate(texts)
            for copy in range(2 + n)
        )
        rows = objects(archive)
        assert [row["id"] for row in rows] == ["1-0", "1-1", "1-2", "0-0", "0-1"]
        assert [story.size for story in archive.each_story()] == [3, 2]
        with archive.batch():
            archive.remove("0-0", "0-1", "1-2")
            # The index does not know of that yet.
            assert [len(story.records) for story in archive.each_story()] == [2]
            assert [(pair.a.id, pair.b.id) for pair in archive.pairs()] == [("1-0", "1-1")]


def test_copies_that_have_no_source_are_told_apart_by_their_authors() -> None:
    with Archive.in_memory() as archive:
        post = {"text": " ".join(f"كلمة{n}" for n in range(20)), "platform": "twitter"}
        archive.add(post | {"id": name, "author": name} for name in ("yazan", "layla"))
        assert [row["author"] for row in objects(archive)] == ["yazan", "layla"]
        [pair] = objects(archive, "--content", "pairs")
    assert (pair["a_author"], pair["b_author"]) == ("yazan", "layla")


def test_a_pair_has_both_records_and_how_they_share_text(press: Archive) -> None:
    rows = objects(press, "--content", "pairs")
    kinds = {frozenset((row["a_id"], row["b_id"])): row["kind"] for row in rows}
    assert len(kinds) == len(rows)
    assert kinds[frozenset(("sahil", "marfa"))] == "reprint"
    assert kinds[frozenset(("sahil", "excerpt"))] == "excerpt"
    assert kinds[frozenset(("column", "memoir"))] == "passage"
    assert kinds[frozenset(("article", "issue"))] == "part"
    [part] = [row for row in rows if row["kind"] == "part"]
    assert (part["a_id"], part["covers_a"], part["b_date"]) == ("article", 1.0, "1911")
    assert part["covers_b"] < 0.1


def test_the_pairs_are_those_that_the_records_tell_of(press: Archive) -> None:
    told = {
        (record.id, other.record.id): (other.kind, other.words, other.covers_this)
        for record in press.records()
        for other in press.reprints(record).others
    }
    pairs = {(one.a.id, one.b.id): (one.kind, one.words, one.covers_a) for one in press.pairs()}
    assert len(told) == 2 * len(pairs) > 8
    assert pairs.items() <= told.items()


def test_the_pairs_of_a_search_are_those_that_have_a_record_of_it(press: Archive) -> None:
    rows = objects(press, "--content", "pairs", "--source", "نقابة البحّارة")
    assert {row["kind"] for row in rows} == {"excerpt"}
    assert all("excerpt" in (row["a_id"], row["b_id"]) for row in rows)
    assert 0 < len(rows) < len(objects(press, "--content", "pairs"))


def test_the_network_is_a_table_lines_or_a_graph_of_the_same(press: Archive) -> None:
    lines = objects(press, "--content", "network")
    assert {(row["earlier"], row["later"]): row["stories"] for row in lines} == {
        (SAHIL, MANARA): 0.5,
        (MARFA, MANARA): 0.5,
    }
    table = cells(written(press, "--content", "network", "--format", "csv"))
    assert [row["stories"] for row in table] == ["0.5", "0.5"]
    graph = written(press, "--content", "network", "--format", "graphml")
    for edge in etree.fromstring(graph.encode()).iter("{*}edge"):
        data = {one.get("key"): one.text for one in edge}
        assert data == {"stories": "0.5", "whole_stories": "1", "weight": "0.5"}


@pytest.mark.parametrize("content", ["stories", "pairs", "network"])
def test_a_table_has_the_rows_that_lines_have_and_its_header_without_any(
    press: Archive, content: str
) -> None:
    lines = objects(press, "--content", content)
    table = cells(written(press, "--content", content, "--format", "csv"))
    assert len(table) == len(lines) > 0
    for row, line in zip(table, lines, strict=True):
        for name, value in line.items():
            joined = "; ".join(value) if isinstance(value, list) else value
            assert row.pop(name) == ("" if joined is None else str(joined))
        assert not row
    empty = written(press, "زلزال", "--content", content, "--format", "csv")
    assert empty.startswith("\ufeff") and len(empty.splitlines()) == 1


def test_a_name_that_the_archive_does_not_have_is_said_where_files_do_not_tell(
    press: Archive,
) -> None:
    for asked in (("--source", "شبكة المناره الجديدة"), ("--later", "شبكة المناره الجديدة")):
        result = run(press, *asked, "--lang", "en")
        assert (result.exit_code, result.stdout) == (0, "")
        assert result.stderr.startswith("Nothing in this archive has the source")
    assert run(press, PIER, "--earlier", SAHIL, "--later", MANARA).stderr == ""
    assert run(press).stderr == ""


@pytest.mark.parametrize(
    ("name", "form"),
    [("a.csv", "csv"), ("a.CSV", "csv"), ("a.graphml", "graphml"), ("a.jsonl", "jsonl")],
)
def test_a_file_is_written_in_the_format_that_it_is_called_by(
    press: Archive, tmp_path: Path, name: str, form: str
) -> None:
    asked = ("--content", "network", "-o", str(tmp_path / name))
    assert written(press, *asked) == ""
    expected = written(press, "--content", "network", "--format", form)
    assert (tmp_path / name).read_bytes() == expected.encode()
    assert written(press, *asked, "--format", "jsonl") == ""
    assert (tmp_path / name).read_bytes().startswith(b"{")
    other = tmp_path / "a.txt"
    assert written(press, "--content", "network", "-o", str(other)) == ""
    assert other.read_bytes().startswith(b"{")


@pytest.mark.parametrize("content", ["stories", "pairs", "network"])
def test_each_column_is_told_of(press: Archive, content: str) -> None:
    _, told = EXPORTS.read_text("utf-8").split("## Stories, pairs, and who prints after whom")
    told, *_ = told.split("\n## ")
    header, *_ = written(press, "--content", content, "--format", "csv").splitlines()
    columns = header.removeprefix("\ufeff").replace('"', "").split(",")
    # Those of the two records of a pair are told of by the first of them.
    assert [one for one in columns if f"`{one}`" not in told and one[:2] not in ("a_", "b_")] == []


def test_nothing_of_a_stranger_is_run_and_a_span_of_no_days_is_a_nought() -> None:
    with Archive.in_memory() as archive:
        text = " ".join(f"كلمة{number}" for number in range(40))
        known = {"title": "=HYPERLINK(1)", "text": text, "date": "2014-09-03"}
        archive.add({"id": source, "source": source, **known} for source in ("+أ", "ب"))
        rows = cells(written(archive, "--format", "csv"))
        assert {row["title"] for row in rows} == {"'=HYPERLINK(1)"}
        assert [row["source"] for row in rows] == ["'+أ", "ب"]
        assert {row["days"] for row in rows} == {"0"}
        [pair] = cells(written(archive, "--content", "pairs", "--format", "csv"))
        assert pair["a_title"] == pair["b_title"] == "'=HYPERLINK(1)"


@pytest.mark.parametrize(
    ("page", "content", "form"),
    [
        ("/stories.csv", "stories", "csv"),
        ("/stories.jsonl", "stories", "jsonl"),
        ("/printed-after.graphml", "network", "graphml"),
    ],
)
def test_the_command_the_pages_and_python_give_the_same_bytes(
    press: Archive, client: FlaskClient, page: str, content: Any, form: Any
) -> None:
    by_command = written(press, PIER, "--since", "2014", "--content", content, "--format", form)
    answer = client.get(page, query_string={"q": PIER, "since": "2014"})
    assert answer.status_code == 200
    assert answer.text == by_command
    pieces = press.export_reprints(content, PIER, format=form, since="2014")
    assert "".join(pieces) == by_command
    assert len(by_command) > 100
    assert client.get(page, query_string={"since": "أمس"}).status_code == 400


def test_the_table_of_the_page_has_besides_where_the_stories_of_each_pair_are(
    press: Archive, client: FlaskClient
) -> None:
    by_command = cells(written(press, PIER, "--content", "network", "--format", "csv"))
    on_page = cells(client.get("/printed-after.csv", query_string={"q": PIER}).text)
    addresses = [row.pop("address") for row in on_page]
    assert on_page == by_command
    assert len(addresses) == 2
    for row, address in zip(on_page, addresses, strict=True):
        found = client.get(address.replace("/stories?", "/stories.jsonl?"))
        stories = {json.loads(line)["story"] for line in found.text.splitlines()}
        assert str(len(stories)) == row["whole_stories"]


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_page_of_stories_leads_to_its_files(
    press: Archive, client: FlaskClient, lang: str
) -> None:
    page = etree.HTML(client.get(f"/stories?lang={lang}&source={SAHIL}").text)
    for form in ("csv", "jsonl"):
        [link] = page.xpath(f"//a[@download='stories.{form}']/@href")
        assert client.get(link).text == written(press, "--source", SAHIL, "--format", form)
    assert not etree.HTML(client.get("/stories?q=السمك").text).xpath("//a[@download]")


def test_a_graph_is_of_the_network_alone(press: Archive) -> None:
    result = run(press, "--format", "graphml")
    assert result.exit_code == 2
    assert "graphml is of the network alone: take csv or jsonl for stories" in result.stderr
    with pytest.raises(QueryError, match="pairs"):
        press.export_reprints("pairs", format="graphml")
    with pytest.raises(QueryError, match="use one of: stories, pairs, network"):
        press.export_reprints("copies")  # type: ignore[arg-type]
