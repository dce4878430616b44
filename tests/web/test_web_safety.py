import json

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

from kashshaf import Archive
from kashshaf.web import create_app

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }}${7*7}%s",
    "'; DROP TABLE versions; --",
    "\u202eمقلوب\u0000",
    "]]>--><!--",
]


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/record/link",
        "/record/none",
        "/nowhere",
        "/api/v1/search",
        "/api/v1/none",
        "/kashshaf-static/kashshaf.css",
        "/?sort=x",
    ],
)
def test_every_answer_forbids_all_that_it_does_not_need(client: FlaskClient, path: str) -> None:
    headers = client.get(path, buffered=True).headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'self'")
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Referrer-Policy" in headers
    assert "Set-Cookie" not in headers


def elements(source: str) -> list[html.HtmlElement]:
    return list(html.fromstring(source).iter(tag=html.etree.Element))


def assert_tame(source: str) -> None:
    """Nothing in the page runs, loads from elsewhere, or is styled against the policy."""
    for script in (element for element in elements(source) if element.tag == "script"):
        if script.get("type") == "application/ld+json":  # data, which no browser runs
            assert json.loads(script.text)["@context"] == "https://schema.org"
            continue
        assert script.get("src").startswith("/kashshaf-static/")
        assert not script.text
    for element in elements(source):
        assert element.tag not in {"img", "iframe", "style", "object", "b", "i", "u", "s"}
        assert not [name for name in element.attrib if name.startswith("on") or name == "style"]
        assert "javascript:" not in element.get("href", "")


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("name", ["q", "source", "platform", "since", "sort", "page"])
def test_what_is_typed_never_becomes_markup(client: FlaskClient, name: str, text: str) -> None:
    answer = client.get("/", query_string={name: text})
    assert answer.status_code in {200, 400}
    assert_tame(answer.text)


def test_what_was_saved_never_becomes_markup(client: FlaskClient, archive: Archive) -> None:
    for record_id in ("hostile-markup", "hostile-direction", "hostile-long-word", "link"):
        page = client.get(f"/record/{record_id}", query_string={"q": "شيفرة الكتاب"})
        assert page.status_code == 200
        assert_tame(page.text)
        assert (
            archive.record(record_id).title
            in html.fromstring(page.text).find(".//h1").text_content()
        )


def test_hostile_records_are_tame_among_the_results(client: FlaskClient) -> None:
    page = client.get("/", query_string={"per_page": "100", "q": "alert OR نص OR الكتاب"})
    assert "&lt;script&gt;" in page.text
    assert_tame(page.text)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=st.text(max_size=40))
def test_any_text_a_person_types_gives_a_page(client: FlaskClient, text: str) -> None:
    query = text.encode("utf-8", "replace").decode()
    assert client.get("/", query_string={"q": query}).status_code == 200


def test_the_folders_of_the_server_are_not_told_in_an_error(tmp_path) -> None:
    with Archive.create(tmp_path / "empty") as archive:
        client = create_app(archive).test_client()
        for path in ("/", "/api/v1/search"):
            assert str(tmp_path) not in client.get(path).text


def test_no_address_of_ours_leads_to_another_host(client: FlaskClient) -> None:
    page = client.get("//elsewhere.example/x", follow_redirects=True)
    assert page.status_code == 404
    leads = [element.get("href") for element in elements(page.text) if element.get("href")]
    assert leads
    assert not [address for address in leads if address.startswith("//")]
