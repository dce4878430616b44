"""Two records side by side: what both have is marked and numbered, the rest is as it is."""

from typing import TYPE_CHECKING, Any

from flask import Blueprint, request, url_for

from ...archive.record import Record
from ..request.addresses import RECORD_ID, asked_record
from ..request.parameters import Parameters
from .export import references
from .parts.details import citations_of
from .parts.frame import show
from .parts.side_by_side import sides

if TYPE_CHECKING:
    from ...facade.archive import Archive


def routes(blueprint: Blueprint, archive: "Archive") -> None:
    """Add this page to a blueprint."""

    # One id alone can stand in the path: where the one ends and the other begins, none could say.
    @blueprint.get("/shared")
    @blueprint.get(f"/shared/<{RECORD_ID}:record_id>", merge_slashes=False)
    def shared(record_id: str | None = None) -> str:
        return _page(archive, asked_record(record_id), request.args.get("other", ""))


def _page(archive: "Archive", record_id: str, other_id: str) -> str:
    parameters = Parameters(request.args, elsewhere=("record_id", "other"))
    whole = parameters.choice("whole", ("yes", "no")) == "yes"
    dimmed = parameters.choice("dimmed", ("yes", "no")) != "no"
    found = archive.shared(archive.record(record_id), archive.record(other_id))
    both = sides(found, whole=whole)

    def again(**changes: Any) -> dict[str, Any]:
        """What leads to this page with some of it otherwise."""
        chosen = {
            "record_id": found.a.id,
            "other": found.b.id,
            "whole": "yes" if whole else None,
            "dimmed": None if dimmed else "no",
        }
        return {name: value for name, value in {**chosen, **changes}.items() if value is not None}

    return show(
        "shared.html",
        faults=parameters.faults,
        unread=parameters.unread,
        found=found,
        sides=both,
        words=sum(passage.words for passage in found.passages),
        whole=whole,
        long=whole or any(side.folded for side in both),
        dimmed=dimmed,
        boilerplate=bool(found.boilerplate_a or found.boilerplate_b),
        again=again,
        cited=[_cited(archive, side.record) for side in both],
        references=references(),
    )


def _cited(archive: "Archive", record: Record) -> Any:
    address = url_for(".record", record_id=record.id, _external=True)
    return citations_of(record, archive.naming, address)
