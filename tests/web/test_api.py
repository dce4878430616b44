import json
from types import NoneType
from typing import Any

import pytest
from answers import json_of
from flask.testing import FlaskClient

from kashshaf import Archive

SHAPE = {
    "query": str,
    "interpreted": str,
    "total": int,
    "stories": NoneType,
    "parts": NoneType,
    "took_ms": float,
    "hits": list,
    "facets": dict,
    "suggestions": list,
    "variants": dict,
    "levels": dict,
    "phrase": NoneType,
    "warnings": list,
}
HIT = ["id", "title", "source", "date", "platform", "author", "url", "score", "snippet", "story"]


def search(client: FlaskClient, **parameters: object) -> dict[str, Any]:
    answer = client.get("/api/v1/search", query_string=parameters)
    assert answer.status_code == 200
    assert answer.mimetype == "application/json"
    return dict(json_of(answer))


def test_a_question_is_answered_in_two_parts(client: FlaskClient) -> None:
    body = search(client, q="أين مكتبة المدينة القديمة؟")
    assert body["parts"]["all"] + body["parts"]["most"] == body["total"] > 0
    assert body["warnings"] == ["لم تُشترط: أين."]
    assert search(client, q="أين مكتبة المدينة القديمة؟", match="all")["parts"] is None


def test_a_search_answers_the_shape_that_the_command_prints(client: FlaskClient) -> None:
    body = search(client, q="كتاب", facets="source,date")
    assert {name: type(value) for name, value in body.items()} == SHAPE
    assert list(body["hits"][0]) == HIT
    assert set(body["facets"]) == {"source", "date"}
    assert set(body["facets"]["source"][0]) == {"value", "label", "count", "stories"}
    assert set(body["facets"]["date"][0]) == {"value", "count", "stories"}
    assert body["query"] == "كتاب"


def test_the_closer_levels_are_counted_where_that_is_asked(client: FlaskClient) -> None:
    assert search(client, q="مكتبة")["levels"] == {}
    levels = search(client, q="مكتبة", levels="yes")["levels"]
    assert list(levels) == ["clitics", "word"]
    for level, count in levels.items():
        assert search(client, q="مكتبة", level=level)["total"] == count


def test_the_phrase_of_several_words_is_counted_where_that_is_asked(client: FlaskClient) -> None:
    assert search(client, q="معرض الكتاب")["phrase"] is None
    phrase = search(client, q="معرض الكتاب", levels="yes")["phrase"]
    assert phrase["query"] == '"معرض الكتاب"'
    assert search(client, q=phrase["query"])["total"] == phrase["total"] > 0


def test_per_story_copies_are_one_hit_and_stories_are_counted(
    client: FlaskClient, archive: Archive
) -> None:
    body = search(client, q="كتاب", per="story", facets="source", limit=100)
    expected = archive.search("كتاب", per="story", facets=["source"], limit=100)
    assert (body["total"], body["stories"]) == (expected.total, expected.stories)
    assert [hit["id"] for hit in body["hits"]] == [hit.record.id for hit in expected]
    assert all(0 < value["stories"] <= value["count"] for value in body["facets"]["source"])
    assert client.get("/api/v1/search?per=copy").status_code == 400


def test_arabic_is_sent_as_letters(client: FlaskClient) -> None:
    assert "كتاب" in client.get("/api/v1/search?q=كتاب").text


def test_a_snippet_is_html_with_nothing_in_it_but_marks(client: FlaskClient) -> None:
    (hit,) = search(client, q="وكلام عريض")["hits"]
    assert "<mark>" in hit["snippet"]
    assert "<" not in hit["snippet"].replace("<mark>", "").replace("</mark>", "")


def test_the_api_finds_what_the_module_finds(client: FlaskClient, archive: Archive) -> None:
    source = {"source": ["صحيفة الساحل"]}
    found = archive.search("كتاب", only=source, since="2014", sort="newest", limit=100)
    body = search(client, q="كتاب", source="صحيفة الساحل", since="2014", sort="newest", limit=100)
    assert [hit["id"] for hit in body["hits"]] == [hit.record.id for hit in found]


def test_limit_and_offset_cut_the_same_list(client: FlaskClient) -> None:
    whole = [hit["id"] for hit in search(client, limit=10)["hits"]]
    parts = [hit["id"] for at in (0, 4, 8) for hit in search(client, limit=4, offset=at)["hits"]]
    assert parts[:10] == whole
    assert search(client, limit=0)["hits"] == []


