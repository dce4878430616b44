"""The XML in a zip that is one document, read with bounded memory and without entities."""

from posixpath import join, normpath
from typing import Any
from urllib.parse import unquote
from zipfile import ZipFile

from ..base import Unreadable, megabytes

PART_LIMIT = 32 * 2**20
"""The most bytes that one part may unpack to; of a book of a thousand pages it has half of that."""


_ENCRYPTED = 0x1


def stated_types(archive: ZipFile) -> str:
    """What a zip says that it is: its `mimetype` (OpenDocument, EPUB) or types of content."""
    for name in ("mimetype", "[Content_Types].xml"):
        if name in archive.namelist() and not archive.getinfo(name).flag_bits & _ENCRYPTED:
            with archive.open(name) as stated:
                return stated.read(2**18).decode(errors="replace")
    return ""


def part(archive: ZipFile, name: str) -> bytes:
    """The bytes of a part; raise `Unreadable` if there is none, or it is too large."""
    try:
        info = archive.getinfo(name)
    except KeyError as error:
        raise Unreadable(f"is damaged: its part {name} is missing; save it again") from error
    if info.flag_bits & _ENCRYPTED:
        raise Unreadable("is locked with a password: save it without one")
    with archive.open(info) as file:
        data = file.read(PART_LIMIT + 1)
    if len(data) > PART_LIMIT:
        raise Unreadable(
            f"has a part {name} of over {megabytes(PART_LIMIT)}: divide it into smaller documents"
        )
    return data


def xml(archive: ZipFile, name: str) -> Any:
    """The root of a part in XML; raise `Unreadable` for what is none, or declares entities."""
    from lxml.etree import XMLParser, XMLSyntaxError, fromstring

    parser = XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    try:
        root = fromstring(part(archive, name), parser)
    except XMLSyntaxError as error:
        raise Unreadable(f"is damaged: its part {name} is no XML ({error.msg})") from error
    types = root.getroottree().docinfo.internalDTD
    if types is not None and next(types.iterentities(), None) is not None:
        raise Unreadable(f"declares entities in {name}, as no such document does: is it a trap?")
    return root


def xml_if_any(archive: ZipFile, name: str) -> Any:
    """The root of a part in XML; None where there is no such part."""
    return xml(archive, name) if name in archive.namelist() else None


def tag_of(element: Any) -> str:
    """The name of an element, without its namespace: Word has two for the same."""
    return str(element.tag).rpartition("}")[2]


def beside(part: str, reference: str) -> str:
    """The name of the part that one part refers to."""
    return normpath(join(part.rpartition("/")[0], unquote(reference.partition("#")[0])))


def texts(root: Any, tags: dict[str, str]) -> dict[str, str]:
    """What these elements say under a root, by our names for them; blank ones are left out."""
    found: dict[str, str] = {}
    for element in () if root is None else root.iter(*tags):
        if said := " ".join("".join(element.itertext()).split()):
            name = tags[element.tag]
            found[name] = (
                f"{found[name]}, {said}"
                if name in ("author", "tags") and name in found
                else found.get(name, said)
            )
    return found
