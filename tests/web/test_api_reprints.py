"""What the API tells of reprints: of a record, of two, of a search, of any text."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import wire
from answers import json_of
from flask.testing import FlaskClient

from kashshaf import Archive
from kashshaf.index.searching.traces import MOST_TRACED
from kashshaf.web import create_app


@pytest.fixture
def client(press_client: FlaskClient) -> FlaskClient:
    return press_client


def ask(client: FlaskClient, path: str, **parameters: object) -> dict[str, Any]:
    answer = client.get(f"/api/v1/{path}", query_string=parameters)
    assert answer.status_code == 200, answer.text
    return dict(json_of(answer))


def refused(client: FlaskClient, path: str, **parameters: object) -> list[str]:
    """The parameters that are at fault."""
    answer = client.get(f"/api/v1/{path}", query_string=parameters)
    assert answer.status_code == 400
    return [error["parameter"] for error in json_of(answer)["errors"]]


def test_a_record_is_told_with_its_story_and_what_shares_its_text(client: FlaskClient) -> None:
    found = ask(client, "reprints", record_id="sahil")
    story = found["story"]
    assert [one["id"] for one in story["records"]] == ["sahil", "marfa", "manara", "undated"]
    assert story["first"] == {"date": "2014-09-03", "records": ["sahil", "marfa"]}
    kinds = {one["id"]: one["kind"] for one in found["reprints"]}
    assert kinds["marfa"] == "reprint"
    assert kinds["excerpt"] == "excerpt"
    assert ask(client, "reprints", record_id="alone") == {
        "id": "alone",
        "story": None,
        "reprints": [],
    }


def test_the_others_are_limited_to_a_kind_and_to_other_sources(client: FlaskClient) -> None:
    excerpts = ask(client, "reprints", record_id="sahil", kind="excerpt")
    assert [one["id"] for one in excerpts["reprints"]] == ["excerpt"]
    assert excerpts["story"]["size"] == 4
    (own,) = ask(client, "reprints", record_id="article")["reprints"]
    assert (own["id"], own["kind"]) == ("issue", "part")
    assert not ask(client, "reprints", record_id="article", cross_source="yes")["reprints"]
    assert ask(client, "reprints", record_id="sahil", cross_source="yes")["reprints"]
    assert refused(client, "reprints", record_id="sahil", kind="copy", page=2) == ["kind", "page"]


def test_places_that_two_records_share_are_places_of_their_texts(
    client: FlaskClient, press: Archive
) -> None:
    found = ask(client, "shared", record_id="sahil", other="manara")
    assert (found["a"]["id"], found["b"]["id"], found["kind"]) == ("sahil", "manara", "reprint")
    first, second = press.record("sahil").text, press.record("manara").text
    passages = found["passages"]
    assert len(passages) == 3
    for run in (run for passage in passages for run in passage["runs"]):
        assert cut(first, run["a"]) == cut(second, run["b"])
        assert len(cut(first, run["a"]).split()) == run["words"]
    assert cut(first, passages[1]["a"]) in wire.MIDDLE


def cut(text: str, place: dict[str, int]) -> str:
    return text[place["start"] : place["end"]]


@pytest.mark.parametrize("asked", [{"record_id": "none"}, {"record_id": "sahil", "other": "none"}])
def test_a_record_that_is_not_there_is_a_problem(
    client: FlaskClient, asked: dict[str, str]
) -> None:
    path = "shared" if "other" in asked else "reprints"
    answer = client.get(f"/api/v1/{path}", query_string=asked)
    assert answer.status_code == 404
    assert answer.mimetype == "application/problem+json"
    assert json_of(answer)["detail"] == "no record has the id 'none'"


def test_which_record_is_meant_is_said_once(client: FlaskClient) -> None:
    assert refused(client, "reprints") == ["record_id"]
    assert refused(client, "reprints", record_id="") == ["record_id"]
    assert refused(client, "reprints", record_id=["sahil", "marfa"]) == ["record_id"]
    assert refused(client, "shared") == ["record_id", "other"]
    assert refused(client, "shared", record_id="sahil", others="marfa") == ["other", "others"]


def test_the_stories_are_those_of_a_search_in_pages(client: FlaskClient, press: Archive) -> None:
    found = ask(client, "stories", q="الرصيف", source="شبكة المنارة", since="2014", arrange="days")
    (story,) = found["stories"]
    assert (found["total"], found["records"], story["size"], story["days"]) == (1, 1, 4, 1)
    assert story["sources"][0] == "صحيفة الساحل"
    assert ask(client, "stories", limit=0)["stories"] == []
    past = ask(client, "stories", offset=press.stories().total)
    assert (past["total"], past["stories"]) == (press.stories().total, [])
    assert ask(client, "stories", q="أسعار السمك")["total"] == 0


def test_stories_have_an_order_of_their_own(client: FlaskClient) -> None:
    assert refused(client, "stories", arrange="relevance") == ["arrange"]
    assert refused(client, "stories", per="story") == ["per"]
    assert refused(client, "stories", limit=101, offset=-1) == ["offset", "limit"]


def test_the_stories_that_a_pair_of_sources_counts_are_listed(client: FlaskClient) -> None:
    pair = ask(client, "printed-after", q="الرصيف")["pairs"][0]
    names = {name: pair[name] for name in ("earlier", "later")}
    assert ask(client, "stories", **names)["total"] == pair["whole_stories"]
    turned = {"earlier": pair["later"], "later": pair["earlier"]}
    assert ask(client, "stories", **turned)["total"] == 0


def test_who_prints_after_whom_is_told_of_a_search(client: FlaskClient) -> None:
    found = ask(client, "printed-after", q="الرصيف")
    assert found == {
        "total": 2,
        "pairs": [
            {"earlier": earlier, "later": "شبكة المنارة", "stories": 0.5, "whole_stories": 1}
            for earlier in ("راديو المرفأ", "صحيفة الساحل")
        ],
    }
    second = ask(client, "printed-after", q="الرصيف", offset=1, limit=1)
    assert (second["total"], second["pairs"]) == (2, found["pairs"][1:])
    assert ask(client, "printed-after", q="الحبال") == {"total": 0, "pairs": []}


def test_all_pairs_of_a_search_come_as_lines_as_in_a_file(
    client: FlaskClient, press: Archive
) -> None:
    answer = client.get("/api/v1/pairs?source=نقابة البحّارة")
    assert (answer.status_code, answer.mimetype) == (200, "application/x-ndjson")
    pairs = [json.loads(line) for line in answer.text.splitlines()]
    assert pairs and all("excerpt" in (pair["a_id"], pair["b_id"]) for pair in pairs)
    every = client.get("/api/v1/pairs")
    assert every.text == "".join(press.export_reprints("pairs"))
    again = client.get("/api/v1/pairs", headers={"If-None-Match": every.headers["ETag"]})
    assert again.status_code == 304
    assert refused(client, "pairs", limit=5, sort="newest") == ["limit", "sort"]
    assert client.get("/api/v1/pairs?q=زلزال").data == b""


def test_a_text_is_found_where_it_stands(client: FlaskClient, press: Archive) -> None:
    text = f"  قرأت أمس: {wire.END}"
    found = ask(client, "trace", text=text)
    assert {one["id"] for one in found["records"]} == {
        *("sahil", "marfa", "manara", "undated", "excerpt")
    }
    for one in found["records"]:
        (passage,) = one["passages"]
        assert cut(text, passage["a"]) == cut(press.record(one["id"]).text, passage["b"])
    limited = ask(client, "trace", text=text, limit=2)
    assert (limited["total"], len(limited["records"])) == (5, 2)
    rest = ask(client, "trace", text=text, offset=2, limit=100)
    assert limited["records"] + rest["records"] == found["records"]
    assert (found["at_least_half"], found["more"]) == (5, False)
    nothing = {"words": 0, "total": 0, "at_least_half": 0, "more": False, "records": []}
    assert ask(client, "trace") == nothing


def test_a_long_text_is_sent_and_found_likewise(client: FlaskClient) -> None:
    answer = client.post("/api/v1/trace?limit=100", json={"text": wire.END})
    assert json_of(answer) == ask(client, "trace", text=wire.END, limit=100)
    assert "ETag" not in answer.headers
    both = client.post("/api/v1/trace?text=نص", json={"text": wire.END})
    assert json_of(both)["errors"][0]["parameter"] == "text"


def test_half_a_pair_of_surrogates_changes_no_place(client: FlaskClient) -> None:
    body = f'{{"text": "\\ud83d {wire.END}"}}'
    answer = client.post("/api/v1/trace", data=body.encode(), content_type="application/json")
    (passage,) = json_of(answer)["records"][0]["passages"]
    assert passage["a"] == {"start": 2, "end": 2 + len(wire.END.rstrip("."))}


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("", 400),
        ("{", 400),
        ("[" * 100_000, 400),
        ('"نص"', 400),
        ('{"text": 1}', 400),
        ('{"text": "نص", "limit": 3}', 400),
        (json.dumps({"text": "ا" * (MOST_TRACED + 1)}), 400),
        (json.dumps({"text": "ا" * 2 * MOST_TRACED}), 413),
    ],
)
def test_a_body_that_is_no_such_text_is_a_problem(
    client: FlaskClient, body: str, status: int
) -> None:
    answer = client.post("/api/v1/trace", data=body.encode(), content_type="application/json")
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"


def test_a_form_is_no_json(client: FlaskClient) -> None:
    answer = client.post("/api/v1/trace", data={"text": wire.END})
    assert answer.status_code == 400
    assert "application/json" in json_of(answer)["detail"]


def test_records_of_any_ids_are_asked_for() -> None:
    ids = ("أخبار/2014//1 ?#%", "/shared/بشرطة", "../..")
    copies = [{**item, "id": name} for item, name in zip(wire.ITEMS, ids, strict=False)]
    with Archive.in_memory() as archive:
        archive.add(copies)
        client = create_app(archive).test_client()
        for name in ids:
            found = ask(client, "reprints", record_id=name)
            assert {name, *(one["id"] for one in found["reprints"])} == {*ids}
            for other in ids:
                both = ask(client, "shared", record_id=name, other=other)
                assert (both["a"]["id"], both["b"]["id"]) == (name, other)


@pytest.fixture
def without(tmp_path: Path) -> Iterator[FlaskClient]:
    """An archive that does without reprints."""
    Archive.create(tmp_path).close()
    with (tmp_path / "settings.toml").open("a", encoding="utf-8") as settings:
        settings.write("\nreprints = false\n")
    with Archive.open(tmp_path) as archive:
        archive.add(wire.ITEMS[:2])
        yield create_app(archive).test_client()


@pytest.mark.parametrize(
    "path",
    [
        "reprints?record_id=sahil",
        "shared?record_id=sahil&other=marfa",
        "stories",
        "printed-after",
        "pairs",
        f"trace?text={wire.END}",
    ],
)
def test_an_archive_without_reprints_says_so(without: FlaskClient, path: str) -> None:
    answer = without.get(f"/api/v1/{path}")
    assert answer.status_code == 404
    assert answer.mimetype == "application/problem+json"
    assert "kashshaf sync" in json_of(answer)["detail"]
    sent = without.post("/api/v1/trace", json={"text": wire.END})
    assert (sent.status_code, json_of(sent)["detail"]) == (404, json_of(answer)["detail"])


def test_reprints_that_other_rules_found_are_said_to_be_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Archive.create(tmp_path) as archive:
        archive.add(wire.ITEMS[:2])
    monkeypatch.setattr("kashshaf.index.reprints.parameters._RULES", 1000)
    with Archive.open(tmp_path) as archive:
        client = create_app(archive).test_client()
        answer = client.get("/api/v1/stories")
        assert answer.status_code == 404
        assert "rules of another version" in json_of(answer)["detail"]
        assert "have to be found anew" in client.get("/stories?lang=en").text
        assert "يلزم أن يُبحث من جديد" in client.get("/stories?lang=ar").text
