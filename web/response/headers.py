"""The headers that keep a page to itself."""

from typing import Final

from flask import Response

POLICY_HEADER: Final = "Content-Security-Policy"


def policy(images: str = "'self'") -> str:
    """Nothing but the site's own style sheets, scripts, fonts and forms, and these images."""
    return "; ".join(
        (
            "default-src 'none'",
            "style-src 'self'",
            "script-src 'self'",
            "connect-src 'self'",
            f"img-src {images}",
            "font-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


def harden(response: Response) -> Response:
    """Allow the response nothing but its own style details, script, fonts and form, or as it says.

    Whatever a saved article holds, no browser runs it, loads anything for it,
    or tells its site where the reader came from.
    """
    response.headers.setdefault(POLICY_HEADER, policy())
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    return response
