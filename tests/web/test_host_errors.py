"""What an application raises within an archive's addresses says all that it says elsewhere."""

from collections.abc import Callable
from typing import Any

import pytest
from answers import json_of
from flask import Flask, Response, abort, redirect
from flask_httpauth import HTTPBasicAuth
from flask_limiter import Limiter
from flask_login import LoginManager, current_user
from hosts import host, mount
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import (
    Forbidden,
    HTTPException,
    MethodNotAllowed,
    RequestedRangeNotSatisfiable,
    ServiceUnavailable,
    TooManyRequests,
    Unauthorized,
)
from werkzeug.routing import RequestRedirect

from kashshaf import Archive


class QuotaUsed(TooManyRequests):
    description = "حصتك لهذا اليوم <نفدت>"

    def get_headers(self, *given: Any, **named: Any) -> list[tuple[str, str]]:
        return [*super().get_headers(*given, **named), ("X-Quota", "0"), ("X-Quota", "100")]


class Odd(HTTPException):
    code = 599
    description = "Nobody else has this number"


class SentElsewhere(HTTPException):
    code = 302

    def get_response(self, *given: Any, **named: Any) -> Any:
        return redirect("/elsewhere")


def refusing(archive: Archive, refuse: Callable[[], Any]) -> Any:
    app = host(archive)
    app.before_request(refuse)
    return app.test_client()


def raising(error: Exception) -> Callable[[], None]:
    def refuse() -> None:
        raise error

    return refuse


BASIC = WWWAuthenticate("basic", {"realm": "Desk"})
ERRORS: list[tuple[HTTPException, dict[str, str]]] = [
    (Unauthorized(www_authenticate=BASIC), {"WWW-Authenticate": "Basic realm=Desk"}),
    (TooManyRequests(retry_after=17), {"Retry-After": "17"}),
    (ServiceUnavailable(retry_after=90), {"Retry-After": "90"}),
    (MethodNotAllowed(["PATCH", "PUT"]), {"Allow": "PATCH, PUT"}),
    (RequestedRangeNotSatisfiable(20), {"Content-Range": "bytes */20"}),
    (QuotaUsed(), {"X-Quota": "0"}),
    (Odd(), {}),
]


@pytest.mark.parametrize(("error", "headers"), ERRORS, ids=lambda given: type(given).__name__)
def test_an_error_of_the_host_keeps_its_status_and_headers_and_has_our_look(
    archive: Archive, error: HTTPException, headers: dict[str, str]
) -> None:
    client = refusing(archive, raising(error))
    for path in ("/press/", "/press/record/none", "/press/kashshaf-static/kashshaf.css"):
        page = client.get(path)
        assert page.status_code == error.code
        assert 'href="/press/"' in page.text
        assert page.mimetype == "text/html"
        assert page.headers["Content-Length"] == str(len(page.data))
        assert {name: page.headers[name] for name in headers} == headers
    problem = client.get("/press/json/search")
    assert problem.status_code == json_of(problem)["status"] == error.code
    assert problem.mimetype == "application/problem+json"
    assert {name: problem.headers[name] for name in headers} == headers


def test_a_header_that_is_there_twice_stays_twice(archive: Archive) -> None:
    page = refusing(archive, raising(QuotaUsed())).get("/press/")
    assert page.headers.getlist("X-Quota") == ["0", "100"]


def test_the_words_of_the_host_are_shown_and_are_no_markup(archive: Archive) -> None:
    client = refusing(archive, raising(QuotaUsed()))
    assert "حصتك لهذا اليوم &lt;نفدت&gt;" in client.get("/press/").text
    assert json_of(client.get("/press/json/search"))["detail"] == "حصتك لهذا اليوم <نفدت>"
    usual = refusing(archive, raising(Forbidden())).get("/press/")
    assert "لا يُسمح لك بقراءة هذه الصفحة" in usual.text
    assert "permission" not in usual.text


