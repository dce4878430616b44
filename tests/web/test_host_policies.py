"""What an application sends with all of its answers stands beside what goes with ours."""

import pytest
from flask import Flask, Response
from flask_talisman import Talisman
from hosts import host, mount

from kashshaf import Archive
from kashshaf.web import archive_api, archive_pages

OURS = "default-src 'none'; style-src 'self'"
THEIRS = "default-src 'self'; img-src *"
PATHS = ("/press/", "/press/record/none", "/press/json/search", "/press/kashshaf-static/keys.js")


def policies(app: Flask, path: str) -> list[str]:
    return app.test_client().get(path, buffered=True).headers.getlist("Content-Security-Policy")


@pytest.mark.parametrize("first", [True, False])
def test_flask_talismans_policy_and_ours_are_both_sent(archive: Archive, first: bool) -> None:
    app = Flask("host")
    app.add_url_rule("/", "home", lambda: "صفحة المضيف")
    talisman = Talisman() if not first else Talisman(app, force_https=False)
    mount(app, archive)
    if not first:
        talisman.init_app(app, force_https=False, content_security_policy=THEIRS)
    for path in PATHS:
        theirs, ours = policies(app, path)
        assert ours.startswith(OURS)
        assert theirs.startswith("default-src 'self'")
        answer = app.test_client().get(path, buffered=True)
        assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert len(policies(app, "/")) == 1


def test_flask_talisman_sends_readers_to_https(archive: Archive) -> None:
    app = Flask("host")
    Talisman(app)
    mount(app, archive)
    answer = app.test_client().get("/press/?q=كتاب")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("https://localhost/press/?q=")
    secure = app.test_client().get("/press/?lang=en", base_url="https://x.example")
    assert "; Secure" in secure.headers["Set-Cookie"]


def test_whatever_replaces_or_adds_a_policy_leaves_ours(archive: Archive) -> None:
    app = host(archive)

    @app.after_request
    def replace(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = THEIRS
        response.headers.add("Content-Security-Policy", "sandbox allow-forms")
        return response

    for path in PATHS:
        theirs, more, ours = policies(app, path)
        assert (theirs, more) == (THEIRS, "sandbox allow-forms")
        assert ours.startswith(OURS)
    assert len(policies(app, "/")) == 2


def test_the_page_that_describes_the_api_keeps_its_own_policy(archive: Archive) -> None:
    app = Flask("host")
    Talisman(app, force_https=False)
    mount(app, archive)
    _, ours = policies(app, "/press/json/docs")
    assert "img-src 'self' data:" in ours


def test_a_host_whose_frame_needs_more_says_so_for_our_pages(archive: Archive) -> None:
    app, pages = Flask("host"), archive_pages(archive)

    @pages.after_request
    def loosen(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = "default-src 'self' https://cdn.example"
        return response

    app.register_blueprint(pages, url_prefix="/press")
    app.register_blueprint(archive_api(archive), url_prefix="/api")
    assert policies(app, "/press/") == ["default-src 'self' https://cdn.example"]
    (of_api,) = policies(app, "/api/search")
    assert of_api.startswith(OURS)


def test_two_archives_in_one_application_send_one_policy_each(archive: Archive) -> None:
    app = host(archive)
    app.register_blueprint(archive_pages(archive, "second"), url_prefix="/second")
    for path in ("/press/", "/second/"):
        assert len(policies(app, path)) == 1
