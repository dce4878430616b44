"""Wherever an archive is mounted, its pages lead to one another and its cookie stays with them."""

import asyncio
from typing import Any
from urllib.parse import unquote

import pytest
from a2wsgi import WSGIMiddleware
from flask import Flask
from hosts import host, mount
from lxml import html
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.test import Client, TestResponse

from kashshaf import Archive
from kashshaf.web import archive_api, archive_pages, create_app

ENDS = ("/", "/record/saahil-2014-001", "/facet/source", "/trends?q=كتاب", "/feed.atom")


def links(page: TestResponse) -> list[str]:
    """Where a page leads within the application, one address of each page."""
    found = html.fromstring(page.text).xpath("//a/@href | //link/@href | //script/@src | //@action")
    inner = (link for link in found if link[0] not in "#?" and "://" not in link)
    return list({link.partition("?")[0]: link for link in inner}.values())


def assert_whole(client: Client, prefix: str, **where: str) -> None:
    """All of an archive's addresses are under the prefix, and its first page's links lead on."""
    for end in ENDS:
        assert client.get(f"{prefix}{end}", **where).status_code == 200, end
    followed = links(client.get(f"{prefix}/", **where))
    assert followed
    for link in followed:
        assert unquote(link).startswith(f"{prefix}/")
        assert client.get(link, buffered=True, **where).status_code == 200, link
    assert client.get(f"{prefix}/record/none", **where).status_code == 404


def cookie_of(client: Client, path: str, **where: str) -> str:
    return client.get(path, query_string={"lang": "en"}, **where).headers["Set-Cookie"]


def test_in_an_application_that_goes_by_hosts_the_archive_has_its_own(archive: Archive) -> None:
    app = Flask("host", host_matching=True, static_host="main.example", static_folder=".")
    mount(app, archive, host="press.example")
    client = app.test_client()
    assert_whole(client, "/press", base_url="http://press.example")
    assert client.get("/press/", base_url="http://main.example").status_code == 404
    answer = client.get("/press/json/search?q=كتاب", base_url="http://press.example")
    assert answer.get_json()["total"] > 0
    feed = client.get("/press/feed.atom", base_url="http://press.example").text
    assert "http://press.example/press/record/" in feed


@pytest.mark.parametrize("base", ["http://a.example", "https://b.example:8443", "http://10.0.0.1"])
def test_without_a_host_of_its_own_it_answers_on_each(archive: Archive, base: str) -> None:
    app = Flask("host", host_matching=True, static_folder=None)
    app.add_url_rule("/", "home", lambda: "الرئيسية", host="main.example")
    mount(app, archive)
    assert_whole(app.test_client(), "/press", base_url=base)
    assert app.test_client().get("/press/json/complete?q=ك", base_url=base).status_code == 200
    feed = app.test_client().get("/press/feed.atom", base_url=base).text
    assert f"{base}/press/record/" in feed


def test_two_archives_stand_on_two_hosts_of_one_application(archive: Archive) -> None:
    app = Flask("host", host_matching=True, static_folder=None)
    for name in ("one", "two"):
        app.register_blueprint(archive_pages(archive, name), host=f"{name}.example")
    for name in ("one", "two"):
        assert_whole(app.test_client(), "", base_url=f"http://{name}.example")


def test_the_archive_may_have_a_subdomain(archive: Archive) -> None:
    app = Flask("host", subdomain_matching=True)
    app.config["SERVER_NAME"] = "sahel.example"
    app.register_blueprint(archive_pages(archive), subdomain="press", url_prefix="/archive")
    app.register_blueprint(archive_pages(archive, "main"), url_prefix="/press")
    assert_whole(app.test_client(), "/archive", base_url="http://press.sahel.example")
    assert_whole(app.test_client(), "/press", base_url="http://sahel.example")


def test_the_cookie_is_sent_to_the_archive_alone(archive: Archive) -> None:
    client = host(archive).test_client()
    assert "; Path=/press/" in cookie_of(client, "/press/")
    assert "; Path=/press/" in cookie_of(client, "/press/record/saahil-2014-001")
    assert "Set-Cookie" not in client.get("/press/json/search?lang=en").headers


