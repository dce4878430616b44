import inspect
import json
import re
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import pytest
import wire
from answers import json_of
from flask import Flask
from flask.testing import FlaskClient
from lxml import html

from kashshaf import Archive
from kashshaf.archive.fields import STANDARD
from kashshaf.archive.record import Provenance
from kashshaf.index.searching.filters import MOST_TEXT
from kashshaf.web import archive_api
from kashshaf.web.api.schemas import schema_of
from kashshaf.web.request.state import DEEPEST, search_parameters

ANSWERS = {
    "/search": "/search?q=كتاب&facets=" + ",".join(field.key for field in STANDARD.facets),
    "/complete": "/complete?q=معرض الكت",
    "/records/{record_id}": "/records/saahil-2014-001",
    "/collocates": "/collocates?q=كتاب&by=year",
    "/telling-words": "/telling-words?q=كتاب",
    "/compare": "/compare?a.q=كتاب&b.q=صحيفة",
}
OF_REPRINTS = {
    "/reprints": "/reprints?record_id=sahil",
    "/shared": "/shared?record_id=sahil&other=manara",
    "/stories": "/stories?q=الرصيف",
    "/printed-after": "/printed-after",
    "/trace": f"/trace?text={wire.END}",
}


@pytest.fixture(scope="module")
def told(client: FlaskClient) -> dict[str, Any]:
    answer = client.get("/api/v1/openapi.json")
    assert answer.status_code == 200
    assert answer.mimetype == "application/json"
    return dict(json_of(answer))


def parameters(told: dict[str, Any], path: str) -> dict[str, dict[str, Any]]:
    return {each["name"]: each for each in told["paths"][path]["get"]["parameters"]}


