"""The pictures of an article that a browser saved with its page, in the folder beside it."""

from collections.abc import Container, Iterator
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote

from ...media import Media
from .statements import Statements, shown

_ARTICLE = ("article", "main")
_SHOWN_BY = ("og:image", "twitter:image")
"""What a page is shown by elsewhere: the picture that its article opens with."""


def pictures_of(page: Statements, folders: Container[str]) -> Iterator[Media]:
    """The pictures in the figures of its article, and the one that it is shown by.

    `folders` are what the folder of the page may be called. Signs, portraits of authors and
    pictures of other articles stand in no figure, or in none of the article's.
    """
    leading = {_name(address) for address in page.all(*_SHOWN_BY)}
    for picture in page.tree.iter("img"):
        path = unquote(picture.get("src") or "").removeprefix("./")
        if path.partition("/")[0] in folders:
            figure = next(picture.iterancestors("figure"), None)
            is_of_article = figure is not None and _is_in(figure, *_ARTICLE)
            if is_of_article or _name(path) in leading:
                yield Media(path, _caption(figure))


def _is_in(element: Any, *tags: str) -> bool:
    return next(element.iterancestors(*tags), None) is not None


def _caption(figure: Any) -> str:
    captions = figure.iter("figcaption") if figure is not None else ()
    return next(map(shown, captions), "")


def _name(address: str) -> str:
    """The name of a file at the end of an address, without what asks for it in some size."""
    return PurePosixPath(unquote(address.partition("?")[0])).name