def test_of_two_archives_one_within_the_other_each_goes_by_its_own_cookie(archive: Archive) -> None:
    app = host(archive)
    app.register_blueprint(archive_pages(archive, "nested"), url_prefix="/press/posts")
    client = app.test_client(use_cookies=False)
    assert "; Path=/press/posts/" in cookie_of(client, "/press/posts/")
    # Browsers send the cookie of the longer path first.
    both = client.get("/press/posts/", headers={"Cookie": "kashshaf=lang=en; kashshaf=lang=ar"})
    assert '<html lang="en"' in both.text


def test_a_prefix_before_the_application_is_part_of_the_cookies_path(archive: Archive) -> None:
    alone = DispatcherMiddleware(Flask("outer"), {"/site": create_app(archive)})
    assert "; Path=/site/;" in cookie_of(Client(alone), "/site/")
    inner = DispatcherMiddleware(Flask("outer"), {"/site": host(archive)})
    assert "; Path=/site/press/" in cookie_of(Client(inner), "/site/press/")
    assert_whole(Client(inner), "/site/press")


def test_the_prefix_may_be_arabic(archive: Archive) -> None:
    app = Flask("host")
    app.register_blueprint(archive_pages(archive), url_prefix="/صحف")
    assert "; Path=/%D8%B5%D8%AD%D9%81/" in cookie_of(app.test_client(), "/صحف/")
    assert_whole(app.test_client(), "/صحف")


def test_the_root_that_an_application_is_configured_with_changes_nothing(archive: Archive) -> None:
    app = host(archive)
    app.config["APPLICATION_ROOT"] = "/site"
    assert "; Path=/press/" in cookie_of(app.test_client(), "/press/", base_url="http://x.example/")
    assert "; Path=/site/press/" in cookie_of(app.test_client(), "/press/")
    assert_whole(Client(app), "/press")


def test_the_cookie_is_for_browsers_alone_and_over_tls_for_tls_alone(archive: Archive) -> None:
    app = host(archive)
    plain = cookie_of(app.test_client(), "/press/")
    assert "; HttpOnly" in plain
    assert "; SameSite=Lax" in plain
    assert "; Secure" not in plain
    assert "; Secure" in cookie_of(app.test_client(), "/press/", base_url="https://x.example")
    app.config["SESSION_COOKIE_SECURE"] = True  # of a host that stands behind a proxy for TLS
    assert "; Secure" in cookie_of(app.test_client(), "/press/")


def asked_by_asgi(app: Any, path: str, root: str) -> tuple[dict[str, str], str]:
    """What an ASGI server gets that has the application mounted at a root."""
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "https",
        "path": root + path,
        "raw_path": (root + path).encode(),
        "root_path": root,
        "query_string": b"lang=en",
        "headers": [(b"host", b"x.example")],
        "server": ("x.example", 443),
        "client": ("127.0.0.1", 1),
    }
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    asyncio.run(WSGIMiddleware(app)(scope, receive, send))  # type: ignore[arg-type]
    headers = {name.decode().title(): value.decode() for name, value in sent[0]["headers"]}
    return headers, b"".join(part.get("body", b"") for part in sent[1:]).decode()


def test_under_an_asgi_server_the_pages_keep_to_their_root(archive: Archive) -> None:
    headers, page = asked_by_asgi(host(archive), "/press/", "/site")
    assert "; Path=/site/press/" in headers["Set-Cookie"]
    assert "; Secure" in headers["Set-Cookie"]
    assert 'href="/site/press/' in page
    assert 'href="/press/' not in page


def test_pages_and_api_may_stand_under_one_prefix(archive: Archive) -> None:
    app = Flask("host")
    app.register_blueprint(archive_pages(archive), url_prefix="/press")
    app.register_blueprint(archive_api(archive), url_prefix="/press")
    assert_whole(app.test_client(), "/press")
    assert app.test_client().get("/press/search?q=كتاب").get_json()["total"] > 0