def resolved(told: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    for name in schema.get("$ref", "").split("/")[1:]:
        told = told[name]
    return told if "$ref" in schema else schema


def assert_fits(told: dict[str, Any], schema: dict[str, Any], value: Any, at: str = "") -> None:
    """That a value is as its schema says, as far as the description goes: types and names."""
    schema = resolved(told, schema)
    if "anyOf" in schema:
        schema = next(
            each
            for each in (resolved(told, one) for one in schema["anyOf"])
            if (each["type"] == "null") == (value is None)
        )
    kinds = {
        str: "string",
        int: "integer",
        float: "number",
        bool: "boolean",
        list: "array",
        dict: "object",
        type(None): "null",
    }
    allowed = schema.get("type", kinds[type(value)])
    assert kinds[type(value)] in allowed, at
    if isinstance(value, list):
        for each in value:
            assert_fits(told, schema["items"], each, f"{at}[]")
    if isinstance(value, dict):
        known = schema.get("properties", {})
        assert set(schema.get("required", ())) <= set(value), at
        for name, each in value.items():
            further = known.get(name, schema["additionalProperties"])
            assert further is not False, f"{at}.{name} is not described"
            assert_fits(told, further, each, f"{at}.{name}")


def test_every_address_of_the_api_is_described(client: FlaskClient, told: dict[str, Any]) -> None:
    rules = {
        re.sub(r"<(?:kashshaf_record_id:|int:)?(\w+)>", r"{\1}", rule.rule.removeprefix("/api/v1"))
        for rule in client.application.url_map.iter_rules()
        if rule.endpoint.startswith("kashshaf_api.")
    }
    assert rules - {"/openapi.json", "/docs", "/docs/{name}"} == set(told["paths"])


def test_the_parameters_are_those_that_a_search_takes(
    client: FlaskClient, told: dict[str, Any]
) -> None:
    described = parameters(told, "/search")
    others = ("limit", "offset", "facets", "levels", "stories")
    assert list(described) == [*search_parameters(STANDARD), *others]
    refused = json_of(client.get("/api/v1/search?colour=red"))["errors"][0]["detail"]
    assert refused.endswith(", ".join(described))
    examples = {name: each["schema"]["examples"][0] for name, each in described.items()}
    assert client.get("/api/v1/search", query_string=examples).status_code == 200


@pytest.mark.parametrize(
    ("name", "least", "most"), [("limit", 0, 100), ("offset", 0, DEEPEST), ("q", None, MOST_TEXT)]
)
def test_the_bounds_told_are_the_bounds_kept(
    client: FlaskClient, told: dict[str, Any], name: str, least: int | None, most: int
) -> None:
    schema = parameters(told, "/search")[name]["schema"]
    if least is None:
        assert schema["maxLength"] == most
        allowed, refused = ["ا" * most], ["ا" * (most + 1)]
    else:
        assert (schema["minimum"], schema["maximum"]) == (least, most)
        allowed, refused = [str(least), str(most)], [str(least - 1), str(most + 1)]
    for value in allowed:
        assert client.get("/api/v1/search", query_string={name: value}).status_code == 200
    for value in refused:
        assert client.get("/api/v1/search", query_string={name: value}).status_code == 400


@pytest.mark.parametrize(
    "name",
    [
        *("match", "level", "variants", "sort", "facets", "levels"),
        *("stories", "per", "reprinted", "shares"),
    ],
)
def test_the_choices_told_are_the_choices_there_are(
    client: FlaskClient, told: dict[str, Any], name: str
) -> None:
    schema = parameters(told, "/search")[name]["schema"]
    choices = schema.get("items", schema)["enum"]
    refused = client.get("/api/v1/search", query_string={name: "none"})
    assert json_of(refused)["errors"][0]["detail"].endswith(f"one of: {', '.join(choices)}")


@pytest.mark.parametrize("path", ANSWERS)
def test_answers_are_as_they_are_described(
    client: FlaskClient, told: dict[str, Any], path: str
) -> None:
    responses = told["paths"][path]["get"]["responses"]
    schema = responses["200"]["content"]["application/json"]["schema"]
    answer = client.get(f"/api/v1{ANSWERS[path]}")
    assert answer.status_code == 200
    assert_fits(told, schema, json_of(answer))
    assert set(json_of(answer)) == set(resolved(told, schema)["properties"])


@pytest.mark.parametrize("path", OF_REPRINTS)
def test_what_is_told_of_reprints_is_as_it_is_described(
    press_client: FlaskClient, told: dict[str, Any], path: str
) -> None:
    responses = told["paths"][path]["get"]["responses"]
    schema = responses["200"]["content"]["application/json"]["schema"]
    found = json_of(press_client.get(f"/api/v1{OF_REPRINTS[path]}"))
    assert_fits(told, schema, found)
    assert any(
        found[name]
        for name in ("reprints", "passages", "stories", "pairs", "records")
        if name in found
    )


def test_each_line_of_the_pairs_is_as_it_is_described(
    press_client: FlaskClient, told: dict[str, Any]
) -> None:
    content = told["paths"]["/pairs"]["get"]["responses"]["200"]["content"]
    schema = content["application/x-ndjson"]["schema"]
    lines = press_client.get("/api/v1/pairs").text.splitlines()
    assert lines
    for line in lines:
        assert_fits(told, schema, json.loads(line))


def test_a_text_is_sent_in_the_body_that_is_described(
    press_client: FlaskClient, told: dict[str, Any]
) -> None:
    sent = told["paths"]["/trace"]["post"]["requestBody"]["content"]["application/json"]["schema"]
    (name,) = sent["required"]
    most = sent["properties"][name]["maxLength"]
    assert sent["properties"][name]["description"] and sent["properties"][name]["examples"]
    for length, status in ((most, 200), (most + 1, 400)):
        answer = press_client.post("/api/v1/trace", json={name: "ا" * length})
        assert answer.status_code == status


@pytest.mark.parametrize(
    ("path", "status"), [("/search?limit=x", 400), ("/complete?q=a&q=b", 400), ("/records/-", 404)]
)
def test_problems_are_as_they_are_described(
    client: FlaskClient, told: dict[str, Any], path: str, status: int
) -> None:
    answer = client.get(f"/api/v1{path}")
    assert answer.status_code == status
    operation = next(
        told["paths"][each]["get"] for each in told["paths"] if path.startswith(each.split("{")[0])
    )
    response = resolved(told, operation["responses"][str(status)])
    schema = response["content"]["application/problem+json"]["schema"]
    assert_fits(told, schema, json_of(answer))


def test_the_parts_of_a_record_are_those_of_the_code(told: dict[str, Any]) -> None:
    schemas = told["components"]["schemas"]
    assert list(schemas["Provenance"]["properties"]) == [field.name for field in fields(Provenance)]


def test_each_reference_leads_somewhere(told: dict[str, Any]) -> None:
    found = list(references(told))
    assert found
    for reference in found:
        assert resolved(told, {"$ref": reference})


def references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from (each for name, each in value.items() if name == "$ref")
    for each in value.values() if isinstance(value, dict) else value:
        if isinstance(each, dict | list):
            yield from references(each)


@pytest.mark.parametrize("mount", ["/api/v1", "/press/json"])
def test_the_page_loads_nothing_that_is_not_beside_it(archive: Archive, mount: str) -> None:
    app = Flask("host")
    app.register_blueprint(archive_api(archive), url_prefix=mount)
    client = app.test_client()
    page = client.get(f"{mount}/docs", buffered=True)
    assert page.status_code == 200
    assert page.mimetype == "text/html"
    policy = page.headers["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "style-src 'self';" in policy
    root = html.fromstring(page.text)
    assert not root.xpath("//script[not(@src)] | //style | //*[@style]")
    loaded = root.xpath("//script/@src | //link/@href")
    assert len(loaded) == 5
    for address in [*loaded, "openapi.json"]:
        answer = client.get(f"{mount}/{address}", buffered=True)
        assert answer.status_code == 200, address


def test_no_other_file_of_the_package_is_served(client: FlaskClient) -> None:
    for name in ("LICENSE", "oauth2-redirect.html", "../flask_swagger_ui.py", "docs.html"):
        assert client.get(f"/api/v1/docs/{name}").status_code == 404


def test_the_server_told_is_where_the_api_is_mounted(archive: Archive) -> None:
    app = Flask("host")
    app.register_blueprint(archive_api(archive), url_prefix="/press/json")
    client = app.test_client()
    assert json_of(client.get("/press/json/openapi.json"))["servers"] == [{"url": "/press/json"}]
    below = {"SCRIPT_NAME": "/site"}
    told = json_of(client.get("/press/json/openapi.json", environ_overrides=below))
    assert told["servers"] == [{"url": "/site/press/json"}]


def test_a_type_without_a_schema_is_an_error() -> None:
    with pytest.raises(TypeError, match="has no schema"):
        schema_of(inspect.Parameter)
