"""What the archive's keeper has written and drawn, as the pages show it."""

from functools import cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from markupsafe import Markup

from ....archive.page_files import TextName, page_text
from ...language.preferences import preferences

if TYPE_CHECKING:
    from ....facade.archive import Archive


def owned_text(archive: "Archive", name: TextName) -> Markup:
    """A text of the keeper's in the reader's language, as HTML; "" where there is none."""
    return rendered(page_text(archive.folder, name, preferences().lang))


def rendered(text: str) -> Markup:
    """CommonMark and its tables as HTML; tags in it are shown as letters, not taken for tags."""
    return Markup(_markdown().render(text))  # noqa: S704  # it escapes all that it is given


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")
