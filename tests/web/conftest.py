from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from jinja2 import StrictUndefined
from pages_seen import Page

from kashshaf import Archive
from kashshaf.web import create_app

ITEMS = Path(__file__).parents[2] / "fixtures" / "items"

# Ids that an address could trip over, and text that a page could.
AWKWARD: list[dict[str, Any]] = [
    {"id": "أخبار/2014//1 ?#%", "title": "معرّف بمحارف لها معنى في العناوين", "text": "نص"},
    {"id": "/يبدأ بشرطة", "title": "معرّف يبدأ بشرطة مائلة", "text": "نص"},
    {
        "id": "link",
        "title": '"><script>alert(1)</script>',
        "text": "سطر أول\n\nسطر ثانٍ عن <b onclick=x>الكتاب</b>",
        "url": "javascript:alert(1)",
        "author": 'اسم "بين" علامتين <i>',
        "source": "مصدر </bdi><script>x</script>",
        "tags": ["<u>"],
        "extra<h1>": {"n": ["<s>"]},
    },
]

# One text at three addresses.
TWICE = [
    {
        "id": f"marfa-2014-{at}",
        "text": "رست في المرفأ صباح اليوم سفينة تحمل القمح.",
        "source": "صحيفة المرفأ",
        "published": "2014-08-01",
        "url": url,
    }
    for at, url in ((7, None), (8, "javascript:alert(9)"), (9, "https://marfa.example/9"))
]


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("web") / "archive"
    with Archive.create(folder, title="صحف الساحل") as archive:
        archive.ingest([ITEMS])
        archive.add(AWKWARD)
        archive.add(TWICE)
        yield archive


@pytest.fixture(scope="session")
def client(archive: Archive) -> FlaskClient:
    return client_of(archive)


@pytest.fixture(scope="session")
def own_client(own_archive: Archive) -> FlaskClient:
    return client_of(own_archive)


def client_of(archive: Archive) -> FlaskClient:
    app = create_app(archive)
    app.testing = True
    app.jinja_env.undefined = StrictUndefined
    # No cookies: what one test prefers is nothing to the next.
    return app.test_client(use_cookies=False)


@pytest.fixture(scope="session")
def press_client(press: Archive) -> FlaskClient:
    return client_of(press)


@pytest.fixture(scope="session")
def visit(client: FlaskClient) -> Callable[..., Page]:
    """Open an address, its parameters as a dict, as a browser would."""
    return visitor(client)


@pytest.fixture(scope="session")
def visit_own(own_client: FlaskClient) -> Callable[..., Page]:
    """The same in an archive with fields of its own."""
    return visitor(own_client)


@pytest.fixture(scope="session")
def browse() -> Callable[[Archive], Callable[..., Page]]:
    """The same in an archive of a test's own."""
    return lambda archive: visitor(client_of(archive))


@pytest.fixture(scope="session")
def visit_press(press_client: FlaskClient) -> Callable[..., Page]:
    """The same in an archive that has reprints."""
    return visitor(press_client)


def visitor(client: FlaskClient) -> Callable[..., Page]:
    def open_page(path: str = "/", parameters: dict[str, object] | None = None) -> Page:
        answer = client.get(path, query_string=parameters or None, follow_redirects=True)
        return Page(answer.status_code, answer.text)

    return open_page
