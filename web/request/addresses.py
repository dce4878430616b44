"""Addresses: of records, whose ids may hold anything, and of searches, which are to be read."""

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final, TypeAlias

from flask import current_app, request, url_for
from flask.blueprints import BlueprintSetupState
from werkzeug.routing import PathConverter, ValidationError
from werkzeug.urls import uri_to_iri

RECORD_ID: Final = "kashshaf_record_id"
"""The name of the converter in a rule; long, since the host application shares the list."""

ANY_HOST: Final = "kashshaf_host"
"""The argument of a rule that answers on every host, where an application goes by hosts."""


_LOST_IN_PATHS: Final = re.compile(r"\n|(?:\A|/)\.\.?(?:/|\Z)")
"""A line break, and `.` or `..` between slashes: browsers, proxies and servers
take those for steps through folders, percent-encoded too, before anyone else sees them."""


class RecordId(PathConverter):
    """Whatever the rest of the path is; a plain path may not begin with a slash.

    Its rules need `merge_slashes=False`, or `a//b` would be sent to `a/b`, and beside
    them one without the id: an id that no path can carry goes into the query there.
    """

    regex = ".+"
    part_isolating = False

    def to_url(self, value: str) -> str:
        """The id as a path has it; refused where none can, so that the other rule is taken."""
        if _LOST_IN_PATHS.search(value):
            raise ValidationError
        return super().to_url(value)


def asked_record(in_path: str | None) -> str:
    """The id that an address asks for, in its path or else in its query."""
    return request.args.get("record_id", "") if in_path is None else in_path


def teach_record_ids(setup: BlueprintSetupState) -> None:
    """Make the converter known to the application that the blueprint is mounted in."""
    setup.app.url_map.converters[RECORD_ID] = RecordId


_RESERVED: Final = {
    code: f"%{code:02X}" for code in (*range(0x20), *map(ord, '"#%&+<=>?[\\]^`{|}'), 0x7F)
} | {ord(" "): "+"}
"""What may not stand in a query as it is. Letters of every script may, in an IRI (RFC 3987)."""


def query(arguments: Mapping[str, Any]) -> str:
    """The query part of an address, `?` and all; lists give their name several times.

    Letters stand as they are: a third of the length of %D9%83, and one can read
    them. A page has hundreds of these, and this is ten times as fast as to quote
    them one by one.
    """
    pairs = [
        f"{name}={str(one).translate(_RESERVED)}"
        for name, value in arguments.items()
        for one in (value if isinstance(value, list | tuple) else (value,))
    ]
    return "?" + "&".join(pairs) if pairs else ""


_LAST: Final = {"record": "record_id", "story": "record_id", "static": "filename"}
"""Pages whose address ends with an argument, and which that is."""

_PLAIN: Final = re.compile(r"(?!\.)[A-Za-z0-9._~-]+")
"""What a path has as it is: most ids, and files of ours. To put them together is thirty times
as fast as to have Flask do so."""

LeadsTo: TypeAlias = Callable[..., str]


def addresses_of(blueprint: str) -> LeadsTo:
    """What gives the addresses of a blueprint's pages, for one answer: a page has hundreds.

    It takes the page's name and arguments, which stand in the path where its rule
    has them there and else in the query.
    """

    @cache
    def in_path(page: str) -> frozenset[str]:
        return _in_path(f"{blueprint}.{page}")

    @cache
    def place(page: str) -> str:
        return url_for(f"{blueprint}.{page}")

    @cache
    def beginning(page: str, name: str) -> str:
        arguments: dict[str, Any] = {name: "0"}
        return _as_iri(url_for(f"{blueprint}.{page}", **arguments)).removesuffix("0")

    def leads_to(page: str, /, **arguments: Any) -> str:
        last = _LAST.get(page, "")
        if last in arguments and _PLAIN.fullmatch(arguments[last]):
            value = arguments.pop(last)
            return f"{beginning(page, last)}{value}{query(arguments)}"
        named = in_path(page)
        if not named:
            return place(page) + query(arguments)
        own = {name: value for name, value in arguments.items() if name in named}
        rest = {name: value for name, value in arguments.items() if name not in named}
        address = _as_iri(url_for(f"{blueprint}.{page}", **own))
        # An id that no path can carry has begun the query.
        return address + (query(rest).replace("?", "&", 1) if "?" in address else query(rest))

    return leads_to


def _as_iri(address: str) -> str:
    # To browsers a backslash is a slash, unless it is written as its number.
    return uri_to_iri(address).replace("\\", "%5C")


def _in_path(endpoint: str) -> frozenset[str]:
    """The arguments of a page that are in its path."""
    try:
        rules = current_app.url_map.iter_rules(endpoint)
    except KeyError:
        return frozenset()  # that there is no such page is best said by `url_for`
    return frozenset().union(*(rule.arguments for rule in rules)) - {ANY_HOST}
