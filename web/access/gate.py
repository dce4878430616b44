"""Letting in only who has a password, by HTTP Basic, which every browser and client knows."""

import hmac
import secrets
from collections.abc import Callable
from math import ceil
from pathlib import Path
from threading import Lock
from typing import Final, TypeAlias, TypeVar

from flask import Blueprint, Flask, Response, current_app, request
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import HTTPException, TooManyRequests, Unauthorized

from ...archive.errors import KashshafError
from ..response.problems import problem_of
from .brake import Brake
from .passwords import Passwords, is_right, same_letters
from .readers import let_in

_CHALLENGE: Final = WWWAuthenticate("basic", {"realm": "Kashshaf archive", "charset": "UTF-8"})

_View = TypeVar("_View", bound=Callable[..., object])
HasKey: TypeAlias = Callable[..., bool]


def opened_by(has_key: HasKey) -> Callable[[_View], _View]:
    """Make a decorator of views whose address is secret: it opens them without a password.

    `has_key` is given what the view is, and says whether the address has the secret.
    """

    def decorate(view: _View) -> _View:
        view.kashshaf_has_key = has_key  # type: ignore[attr-defined]
        return view

    return decorate


def with_passwords(pages: Flask | Blueprint, file: Path) -> None:
    """Let in only who gives a name and a password that a file has, whatever is asked for.

    `pages` are an application or a blueprint that is not registered yet. The file is read anew
    when it has changed. Raises `PasswordsError` where it cannot be used.
    """
    gate = Gate(Passwords(file))
    pages.before_request(gate.admit)


class Gate:
    """Looks at who asks, before anything else is done for them.

    A hash is worked out once for each name and password: from then on they are known by a keyed
    digest, so that readers wait for no hash, whoever else guesses. One is worked out at a time,
    of 32 MB and a tenth of a second, and none for who is held back by the brake.
    """

    def __init__(self, passwords: Passwords, brake: Brake | None = None) -> None:
        self._passwords = passwords
        self._brake = brake or Brake()
        self._key = secrets.token_bytes(32)
        self._known: dict[str, bytes] = {}
        self._hashing = Lock()

    def admit(self) -> Response | None:
        """The answer to who is not let in; None for who is. For `before_request`."""
        if _has_key():
            return None
        try:
            let_in(self._check())
        except (HTTPException, KashshafError) as error:
            return _refusal(error)
        return None

    def _check(self) -> str:
        """The name of who is let in; raise what others are answered."""
        given = request.authorization
        if given is None or given.type != "basic":
            raise Unauthorized(www_authenticate=_CHALLENGE)
        name, password = same_letters(given.username or ""), same_letters(given.password or "")
        hashes = self._passwords.hashes()
        # A name that there is not takes as long as one that there is.
        hashed = hashes.get(name) or next(iter(hashes.values()))
        digest = self._digest(name, hashed, password)
        if self._knows(name, digest):
            return name
        self._hold_back()
        with self._hashing:
            # Who was here before has perhaps asked for the same, or was one too many.
            if self._knows(name, digest):
                return name
            self._hold_back()
            if is_right(password, hashed) and name in hashes:
                self._known[name] = digest
                return name
            self._brake.count(request.remote_addr)
        # Without the name: people type their password there too.
        current_app.logger.warning("a wrong name or password from %s", request.remote_addr)
        raise Unauthorized(www_authenticate=_CHALLENGE)

    def _knows(self, name: str, digest: bytes) -> bool:
        return hmac.compare_digest(self._known.get(name, b""), digest)

    def _hold_back(self) -> None:
        if wait := self._brake.wait(request.remote_addr):
            raise TooManyRequests(retry_after=ceil(wait))

    def _digest(self, *parts: str) -> bytes:
        text = "\0".join(parts).encode("utf-8", "surrogatepass")
        return hmac.digest(self._key, text, "sha256")


def asks_for_key() -> bool:
    """Whether what is asked for has a secret in its address, which no log should keep."""
    return _key_of_view() is not None


def _key_of_view() -> HasKey | None:
    view = current_app.view_functions.get(request.endpoint or "")
    has_key: HasKey | None = getattr(view, "kashshaf_has_key", None)
    return has_key


def _has_key() -> bool:
    """Whether the address asked for is a secret one that its view knows."""
    has_key = _key_of_view()
    return has_key is not None and has_key(**(request.view_args or {}))


def _refusal(error: HTTPException | KashshafError) -> Response:
    """A sentence alone: not even the archive's title is for those who are not let in."""
    problem = problem_of(error)
    answer = Response(
        f"{problem.title}\n{problem.sentence}\n", problem.status, mimetype="text/plain"
    )
    if isinstance(error, HTTPException):
        own = dict(error.get_headers(request.environ))
        answer.headers.update({name: own[name] for name in own if name != "Content-Type"})
    answer.cache_control.no_store = True
    return answer
