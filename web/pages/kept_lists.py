"""Lists that the archive keeps for those who are logged in: seen, changed, taken away, brought."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from flask import Blueprint, Response, abort, redirect, request, url_for
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response as AnyResponse

from ...archive.collections.bounds import LARGEST_FILE, BoundReached
from ...archive.collections.files import read_lists, write_lists
from ...archive.collections.values import Collection, Edit, Edits, Entry, Gathered, Texts
from ..access.own_forms import only_own_forms
from ..request.addresses import query
from ..request.parameters import Parameters
from ..response.headers import named_file
from .parts.frame import show
from .parts.keeper import ROWS, Keeper, keeper_of

if TYPE_CHECKING:
    from ...facade.archive import Archive

Answer: TypeAlias = tuple[str, HTTPStatus] | AnyResponse

_ENVELOPE: Final = 1 << 16
"""Bytes of a form beside the file that it brings."""


def routes(blueprint: Blueprint, archive: "Archive") -> None:
    """Add these pages to a blueprint; where no lists are kept, there are none of them."""

    @blueprint.post("/lists/make")
    def make_list() -> AnyResponse:
        keeper = _sent(archive)
        made = keeper.shelf.named(keeper.reader, request.form.get("name", ""))
        return _see("kept_list", key=made.key)

    @blueprint.post("/lists/import")
    def bring_lists() -> AnyResponse:
        request.max_content_length = LARGEST_FILE + _ENVELOPE
        try:
            keeper = _sent(archive)
        except RequestEntityTooLarge as error:
            raise BoundReached("file", request.content_length or 0) from error
        file = request.files.get("file")
        lists = read_lists(file.read() if file else b"")
        keeper.shelf.take_in(keeper.reader, lists)
        return _see("lists")

    @blueprint.get("/lists/<key>")
    def kept_list(key: str) -> Answer:
        keeper = _keeper(archive)
        return _list_page(archive, keeper, key, Texts())

    @blueprint.post("/lists/<key>")
    def change_list(key: str) -> Answer:
        keeper = _sent(archive)
        unsaved = keeper.shelf.edit(key, keeper.reader, _typed())
        if unsaved:
            return _list_page(archive, keeper, key, unsaved)
        return _act(keeper, key)

    @blueprint.get("/lists/<key>/open")
    def open_kept_list(key: str) -> AnyResponse:
        keeper = _keeper(archive)
        known, entries = _all_of(keeper, key)
        listed = archive.listing((one.id for one in entries), known.name)
        return redirect(url_for(".results") + query({"among": listed}))

    @blueprint.get("/lists/<key>/file")
    def list_file(key: str) -> Response:
        known, entries = _all_of(_keeper(archive), key)
        written = write_lists([Gathered(known.name, known.note, entries)])
        response = Response(written, mimetype="application/json")
        named_file(response, f"{known.name}.json")
        return response


def _keeper(archive: "Archive") -> Keeper:
    return keeper_of(archive) or abort(HTTPStatus.NOT_FOUND)


def _sent(archive: "Archive") -> Keeper:
    """The lists that a form is about; raise `Forbidden` where it is none of ours."""
    keeper = _keeper(archive)
    only_own_forms(keeper.token)
    return keeper


def _all_of(keeper: Keeper, key: str) -> tuple[Collection, list[Entry]]:
    known = keeper.shelf.get(key, keeper.reader)
    return known, keeper.shelf.entries(key, keeper.reader)


def _typed() -> Edits:
    """What stands in the fields of the form, each beside the digest of what stood there before."""
    form = request.form
    each = zip(*(form.getlist(name) for name in ("id", "record_note", "record_was")), strict=False)
    return Edits(
        name=_edit("name"),
        note=_edit("note"),
        notes={record_id: Edit(text, was) for record_id, text, was in each},
    )


def _edit(field: str) -> Edit | None:
    text, was = request.form.get(field), request.form.get(f"{field}_was")
    return None if text is None or was is None else Edit(text, was)


def _act(keeper: Keeper, key: str) -> AnyResponse:
    """Do what the button says by which the form was sent: the texts are saved already."""
    shelf, reader = keeper.shelf, keeper.reader
    if out := request.form.get("out"):
        shelf.remove(key, reader, [out])
    if up := request.form.get("up"):
        shelf.move_up(key, reader, up)
        return _see_entry(keeper, key, up)
    match request.form.get("act"):
        case "share" | "withdraw" as act:
            shelf.share(key, reader, act == "share")
        case "delete":
            shelf.delete(key, reader)
            return _see("lists")
    page = request.args.get("page")
    return _see("kept_list", key=key, **({"page": page} if page else {}))


def _see_entry(keeper: Keeper, key: str, record_id: str) -> AnyResponse:
    """To where a record now stands in a list."""
    ids = [one.id for one in keeper.shelf.entries(key, keeper.reader)]
    at = ids.index(record_id) if record_id in ids else 0
    page = {"page": at // ROWS + 1} if at >= ROWS else {}
    return _see("kept_list", key=key, **page, _anchor=f"entry-{at + 1}")


def _list_page(archive: "Archive", keeper: Keeper, key: str, unsaved: Texts) -> Answer:
    """A page of a list; what was changed elsewhere meanwhile is shown beside what was typed."""
    known = keeper.shelf.get(key, keeper.reader)
    last = max(1, -(-known.size // ROWS))
    parameters = Parameters(request.args)
    page = min(parameters.number("page", 1, 1, 10**6), last)
    entries = keeper.shelf.entries(key, keeper.reader, (page - 1) * ROWS, ROWS)
    shown = show(
        "kept_list.html",
        list=known,
        mine=known.owner == keeper.reader,
        rows=[(entry, archive.get(entry.id)) for entry in entries],
        first=(page - 1) * ROWS + 1,
        page=page,
        last=last,
        unsaved=unsaved,
        lost=_lost(unsaved, entries),
    )
    return shown, HTTPStatus.CONFLICT if unsaved else HTTPStatus.OK


def _lost(unsaved: Texts, entries: Iterable[Entry]) -> list[str]:
    """Notes on records that are no longer in the list, or on this page of it."""
    there = {one.id for one in entries}
    return [note for record_id, note in unsaved.notes.items() if record_id not in there]


def _see(page: str, /, **arguments: Any) -> AnyResponse:
    return redirect(url_for(f".{page}", **arguments), HTTPStatus.SEE_OTHER)
