import re
from pathlib import Path
from typing import Any

import pytest
from answers import json_of
from flask import Blueprint, Flask, render_template
from lxml import html

from kashshaf import Archive
from kashshaf.web import archive_api, archive_pages

ROOT = Path(__file__).parents[2]


def host(archive: Archive, **options: Any) -> Flask:
    app = Flask("host", **options)
    app.get("/")(lambda: "صفحة المضيف")
    app.register_blueprint(archive_pages(archive), url_prefix="/press")
    app.register_blueprint(archive_pages(archive, "second"), url_prefix="/more/press")
    app.register_blueprint(archive_api(archive), url_prefix="/press/json")
    return app


def test_two_archives_in_one_application_keep_to_their_own_prefix(archive: Archive) -> None:
    client = host(archive).test_client()
    for prefix in ("/press", "/more/press"):
        page = client.get(f"{prefix}/", query_string={"q": "كتاب"})
        links = html.fromstring(page.text).xpath("//a/@href | //link/@href | //form/@action")
        # What has no path is about the page itself.
        elsewhere = {link for link in links if link[0] not in "#?"}
        assert {link for link in elsewhere if not link.startswith(f"{prefix}/")} == set()
    # The links of one are followed: those of the other have another beginning, and no more.
    assert {client.get(link, buffered=True).status_code for link in elsewhere} == {200}


def test_errors_within_the_prefix_are_told_by_the_archive(archive: Archive) -> None:
    answer = host(archive).test_client().get("/more/press/record/none")
    assert answer.status_code == 404
    assert 'href="/more/press/"' in answer.text
    assert "لا مادة بهذا المعرّف" in answer.text


def test_the_api_can_stand_under_another_prefix(archive: Archive) -> None:
    assert json_of(host(archive).test_client().get("/press/json/search?q=كتاب"))["total"] > 0


def test_the_hosts_own_pages_are_left_as_they_are(archive: Archive) -> None:
    client = host(archive).test_client()
    page, missing = client.get("/"), client.get("/nowhere")
    assert "Content-Security-Policy" not in page.headers
    assert "Content-Security-Policy" not in missing.headers
    assert "kashshaf" not in missing.text


def test_a_host_can_put_its_own_page_round_the_archive(archive: Archive, tmp_path: Path) -> None:
    own = tmp_path / "kashshaf" / "base.html"
    own.parent.mkdir()
    own.write_text("<p>إطار المضيف</p>{% block content %}{% endblock %}", "utf-8")
    page = host(archive, template_folder=tmp_path).test_client().get("/press/?q=كتاب")
    assert "إطار المضيف" in page.text
    assert "<mark>" in page.text


def test_without_a_prefix_the_hosts_static_files_do_not_hide_the_style(archive: Archive) -> None:
    app = Flask("host", static_folder=".")
    app.register_blueprint(archive_pages(archive))
    client = app.test_client()
    page = html.fromstring(client.get("/").text)
    styles = page.xpath("//link[@rel='stylesheet']/@href")
    assert styles
    assert {client.get(one, buffered=True).mimetype for one in styles} == {"text/css"}


def years(blueprint: Blueprint, archive: Archive) -> None:
    """A page of a host's own: a year, and what the archive has of it."""

    @blueprint.get("/years/<int:year>")
    def year(year: int) -> str:
        found = archive.count(since=str(year), until=str(year))
        return render_template("year.html", year=year, found=found)


OWN_PAGE = """{% extends "kashshaf/base.html" %}
{% block content %}
<h1>{{ year }}: {{ kashshaf.say.results(found) }}</h1>
<a href="{{ kashshaf.leads_to("year", year=year + 1, source="رويترز") }}">{{ year + 1 }}</a>
<a href="{{ kashshaf.leads_to("results", since=year, until=year) }}">{{ kashshaf("Results") }}</a>
{% endblock %}"""


def test_a_host_adds_a_page_of_its_own_to_those_of_the_archive(
    archive: Archive, tmp_path: Path
) -> None:
    (tmp_path / "year.html").write_text(OWN_PAGE, "utf-8")
    app = Flask("host", template_folder=tmp_path)
    app.register_blueprint(archive_pages(archive, pages=[years]), url_prefix="/press")
    client = app.test_client()
    page = html.fromstring(client.get("/press/years/2014").text)
    assert page.xpath("//h1")[0].text.startswith("2014: ")
    following, results = page.xpath("//main//a/@href")
    assert following == "/press/years/2015?source=رويترز"
    assert results == "/press/?since=2014&until=2014"
    assert client.get(following).status_code == client.get(results).status_code == 200
    assert "Content-Security-Policy" in client.get(following).headers


def test_all_of_the_page_on_the_pages_is_as_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    page = (ROOT / "docs" / "pages.md").read_text("utf-8")
    year, frame = re.findall(r"```html\n(.*?)```", page, re.DOTALL)
    layout = "<p>تخطيط المضيف</p>{% block head %}{% endblock %}{% block main %}{% endblock %}"
    for name, source in (("year", year), ("kashshaf/base", frame), ("layout", layout)):
        template = tmp_path / "templates" / f"{name}.html"
        template.parent.mkdir(parents=True, exist_ok=True)
        template.write_text(source, "utf-8")
    for folder in ("press", "posts"):
        with Archive.create(folder) as made:
            made.add([{"id": "1", "title": "مكتبة", "text": "نص", "date": "2014"}])
    names: dict[str, Any] = {"__name__": "a_site"}
    for block in re.findall(r"```python\n(.*?)```", page, re.DOTALL):
        exec(compile(block, "pages.md", "exec"), names)  # noqa: S102
    client = names["app"].test_client()
    for path in ("/press/", "/posts/record/1", "/dated/years/2014", "/in-layout/?q=مكتبة"):
        assert "تخطيط المضيف" in client.get(path).text
    assert "<h1>2014: نتيجة واحدة</h1>" in client.get("/dated/years/2014").text
    assert "cdn.example" in client.get("/in-layout/").headers["Content-Security-Policy"]
    by_hosts = names["by_hosts"].test_client()
    assert by_hosts.get("/archive/", base_url="http://press.example").status_code == 200
    assert by_hosts.get("/archive/", base_url="http://else.example").status_code == 404