@pytest.mark.parametrize(
    ("parameters", "names"),
    [
        ({"sort": "best"}, ["sort"]),
        ({"limit": "101"}, ["limit"]),
        ({"offset": "-1"}, ["offset"]),
        ({"facets": "source,colour"}, ["facets"]),
        ({"since": "yesterday", "match": "some"}, ["since", "match"]),
        ({"query": "كتاب"}, ["query"]),
        ({"page": "2"}, ["page"]),
    ],
)
def test_wrong_parameters_are_a_problem_that_names_each(
    client: FlaskClient, parameters: dict[str, str], names: list[str]
) -> None:
    answer = client.get("/api/v1/search", query_string=parameters)
    problem = json.loads(answer.text)
    assert answer.status_code == problem["status"] == 400
    assert answer.mimetype == "application/problem+json"
    assert set(problem) == {"type", "title", "status", "detail", "errors"}
    assert [error["parameter"] for error in problem["errors"]] == names
    assert all(name in problem["detail"] for name in names)


@pytest.mark.parametrize("record_id", ["saahil-2014-001", "أخبار/2014//1 %3F%23%25", "/يبدأ بشرطة"])
def test_a_record_is_its_content_and_its_provenance(
    client: FlaskClient, archive: Archive, record_id: str
) -> None:
    body = json_of(client.get(f"/api/v1/records/{record_id}"))
    record = archive.record(body["id"])
    provenance = body.pop("provenance")
    assert body.pop("media") == []
    assert body == record.content()
    assert "/" not in provenance["file"]
    assert record.provenance is not None
    assert provenance["taken_in"] == record.provenance.taken_in


def test_a_query_that_would_cost_too_much_is_a_problem_that_says_so(client: FlaskClient) -> None:
    answer = client.get("/api/v1/search", query_string={"q": "*ا* " * 99})
    problem = json.loads(answer.text)
    assert answer.status_code == 400
    assert "99 words with *, ? or ~, and the most is 16" in problem["detail"]


@pytest.mark.parametrize("path", ["/api/v1/records/none", "/api/v1/nowhere"])
def test_what_is_not_there_is_a_problem(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.mimetype == "application/problem+json"
    assert json_of(answer)["title"] == "Not Found"


def test_what_is_typed_is_completed(client: FlaskClient) -> None:
    answer = client.get("/api/v1/complete", query_string={"q": "معرض الكت"})
    found = answer.get_json()
    assert found["words"][0] == "معرض الكتاب"
    assert any("معرض الكتاب" in title["title"] for title in found["titles"])
    assert found["values"] == []
    named = client.get("/api/v1/complete", query_string={"q": "صحيفة السا"}).get_json()
    (value,) = named["values"]
    assert (value["field"], value["value"]) == ("source", "صحيفة الساحل")
    assert value["count"] > 0
    dated = client.get("/api/v1/complete", query_string={"q": "كتاب ٢٠١٤"}).get_json()
    assert (dated["before"], [one["period"] for one in dated["periods"]]) == ("كتاب", ["2014"])


def test_completion_takes_one_text_and_nothing_else(client: FlaskClient) -> None:
    nothing = {"words": [], "titles": [], "values": [], "periods": [], "before": ""}
    assert client.get("/api/v1/complete").get_json() == nothing
    assert client.get("/api/v1/complete?q=a&limit=3").status_code == 400
    assert client.get("/api/v1/complete?q=a&q=b").status_code == 400


def test_a_search_tells_of_stories_where_it_is_asked_to(press_client: FlaskClient) -> None:
    def asked(**more: str) -> Any:
        found = press_client.get(
            "/api/v1/search", query_string={"q": "الرصيف الشرقي", "match": "all", **more}
        )
        assert found.status_code == 200
        return json_of(found)

    records = asked(stories="yes", facets="source")
    assert (records["total"], records["stories"]) == (4, 1)
    assert {value["stories"] for value in records["facets"]["source"]} == {1}
    one_each = asked(per="story")
    (hit,) = one_each["hits"]
    assert (one_each["total"], one_each["stories"]) == (4, 1)
    assert (hit["story"]["size"], hit["story"]["sources"]) == (4, 4)
    assert asked(reprinted="no")["total"] == 0
    assert asked(story_size="4..", story_days="1")["total"] == 4
    plain = asked()
    assert plain["stories"] is plain["hits"][0]["story"] is None
