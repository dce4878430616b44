"""The pages of an archive, as a blueprint; each kind of page is a module beside this one."""

from collections.abc import Callable
from functools import cache
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from flask import Blueprint, render_template, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.urls import uri_to_iri

from ...archive.errors import KashshafError
from ..language import wording
from ..language.messages import marked_up
from ..language.preferences import preferences, remember, switched
from ..request.addresses import query, teach_record_ids
from ..response.headers import harden
from ..response.problems import problem_of
from . import concordance, discovery, facet, record, results, trends
from . import export as takeaway
from .parts import text_layout as text

if TYPE_CHECKING:
    from ...facade.archive import Archive

Answer = tuple[str, HTTPStatus]

_IN_PATHS: Final = frozenset({"record_id", "filename", "name", "style"})
"""The arguments of addresses that are part of their paths."""

_KINDS: Final[tuple[Callable[[Blueprint, "Archive"], None], ...]] = (
    results.routes,
    facet.routes,
    record.routes,
    takeaway.routes,
    concordance.routes,
    trends.routes,
    discovery.routes,
)


def archive_pages(archive: "Archive", name: str = "kashshaf") -> Blueprint:
    """The archive's pages as a blueprint, to be mounted under any prefix.

    Give each a `name` of its own to mount several archives in one application.
    A host changes a page by having a template of the same name, such as
    `kashshaf/base.html`, among its own.
    """
    # Without a prefix, the host's own /static would hide one of the same name here.
    blueprint = Blueprint(
        name,
        "kashshaf.web",
        template_folder="templates",
        static_folder="static",
        static_url_path="/kashshaf-static",
    )
    blueprint.record(teach_record_ids)
    blueprint.after_request(harden)
    blueprint.after_request(remember)

    @blueprint.context_processor
    def frame() -> dict[str, Any]:
        return page_frame(archive, request.blueprint or name)

    @blueprint.errorhandler(KashshafError)
    @blueprint.errorhandler(HTTPException)
    def show_error(error: Exception) -> Answer:
        problem = problem_of(error)
        return render_template("kashshaf/error.html", problem=problem), problem.status

    for routes in _KINDS:
        routes(blueprint, archive)
    return blueprint


def page_frame(archive: "Archive", name: str) -> dict[str, Any]:
    """What every page needs; `name` is the blueprint whose pages the frame leads to."""

    @cache
    def place(page: str) -> str:
        return url_for(f"{name}.{page}")

    def leads_to(page: str, /, **arguments: Any) -> str:
        """The address of a page; what is in its path is told from its query by name."""
        in_path = {key: arguments.pop(key) for key in _IN_PATHS & arguments.keys()}
        path = uri_to_iri(url_for(f"{name}.{page}", **in_path)) if in_path else place(page)
        return path + query(arguments)

    return {
        "_": marked_up,
        "archive_title": archive.title,
        "facet_title": lambda key: wording.facet_title(archive.fields[key]),
        "label": lambda key, value: wording.value_label(archive.naming, key, value),
        "leads_to": leads_to,
        "reader": preferences(),
        "say": wording,
        "switched": switched,
        "text": text,
    }
