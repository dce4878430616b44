"""What every page has, and how a page is made of its template.

Our templates take two names and no more, `kashshaf` and `shown`: those of an
application whose layout stands round our pages stay what they are there, its
gettext's `_` too.
"""

import datetime as dt
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from types import ModuleType, SimpleNamespace
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from flask import current_app, render_template, request
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from ....archive.errors import SearchIndexError
from ....archive.page_files import LOGOS, THEME, page_file
from ....archive.record import Record
from ....archive.writers import STYLES, Style, texts
from ....archive.writers.citation_text import Citation
from ....archive.writers.citations import cite
from ....archive.writers.coins import coins
from ....archive.writers.schema_org import schema_of_site
from ....index.searching.examples import Example, ExampleKind
from ....index.searching.results import Snippet
from ...access.privacy import feed_page
from ...language import wording
from ...language.messages import marked_up
from ...language.preferences import Preferences, switched
from ...request.addresses import LeadsTo
from ...request.state import SearchState
from ...response.static_files import fingerprint
from .headline import headline, shortened
from .keeper import Keeper, keeper_of

if TYPE_CHECKING:
    from ....facade.archive import Archive


@dataclass(frozen=True)
class Frame:
    """What is `kashshaf` in a template; called with a message, it says it as the reader speaks.

    `leads_to` gives the address of a page by its name, `say` has numbers and
    dates in words, `text` the direction and language of a record's own words.
    """

    archive: "Archive"
    leads_to: LeadsTo
    reader: Preferences

    def __call__(self, message: str, **values: Any) -> Markup:
        """The message in the reader's language, `%(name)s` in it filled in and escaped."""
        return marked_up(message, **values)

    @property
    def title(self) -> str:
        """What the archive is called."""
        return self.archive.title

    @cached_property
    def knows_reprints(self) -> bool:
        """Whether the archive has stories to tell of."""
        return self.archive.knows_reprints

    @property
    def say(self) -> ModuleType:
        """Words that depend on a number, a date or a name."""
        return wording

    @property
    def text(self) -> ModuleType:
        """What can be told of a text."""
        return texts

    @property
    def headline(self) -> Callable[[Record], str]:
        """What a record is called in a list."""
        return headline

    @property
    def shortened(self) -> Callable[[Snippet], Snippet]:
        """The title of a hit as a list has it."""
        return shortened

    @property
    def switched(self) -> Callable[[str, str], str]:
        """The address of this very page, with one preference chosen anew."""
        return switched

    def address(self, state: SearchState, page: str = "results") -> str:
        """The address of a search as a page shows it."""
        asked = state.arguments()
        # Without a parameter it would be the first page.
        return self.leads_to(page, **(asked or ({"q": ""} if page == "results" else {})))

    def asset(self, filename: str) -> str:
        """The address of a static file of ours, another when the file is; it is kept for ever."""
        return self.leads_to("static", filename=filename, v=fingerprint(filename))

    @property
    def theme(self) -> str:
        """The address of the style sheet that the archive's keeper has written, "" without one."""
        return self._owned("theme", THEME)

    @property
    def logo(self) -> str:
        """The address of the archive's logo, "" without one."""
        return self._owned("logo", *LOGOS)

    def _owned(self, page: str, *names: str) -> str:
        path = page_file(self.archive.folder, *names)
        return self.leads_to(page, v=path.stat().st_mtime_ns) if path else ""

    @cached_property
    def examples(self) -> Mapping[ExampleKind, Example]:
        """Searches that find something here, by what each shows; none without an index."""
        return examples_of(self.archive)

    @cached_property
    def keeper(self) -> Keeper | None:
        """The lists of who reads; None where the archive keeps none for them."""
        return keeper_of(self.archive)

    @property
    def csrf_token(self) -> str:
        """What a host's Flask-WTF wants with every form that is sent by POST; "" without it."""
        token = current_app.jinja_env.globals.get("csrf_token")
        return str(token()) if callable(token) else ""

    def feed(self, **search: Any) -> str:
        """The address of the feed of a search, secret where the archive is private."""
        page, in_path = feed_page(self.archive)
        return self.leads_to(page, **in_path, **search)

    def as_site(self, address: str) -> Mapping[str, Any]:
        """What schema.org has to say of the archive, whose first page has this address."""
        return schema_of_site(self.title, address, tuple(self.reader.languages))

    def coins(self, record: Record) -> str:
        """What reference managers are told of a record among others."""
        address = self.leads_to("record", record_id=record.id)
        return coins(record, urljoin(request.host_url, address), self.archive.authorities)

    def citation(self, record: Record) -> Citation:
        """A record in the reader's style of citations."""
        address = urljoin(request.host_url, self.leads_to("record", record_id=record.id))
        label = self.archive.authorities.platform_label
        return cite(record, self.reader.style, address, dt.date.today(), label)

    @cached_property
    def styles(self) -> tuple[tuple[Style, str, str], ...]:
        """The styles of citations, each with its name and the address of this very page in it."""
        return tuple(
            (style, wording.style_label(style), switched("cite", style)) for style in STYLES
        )

    def data(self, said: Mapping[str, Any]) -> Markup:
        """What is said to programs, as JSON that nothing in it can end."""
        return htmlsafe_json_dumps(said, dumps=partial(json.dumps, ensure_ascii=False))

    def facet_title(self, key: str) -> str:
        """What a field is called above its values."""
        return wording.facet_title(self.archive.fields[key])

    def label(self, key: str, value: str) -> str:
        """What a value of a field is called."""
        return wording.value_label(self.archive.naming, key, value)


def examples_of(archive: "Archive") -> Mapping[ExampleKind, Example]:
    """Searches that find something in an archive, by what each shows; none without an index."""
    try:
        return archive.examples()
    except SearchIndexError:
        return {}


def show(template: str, **shown: Any) -> str:
    """A page of ours: its template, which has these values as `shown`."""
    return render_template(f"kashshaf/{template}", shown=SimpleNamespace(**shown))
