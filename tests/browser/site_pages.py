"""The addresses that every check of all pages goes through."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

if TYPE_CHECKING:
    from _pytest.mark import ParameterSet

PAGES = {
    "the first page": "/",
    "about the archive": "/about",
    "how to search": "/help",
    "the tour": "/help/tour/2",
    "everything": "/?q=",
    "lists": "/lists",
    "results": "/?" + urlencode({"q": "كتاب"}),
    "results with filters": "/?"
    + urlencode(
        {
            "q": "كتاب",
            "source": "شبكة المنارة",
            "since": "2012",
            "until": "2031",
            "not_platform": "facebook",
            "reprinted": "no",
        }
    ),
    "zero results": "/?" + urlencode({"q": "الكتلب", "source": "شبكة المنارة"}),
    "zero lines": "/concordance?" + urlencode({"q": "الكتلب", "source": "شبكة المنارة"}),
    "faults": "/?since=x",
    "a name that is not known": "/?" + urlencode({"q": "كتاب", "souce": "شبكة المنارة"}),
    "a record": "/record/saahil-2014-001",
    "a passage of a record": "/record/saahil-2014-001?" + urlencode({"passage": "2"}),
    "a record with a query": "/record/saahil-2014-001?" + urlencode({"q": "كتاب"}),
    "a record with pictures": "/pictured/record/several",
    "no such record": "/record/none",
    "no such page": "/none",
    "a facet": "/facet/source?" + urlencode({"order": "name", "q": "كتاب"}),
    "a bibliography": "/bibliography?" + urlencode({"q": "كتاب"}),
    "concordance": "/concordance?" + urlencode({"q": "كتاب", "arrange": "after"}),
    "trends": "/trends?" + urlencode({"q": ["كتاب", "صحيفة"]}, doseq=True),
    "trends by source": "/trends?" + urlencode({"q": "كتاب", "by": "source"}),
    "trends in small charts": "/trends?"
    + urlencode({"q": ["كتاب", "صحيفة"], "each": "source", "smooth": 3}, doseq=True),
    "words around": "/words-around?" + urlencode({"q": "كتاب"}),
    "side by side, searches": "/compare?"
    + urlencode({"a.q": "كتاب", "a.since": "2012", "b.q": "صحيفة"}),
    "own fields": "/own/?" + urlencode({"pages": "10..60", "not_section": "رياضة"}),
    "how to search in own fields": "/own/help",
    "faults in own fields": "/own/?" + urlencode({"pages.from": "x"}),
    "a record with own fields": "/own/record/report-7?" + urlencode({"q": "المنارة"}),
    "a record with reprints": "/wire/record/sahil",
    "side by side": "/wire/shared/sahil?" + urlencode({"other": "manara"}),
    "side by side, folded": "/wire/shared/article?" + urlencode({"other": "issue"}),
    "a text to look for": "/wire/trace?" + urlencode({"record_id": "sahil"}),
    "a text that was found": "/wire/trace?" + urlencode({"record_id": "sahil", "paragraph": 2}),
    "one of each story": "/wire/?"
    + urlencode({"q": "الرصيف", "per": "story", "story_size": "2.."}),
    "trends of stories": "/wire/trends?" + urlencode({"q": "الرصيف", "per": "story"}),
    "stories": "/wire/stories",
    "a story": "/wire/story/manara",
    "who prints after whom": "/wire/printed-after",
    "stories of two papers": "/wire/stories?" + urlencode({"earlier": "صحيفة الساحل"}),
    "a facet of stories": "/wire/facet/source?" + urlencode({"per": "story"}),
    "hostile markup": "/record/hostile-markup",
    "a hostile word": "/record/hostile-long-word",
    "a hostile query": "/?q=" + "x" * 500,
}
"""An address of every kind of page, and of those that strangers' text could break."""


def in_turn(kinds: Iterable[str], widths: Sequence[int]) -> "list[ParameterSet]":
    """Each kind of page in each of these widths; on every change in every other one, turn about."""
    return [
        pytest.param(kind, width, marks=[pytest.mark.long] * ((number + place) % 2))
        for number, kind in enumerate(kinds)
        for place, width in enumerate(widths)
    ]
