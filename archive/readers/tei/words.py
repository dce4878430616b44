"""The words of an element in TEI: no break of a page within a word, and notes apart."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ..xml_elements import name_of

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

_BLOCK_NAMES = (
    "ab argument bibl body back byline castItem cit closer dateline docAuthor docTitle entry"
    " epigraph figure front group head item l label lg list listBibl opener p postscript row"
    " salute signed sp speaker stage table titlePart trailer"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_SPACED = frozenset(("caesura", "cell", "space"))
_BREAKS = frozenset(("lb", "pb", "cb", "gb", "milestone"))
_NOT_READ = frozenset(("fw", "del", "figDesc", "graphic", "metamark", "rdg", "teiHeader"))
_UNMENDED = frozenset(("sic", "orig", "abbr", "am"))
"""What an editor has put another reading beside (`choice`)."""

_DIVISION = re.compile(r"div[0-7]?")
_SPACES = re.compile(r"\s+")
_JOINT = "\0"
"""Stands where a word goes on though the edition breaks: it is no character of XML."""

_AT_JOINT = re.compile(f"[-\u00ad]?[ \n]*{_JOINT}[ \n]*")


def plain(element: Any) -> str:
    """The words of a small element in one line, without its notes."""
    return " ".join(words(element)[0])


def words(
    element: Any, without: Callable[[Any], bool] = lambda element: False
) -> tuple[list[str], list[str]]:
    """The lines of an element, and the notes to them; elements are left out as `without` says."""
    flow = _Flow(without)
    flow.inside(element)
    lines = _AT_JOINT.sub("", "".join(flow.parts)).split("\n")
    return [line for one in lines if (line := " ".join(one.split()))], flow.notes


def parts_of(element: Any) -> Iterator[Any]:
    """An element and all in it, without what is no element."""
    return (one for one in element.iter() if isinstance(one.tag, str))


def is_division(element: Any) -> bool:
    """Whether it is a `div`, of whatever depth."""
    return _DIVISION.fullmatch(name_of(element)) is not None


def language_of(element: Any) -> str:
    """The language that an element is in, which holds for what is in it."""
    around = (str(one.get(_LANGUAGE, "")) for one in (element, *element.iterancestors()))
    return next(filter(None, around), "")


@dataclass(slots=True)
class _Flow:
    """Gathers pieces of text and notes."""

    without: Callable[[Any], bool]
    parts: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def inside(self, element: Any) -> None:
        self._add(element.text)
        for child in element:
            if isinstance(child.tag, str) and not self.without(child):
                self._element(child, name_of(child))
            self._add(child.tail)

    def _element(self, element: Any, name: str) -> None:
        if name == "note":
            self.notes.append(plain(element))
        elif name in _BREAKS:
            self.parts.append(_break(name, element.get("break")))
        elif name == "gap":
            self.parts.append("…")
        elif name not in _NOT_READ and not _is_unmended(element, name):
            around = _around(element, name)
            self.parts.append(around)
            self.inside(element)
            self.parts.append(around)

    def _add(self, text: str | None) -> None:
        if text:
            self.parts.append(_SPACES.sub(" ", text))


def _break(name: str, stated: str | None) -> str:
    """What a break of the edition is in the text: a line ends a word unless it says not."""
    if stated == "no":
        return _JOINT
    return " " if name == "lb" or stated == "yes" else ""


def _around(element: Any, name: str) -> str:
    if name in _BLOCKS or is_division(element):
        return "\n"
    is_half_of_verse = name == "seg" and name_of(element.getparent()) == "l"
    return " " if name in _SPACED or is_half_of_verse else ""


def _is_unmended(element: Any, name: str) -> bool:
    return name in _UNMENDED and name_of(element.getparent()) == "choice"
