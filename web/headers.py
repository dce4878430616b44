"""The headers that keep a page to itself."""

from typing import Final

from flask import Response

_POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "connect-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)


def harden(response: Response) -> Response:
    """Allow the response nothing but its own style sheet, script, fonts and form.

    Whatever a saved article holds, no browser runs it, loads anything for it,
    or tells its site where the reader came from.
    """
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    return response
