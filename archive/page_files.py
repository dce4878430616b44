"""What the archive's keeper has written and drawn for its pages: the folder `page/`.

    page/front.ar.md    what the first page says, in each language; front.md where one serves both
    page/about.ar.md    and what the page about the archive says; about.md likewise
    page/logo.svg       what stands before the title; or logo.png, logo.webp
    page/theme.css      custom properties of the pages' style sheet, and whatever else it should say

Each may be left out. They are read as they are asked for: what is changed shows at once.
"""

from pathlib import Path
from typing import Final, Literal

from .errors import SettingsError
from .fields import Language
from .whole_files import os_errors

PAGE_FOLDER: Final = "page"
THEME: Final = "theme.css"
LOGOS: Final = ("logo.svg", "logo.png", "logo.webp")
"""In whichever of these formats the logo is; the first that there is counts."""

TextName = Literal["front", "about"]


def page_text(folder: Path, name: TextName, language: Language) -> str:
    """A text in Markdown from the archive's folder, "" where there is none in this language.

    Raises `SettingsError` that names the file which cannot be read.
    """
    for path in (f"{name}.{language}.md", f"{name}.md"):
        found = folder / PAGE_FOLDER / path
        if found.is_file():
            return _read(found)
    return ""


def page_file(folder: Path, *names: str) -> Path | None:
    """The first of some files of the folder that is there."""
    paths = (folder / PAGE_FOLDER / name for name in names)
    return next((path for path in paths if path.is_file()), None)


def _read(path: Path) -> str:
    with os_errors(SettingsError, f"{path} cannot be read"):
        try:
            return path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            raise SettingsError(f"{path} is not UTF-8 text: save it as UTF-8") from error
