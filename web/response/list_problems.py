"""Why a reader's list cannot be kept as asked, in the reader's words."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Final

from ...archive.collections.bounds import BOUNDS, Bound, BoundReached
from ...archive.errors import CollectionError, CollectionNotFound
from ..language.messages import N_, _
from ..language.wording import number

_BOUNDS: Final[Mapping[Bound, str]] = {
    "lists": N_(
        "You have as many lists as one may have: %(most)s. Delete one that you no longer need."
    ),
    "records": N_("A list has %(most)s items at most, and this one would have %(found)s."),
    "name": N_("The name of a list has %(most)s characters at most."),
    "note": N_("A note has %(most)s characters at most."),
    "file": N_("A file of lists has %(most)s bytes at most. Save the lists one by one."),
}


def told_of_collection(error: CollectionError) -> tuple[HTTPStatus, str, str]:
    """The status, the title and the sentence that a reader is answered."""
    if isinstance(error, CollectionNotFound):
        return (
            HTTPStatus.NOT_FOUND,
            _("There is no such list"),
            _("It may have been deleted, or is no longer shared with you."),
        )
    if isinstance(error, BoundReached):
        values = {"most": number(BOUNDS[error.bound]), "found": number(error.found)}
        return (
            HTTPStatus.BAD_REQUEST,
            _("That is more than can be kept"),
            _(_BOUNDS[error.bound], **values),
        )
    return (
        HTTPStatus.BAD_REQUEST,
        _("The list could not be kept"),
        _("A list has a name, and a file of lists is one that was saved on the page of lists."),
    )
