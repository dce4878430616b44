"""An application puts its own layout round an archive's pages, and finds its own names in it."""

from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_babel import Babel
from hosts import host, mount
from jinja2 import Environment, StrictUndefined, meta
from lxml import html

from kashshaf import Archive

ROOT = Path(__file__).parents[2]
PAGES = (
    *(
        "/press/",
        "/press/?q=كتاب",
        "/press/?q=زعفرانقرمزي",
        "/press/?since=x",
        "/press/record/none",
    ),
    *("/press/record/saahil-2014-001?q=كتاب&at=1", "/press/facet/source"),
    *(
        "/press/concordance?q=كتاب",
        "/press/trends?q=كتاب",
        "/press/trace?record_id=saahil-2014-001",
    ),
    "/press/shared/saahil-2014-001?other=saahil-2014-001",
)

# What a layout may call what it shows; Flask's own names and ours are left out.
NAMES = (
    *("text", "label", "reader", "say", "switched", "leads_to", "facet_title", "archive_title"),
    *("title", "name", "state", "found", "record", "heading", "body", "details", "place", "at"),
    *(
        "problem",
        "panels",
        "chips",
        "paging",
        "faults",
        "sorts",
        "sizes",
        "formats",
        "typed",
        "kept",
    ),
    *("similar", "references", "matches", "listed", "others", "sought", "previous", "next", "rows"),
    *(
        "chart",
        "axes",
        "asked",
        "again",
        "most",
        "page",
        "lang",
        "user",
        "menu",
        "site",
        "user_name",
    ),
)

LAYOUT = f"""<!doctype html>
<html><head>{{% block head %}}{{% endblock %}}</head>
<body><nav>{{{{ _("Menu") }}}}|{{{{ [{", ".join(NAMES)}] | join("|") }}}}</nav>
{{% block main %}}{{% endblock %}}</body></html>"""

BASE = """{% extends "layout.html" %}
{% block main %}{% block content %}{% endblock %}{% endblock %}"""


def laid_out(archive: Archive, folder: Path) -> Flask:
    """An application whose layout uses every name that there may be, each as it has set it."""
    (folder / "kashshaf").mkdir()
    (folder / "layout.html").write_text(LAYOUT, "utf-8")
    (folder / "kashshaf" / "base.html").write_text(BASE, "utf-8")
    app = Flask("host", template_folder=str(folder))
    app.jinja_env.undefined = StrictUndefined
    app.context_processor(lambda: {name: f"<{name}>" for name in NAMES})
    Babel(app)
    app.jinja_env.globals["_"] = lambda message: f"host {message}"
    mount(app, archive)
    return app


@pytest.mark.parametrize("path", PAGES)
def test_the_hosts_layout_finds_all_of_its_own_names(
    archive: Archive, tmp_path: Path, path: str
) -> None:
    page = html.fromstring(laid_out(archive, tmp_path).test_client().get(path).text)
    (menu,) = page.xpath("(//nav)[1]/text()")
    assert menu == "|".join(["host Menu", *(f"<{name}>" for name in NAMES)])
    assert page.xpath("count(//h1)") == 1


def test_the_hosts_own_templates_have_its_gettext_and_ours_have_ours(
    archive: Archive, tmp_path: Path
) -> None:
    app = laid_out(archive, tmp_path)
    (tmp_path / "kashshaf" / "hit.html").write_text("<b>{{ _('A hit') }}</b>", "utf-8")
    page = app.test_client().get("/press/?q=كتاب&lang=ar").text
    assert "<b>host A hit</b>" in page
    assert "تصفية النتائج" in page


def recipe(number: int) -> str:
    """A template that the page on the pages shows."""
    page = (ROOT / "docs" / "pages.md").read_text("utf-8")
    return page.split("```html\n")[number].partition("```")[0]


def test_the_recipe_for_a_layout_of_ones_own_works(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "kashshaf").mkdir()
    (tmp_path / "kashshaf" / "base.html").write_text(recipe(2), "utf-8")
    (tmp_path / "layout.html").write_text(
        "<title>{% block title %}{% endblock %} — الساحل</title>{% block head %}{% endblock %}"
        "<nav>{{ label }}</nav>{% block main %}{% endblock %}",
        "utf-8",
    )
    app = host(archive, template_folder=str(tmp_path))
    app.context_processor(lambda: {"label": "قائمة المضيف"})
    client = app.test_client()
    for path in PAGES:
        page = html.fromstring(client.get(path).text)
        assert page.xpath("(//nav)[1]/text()") == ["قائمة المضيف"]
        assert page.xpath("//title/text()")[0].endswith("— الساحل")
        assert page.xpath("//form[@role='search']") or "/record/none" in path
        assert page.xpath("//h1")
        assert page.xpath("//*[@dir='rtl'][@lang='ar']")
        (style, *_) = page.xpath("//link[@rel='stylesheet']/@href")
        assert client.get(style, buffered=True).status_code == 200


def names_taken(source: Path) -> set[str]:
    """The names that a template of ours takes from outside, all of its blocks together."""
    text = source.read_text("utf-8")
    return set(meta.find_undeclared_variables(Environment(autoescape=True).parse(text)))


def test_our_templates_take_from_outside_what_is_ours_or_flasks_alone() -> None:
    flask = {"request", "url_for"}
    # Set by the template that includes them.
    within = {"parts", "panel", "hit", "at", "keep", "kept"}
    taken: dict[str, Any] = {
        source.name: names_taken(source) - flask - within - {"kashshaf", "shown"}
        for source in (ROOT / "web" / "templates" / "kashshaf").glob("*.*")
    }
    assert {name: names for name, names in taken.items() if names} == {}