@pytest.mark.parametrize(
    ("refuse", "status", "text"),
    [
        (lambda: abort(Response("بابنا", 418)), 418, "بابنا"),
        (lambda: abort(401, response=Response("دخول", 401, {"X-Door": "1"})), 401, "دخول"),
        (raising(Forbidden(response=Response("مغلق", 403))), 403, "مغلق"),
        (lambda: Response("صفحة دخول", 401), 401, "صفحة دخول"),
    ],
)
def test_an_answer_that_the_host_brings_stays_as_it_is(
    archive: Archive, refuse: Callable[[], Any], status: int, text: str
) -> None:
    for path in ("/press/", "/press/json/search"):
        answer = refusing(archive, refuse).get(path)
        assert (answer.status_code, answer.text) == (status, text)


@pytest.mark.parametrize(
    ("error", "status"), [(RequestRedirect("/elsewhere"), 308), (SentElsewhere(), 302)]
)
def test_who_is_sent_elsewhere_gets_there(
    archive: Archive, error: HTTPException, status: int
) -> None:
    for path in ("/press/", "/press/json/search"):
        answer = refusing(archive, raising(error)).get(path)
        assert answer.status_code == status
        assert answer.headers["Location"].endswith("/elsewhere")


def test_handlers_that_the_host_has_for_its_own_errors_are_called(archive: Archive) -> None:
    app = host(archive)
    app.register_error_handler(QuotaUsed, lambda error: (f"عند المضيف: {error.code}", 429))
    app.register_error_handler(LookupError, lambda _: ("ضاع", 410))

    @app.before_request
    def refuse() -> None:
        raise QuotaUsed if app.config["FULL"] else LookupError

    for full, status, text in ((True, 429, "عند المضيف: 429"), (False, 410, "ضاع")):
        app.config["FULL"] = full
        answer = app.test_client().get("/press/")
        assert (answer.status_code, answer.text) == (status, text)


def test_flask_limiter_says_when_to_ask_again(archive: Archive) -> None:
    app = Flask("host")
    Limiter(
        lambda: "everyone",
        app=app,
        default_limits=["2 per hour"],
        headers_enabled=True,
        storage_uri="memory://",
    )
    mount(app, archive)
    client = app.test_client()
    for path in ("/press/facet/source", "/press/json/openapi.json"):
        assert [client.get(path).status_code for _ in range(3)] == [200, 200, 429]
        refused = client.get(path)
        assert 0 < int(refused.headers["Retry-After"]) <= 3600
        assert refused.headers["X-RateLimit-Remaining"] == "0"
    assert "طلبات كثيرة" in client.get("/press/facet/source").text


@pytest.mark.parametrize(("view", "status"), [(None, 401), ("login", 302)])
def test_flask_login_asks_for_a_login(archive: Archive, view: str | None, status: int) -> None:
    app = host(archive)
    manager = LoginManager(app)
    manager.login_view = view
    manager.user_loader(lambda _: None)
    app.add_url_rule("/login", "login", lambda: "أدخل اسمك")

    @app.before_request
    def guard() -> Any:
        return None if current_user.is_authenticated else manager.unauthorized()

    answer = app.test_client().get("/press/?q=كتاب")
    assert answer.status_code == status
    if view:
        assert answer.headers["Location"].startswith("/login?next=")
    else:
        assert "سجّل الدخول" in answer.text


def test_flask_httpauth_asks_for_a_password(archive: Archive) -> None:
    app, auth = host(archive), HTTPBasicAuth(realm="Desk")
    auth.verify_password(lambda name, password: (name, password) == ("ليلى", "بحر"))
    app.before_request(auth.login_required(lambda: None))
    client = app.test_client()
    for path in ("/press/", "/press/json/search"):
        refused = client.get(path)
        assert refused.status_code == 401
        assert refused.headers["WWW-Authenticate"] == 'Basic realm="Desk"'
        assert client.get(path, auth=("ليلى", "بحر")).status_code == 200


def test_what_is_wrong_with_an_export_is_said_in_the_readers_language(archive: Archive) -> None:
    client = host(archive).test_client()
    assert "لم نفهم التاريخ" in client.get("/press/export.csv?since=x").text
    assert "is not a date" in client.get("/press/export.csv?since=x&lang=en").text
