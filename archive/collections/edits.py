"""What of some edits can be saved: nothing is written over that was changed elsewhere meanwhile."""

from collections.abc import Callable, Mapping
from typing import Final

from .bounds import within
from .values import Collection, Edit, Edits, Texts, digest, one_line, plain

_NOTHING: Final = (None, None)


def settled(known: Collection, notes: Mapping[str, str], edits: Edits) -> tuple[Texts, Texts]:
    """The texts to save, and those that were typed in the place of what is no longer there.

    `known` is the list as it is now, and `notes` are those on the records in question that it
    has. A text that nobody has touched is neither. Raises `BoundReached` for what is too long.
    """
    name, other_name = _settled(known.name, edits.name, one_line)
    note, other_note = _settled(known.note, edits.note, plain)
    on_records = {
        record_id: _settled(notes.get(record_id), edit, plain)
        for record_id, edit in edits.notes.items()
    }
    saved = Texts(
        name=name or None,  # a list has a name
        note=note,
        notes={one: text for one, (text, _) in on_records.items() if text is not None},
    )
    within("name", len(saved.name or ""))
    for text in (saved.note or "", *saved.notes.values()):
        within("note", len(text))
    unsaved = {one: text for one, (_, text) in on_records.items() if text is not None}
    return saved, Texts(name=other_name, note=other_note, notes=unsaved)


def _settled(
    now: str | None, edit: Edit | None, kept: Callable[[str], str]
) -> tuple[str | None, str | None]:
    """The text to save, or the one that cannot be; `now` is None where what it is on is gone."""
    if edit is None:
        return _NOTHING
    typed = kept(edit.text)
    if digest(typed) == edit.was or typed == (now or ""):
        return _NOTHING
    if now is None or digest(now) != edit.was:
        return None, typed
    return typed, None
