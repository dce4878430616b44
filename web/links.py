"""The web addresses that records give: which may be followed, and how they are written."""

import re
from urllib.parse import quote, urlsplit

# What no address may hold as it is (RFC 3987): blanks, controls, signs that set the
# direction of text, and the brackets and quotes that would end it where it is quoted.
_NOT_IN_ADDRESSES = re.compile(
    r'[\s\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069"<>\\^`{|}]'
)


def followable(url: str | None) -> str | None:
    """The address if it is one of the web; `javascript:` and the like are only shown."""
    try:
        scheme = urlsplit(url or "").scheme
    except ValueError:  # such as an unfinished IPv6 address
        return None
    return url if scheme in ("http", "https") else None


def in_one_piece(url: str) -> str:
    """The address with what it may not hold percent-encoded; Arabic stays readable."""
    return _NOT_IN_ADDRESSES.sub(lambda found: quote(found[0]), url)
