"""A site in a real browser: the fixtures' archive, served, and windows to look at it."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Literal, TypeAlias

import pytest
from driving import chromium
from journal import Journal
from labels import LABELS, Labels
from served import served

from kashshaf import Archive
from kashshaf.web import archive_pages, create_app

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


Scheme: TypeAlias = Literal["light", "dark"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Walk each story on every change once in each language, with the other look and the other
    scripts in the other one; which go together is another matter for each length of its name.
    """
    for item in items:
        if isinstance(item, pytest.Function) and "look" in item.fixturenames:
            ways, turn = item.callspec.indices, len(item.originalname)
            look = (ways["language"] + turn) % 2
            scripts = (ways["language"] + turn // 2) % 2
            if (ways["look"], ways.get("scripts", scripts)) != (look, scripts):
                item.add_marker(pytest.mark.long)


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def site(
    fixture_archive: Archive, own_archive: Archive, press: Archive, pictured_archive: Archive
) -> Iterator[str]:
    """The fixtures on a port that is free; an archive with fields of its own under /own, one in
    which texts stand more than once under /wire, and one with pictures under /pictured.
    """
    app = create_app(fixture_archive)
    app.register_blueprint(archive_pages(own_archive, "own"), url_prefix="/own")
    app.register_blueprint(archive_pages(press, "wire"), url_prefix="/wire")
    app.register_blueprint(archive_pages(pictured_archive, "pictured"), url_prefix="/pictured")
    with served(app, threads=4) as address:
        yield address


@pytest.fixture(params=list(LABELS))
def language(request: pytest.FixtureRequest) -> str:
    """The language in which the pages are shown."""
    return str(request.param)


@pytest.fixture(params=[(1440, "light"), (360, "dark")], ids=["desk", "telephone"])
def look(request: pytest.FixtureRequest) -> tuple[int, Scheme]:
    """How wide the window is in which a story is walked, and its colour scheme."""
    width, scheme = request.param
    return width, scheme


@pytest.fixture
def labels(language: str) -> Labels:
    return LABELS[language]


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def scripts(request: pytest.FixtureRequest) -> bool:
    """Whether the browser runs scripts: what a reader can do must not hang on it."""
    return bool(request.param)


@pytest.fixture
def journal(site: str) -> Iterator[Journal]:
    """What the pages did in this test, which fails if they did what they should not."""
    journal = Journal(site)
    yield journal
    assert journal.faults == []


@pytest.fixture
def visit(
    browser: "Browser", site: str, journal: Journal, language: str
) -> Iterator[Callable[..., "Page"]]:
    """Open an address of the site in a window of its own, with neither history nor cookies.

    `width` is the window's, in CSS pixels; `scheme` is light or dark; without `scripts`
    the browser runs none.
    """
    contexts = []

    def open_page(
        address: str = "/", width: int = 1440, scheme: Scheme = "light", scripts: bool = True
    ) -> "Page":
        context = browser.new_context(
            base_url=site,
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            locale=language,
            java_script_enabled=scripts,
        )
        contexts.append(context)
        journal.follow(context)
        page = context.new_page()
        page.goto(f"{address}{'&' if '?' in address else '?'}lang={language}")
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def walk(visit: Callable[..., "Page"], look: tuple[int, Scheme]) -> Callable[..., "Page"]:
    """Open an address as one story has it: on a desk in the light, on a telephone in the dark."""
    width, scheme = look
    return partial(visit, width=width, scheme=scheme)
