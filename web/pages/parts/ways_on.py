"""What a page that could not be made leads on to, beside the search page."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

from flask import request, url_for

from ....archive.errors import RecordNotFound, ReprintsUnknown
from ....archive.record import Record
from ...language.messages import _
from ...request.addresses import asked_record, query
from ...request.state import OF_STORIES
from .headline import headline

if TYPE_CHECKING:
    from ....facade.archive import Archive

_OF_STORIES_ALONE: Final = ("stories", "printed_after")
"""Pages of a search that are nothing without stories."""

_NEED_STORIES: Final = ("per", "arrange", "earlier", "later", *OF_STORIES)
"""Parameters of a search that mean nothing without stories."""

_AFTER_LINKS: Final = " \t\r\n.,;:!?…،؛؟)]}>»”’\"'"
"""What sentences and mails put behind an address, and programs take for a part of it."""


class Way(NamedTuple):
    """Somewhere to go on, and what it is called."""

    label: str
    address: str


def ways_on(error: Exception, archive: "Archive") -> tuple[Way, ...]:
    """Where a reader may have wanted to go whose address led to an error; often nowhere."""
    if isinstance(error, ReprintsUnknown):
        return tuple(_without_stories())
    if isinstance(error, RecordNotFound):
        return tuple(_left_of_two(archive) if _page() == "shared" else _without_stops(archive))
    return ()


def _without_stories() -> Iterator[Way]:
    """The record whose copies were asked for, or the same search, each copy by itself."""
    if record_id := _asked_id():
        yield Way(_("Back to the item"), url_for(".record", record_id=record_id))
        return
    asked = {name: values for name, values in request.args.lists() if name not in _NEED_STORIES}
    page = "results" if _page() in _OF_STORIES_ALONE else _page()
    if page != _page() or len(asked) < len(request.args):
        address = url_for(f".{page}", **(request.view_args or {})) + query(asked or {"q": ""})
        yield Way(_("The same search, each copy by itself"), address)


def _left_of_two(archive: "Archive") -> Iterator[Way]:
    """Of two records side by side the one that there is."""
    for record_id in (_asked_id(), request.args.get("other", "")):
        if record := _found(record_id, archive):
            label = _("The other item: %(title)s", title=headline(record))
            yield Way(label, url_for(".record", record_id=record.id))


def _without_stops(archive: "Archive") -> Iterator[Way]:
    """The page that a link leads to without the full stop or bracket that was taken for its end."""
    if record := _found(_asked_id().rstrip(_AFTER_LINKS), archive):
        label = _("It may be this item: %(title)s", title=headline(record))
        named = {**(request.view_args or {}), "record_id": record.id}
        yield Way(label, url_for(f".{_page()}", **named))


def _found(record_id: str, archive: "Archive") -> Record | None:
    try:
        return archive.record(record_id)
    except RecordNotFound:
        return None


def _asked_id() -> str:
    return asked_record((request.view_args or {}).get("record_id"))


def _page() -> str:
    """The name of the page that was asked for."""
    return (request.endpoint or "").rpartition(".")[2]
