"""The text of a piece of HTML, as feeds, exports and mails have it: no page with menus round it."""

import re

from .base import Unreadable

_BLOCK_NAMES = (
    "address article aside blockquote br caption center dd details div dl dt fieldset figcaption"
    " figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table"
    " tbody tfoot thead tr ul"
)
_UNSEEN_NAMES = "script style template title noscript iframe object svg select"
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_CELLS = frozenset(("td", "th"))
_UNSEEN = frozenset(_UNSEEN_NAMES.split())

_MARKUP = re.compile("[<&]")
_SPACES = re.compile(r"[ \t\r\n\f]+")


def html_text(html: str, *, keep_lines: bool = False) -> str:
    """What a reader sees of this HTML, a paragraph a line; text without markup as it is.

    Lines of the source are kept where they mean lines (`keep_lines`). Raises
    `Unreadable` for what the parser would leave out without a word: a single
    text or tag of over 10 MB.
    """
    if _MARKUP.search(html):
        seen = _seen(html, keep_lines)
    else:
        seen = html if keep_lines else " ".join(html.split())
    lines = (" ".join(line.split()) for line in seen.split("\n"))
    return "\n".join(filter(None, lines))


def _seen(html: str, keep_lines: bool) -> str:
    from lxml.etree import ErrorTypes, HTMLParser, XMLSyntaxError, fromstring

    parser = HTMLParser(target=_Seen(keep_lines), encoding="utf-8")
    try:
        seen = fromstring(html.encode("utf-8", "surrogatepass"), parser)
    except XMLSyntaxError:
        seen = ""  # there are comments alone
    if any(error.type == ErrorTypes.ERR_RESOURCE_LIMIT for error in parser.error_log):
        raise Unreadable("has a text, script, comment or tag of over 10 MB in its HTML")
    return str(seen)


class _Seen:
    """Gathers text as lxml meets it. No tree is built, so elements may be nested to any depth."""

    def __init__(self, keep_lines: bool) -> None:
        self._parts: list[str] = []
        self._keep_lines = keep_lines
        self._unseen = 0
        self._preformatted = 0

    def start(self, tag: str, attributes: object) -> None:
        self._step(tag, 1)

    def end(self, tag: str) -> None:
        self._step(tag, -1)

    def data(self, data: str) -> None:
        if self._unseen <= 0:
            as_it_is = self._keep_lines or self._preformatted > 0
            self._parts.append(data if as_it_is else _SPACES.sub(" ", data))

    def close(self) -> str:
        return "".join(self._parts)

    def _step(self, tag: str, depth: int) -> None:
        tag = tag.rpartition(":")[2]  # XHTML may have a prefix
        if tag in _UNSEEN:
            self._unseen += depth
        elif tag in _BLOCKS:
            self._parts.append("\n")
        elif tag in _CELLS:
            self._parts.append(" ")
        if tag == "pre":
            self._preformatted += depth
