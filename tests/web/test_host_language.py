"""Which language a reader gets: their own choice, the application's around, the browser's, ours."""

import pytest
from flask import Flask, redirect, request, session
from flask_babel import Babel, force_locale
from hosts import host, mount
from werkzeug.test import Client
from werkzeug.wrappers import Response

from kashshaf import Archive
from kashshaf.web import create_app


def language(client: Client, path: str = "/press/", accept: str | None = None) -> str:
    headers = {} if accept is None else {"Accept-Language": accept}
    return client.get(path, headers=headers).text.partition('<html lang="')[2][:2]


def with_babel(archive: Archive, **config: str) -> Flask:
    """An application whose readers choose a language, which it keeps in the session."""
    app = Flask("host")
    app.secret_key = "a host's own"  # noqa: S105
    app.config.update(config)
    Babel(app, locale_selector=lambda: session.get("locale"))

    @app.get("/locale/<name>")
    def choose(name: str) -> Response:
        session["locale"] = name
        return redirect("/")

    mount(app, archive)
    return app


@pytest.mark.parametrize(
    ("accept", "spoken"),
    [
        (None, "ar"),
        ("en", "en"),
        ("en-GB,en;q=0.8,ar;q=0.5", "en"),
        ("ar-EG,en;q=0.9", "ar"),
        ("fr,en;q=0.3", "en"),
        ("fr", "ar"),
        ("*", "ar"),
        ("ar;q=0,en;q=0.1", "en"),
        ("?;;,q=x", "ar"),
    ],
)
def test_the_browsers_language_is_spoken_where_we_have_it(
    archive: Archive, accept: str | None, spoken: str
) -> None:
    assert language(create_app(archive).test_client(), "/", accept) == spoken
    assert language(host(archive).test_client(), accept=accept) == spoken
    assert language(create_app(archive).test_client(), "/nowhere", accept) == spoken


def test_the_language_of_the_hosts_babel_goes_before_the_browsers(archive: Archive) -> None:
    client = with_babel(archive, BABEL_DEFAULT_LOCALE="ar").test_client()
    assert language(client, accept="en") == "ar"
    client.get("/locale/en")
    assert language(client, accept="ar") == "en"
    client.get("/locale/ar_EG")
    assert language(client, accept="en") == "ar"


def test_a_language_of_the_hosts_that_we_lack_leaves_it_to_the_browser(archive: Archive) -> None:
    client = with_babel(archive).test_client()
    client.get("/locale/fr")
    assert language(client, accept="en") == "en"
    assert language(client) == "ar"


def test_a_choice_made_on_our_pages_goes_before_all_else_and_stays(archive: Archive) -> None:
    client = with_babel(archive, BABEL_DEFAULT_LOCALE="en").test_client()
    assert language(client, "/press/?lang=ar") == "ar"
    assert language(client, accept="en") == "ar"
    assert language(client, "/press/?lang=en", accept="ar") == "en"
    assert language(client, accept="ar") == "en"


def test_who_chose_only_digits_is_still_spoken_to_in_the_hosts_language(archive: Archive) -> None:
    client = with_babel(archive, BABEL_DEFAULT_LOCALE="ar").test_client()
    client.get("/press/?digits=arabic&hijri=never")
    cookie = client.get_cookie("kashshaf", path="/press/")
    assert cookie is not None
    assert cookie.value == "digits=arabic"
    client.get("/locale/en")
    assert language(client) == "en"
    client.get("/press/?lang=ar")
    cookie = client.get_cookie("kashshaf", path="/press/")
    assert cookie is not None
    assert cookie.value == "digits=arabic&lang=ar"


def test_a_locale_that_the_host_forces_is_spoken(archive: Archive) -> None:
    app = with_babel(archive, BABEL_DEFAULT_LOCALE="ar")
    with app.test_request_context("/press/"), force_locale("en"):
        assert '<html lang="en"' in app.full_dispatch_request().get_data(as_text=True)


def test_requests_within_one_context_of_the_application_do_not_share_a_language(
    archive: Archive,
) -> None:
    app = host(archive)
    with app.app_context():
        assert language(app.test_client(), accept="en") == "en"
        assert language(app.test_client(), accept="ar") == "ar"


@pytest.mark.parametrize(
    "path",
    [
        *("/", "/?q=كتاب", "/?since=x", "/record/saahil-2014-001", "/record/none", "/nowhere"),
        *("/concordance", "/trends", "/facet/source", "/opensearch.xml", "/export.csv?since=x"),
    ],
)
def test_caches_keep_a_page_for_each_language_apart(archive: Archive, path: str) -> None:
    client = create_app(archive).test_client()
    arabic, english = (client.get(path, headers={"Accept-Language": one}) for one in ("ar", "en"))
    assert arabic.data != english.data
    for answer in (arabic, english):
        assert "Accept-Language" in answer.vary
        assert "Cookie" in answer.vary


@pytest.mark.parametrize(
    "path", ["/kashshaf-static/kashshaf.css", "/api/v1/search", "/sitemap.xml"]
)
def test_what_is_the_same_for_all_readers_is_kept_once(archive: Archive, path: str) -> None:
    answer = create_app(archive).test_client().get(path, buffered=True)
    assert "Accept-Language" not in answer.vary


def test_no_shared_cache_keeps_the_answer_that_gives_a_reader_their_cookie(
    archive: Archive,
) -> None:
    answer = create_app(archive).test_client().get("/?digits=arabic")
    assert "Set-Cookie" in answer.headers
    assert answer.cache_control.private


def test_a_host_that_asks_who_the_reader_is_still_does_so_once_a_request(archive: Archive) -> None:
    asked: list[str] = []
    app = Flask("host")
    Babel(app, locale_selector=lambda: asked.append(request.path))
    mount(app, archive)
    app.test_client().get("/press/?q=كتاب")
    app.test_client().get("/press/kashshaf-static/kashshaf.css", buffered=True)
    assert asked == ["/press/"]
