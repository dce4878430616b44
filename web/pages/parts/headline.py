"""What a record is called in a list, or above its text beside another."""

from ....archive.record import Record
from ....archive.writers.texts import LONGEST_TITLE, opening
from ....index.searching.results import Fragment, Snippet
from ...language.wording import no_text


def headline(record: Record) -> str:
    """Its title, cut where it is very long; without one, its first words."""
    return opening(record.title, LONGEST_TITLE) or opening(record.text) or no_text()


def shortened(title: Snippet) -> Snippet:
    """A title with what was sought marked in it, cut where it is very long."""
    if len(str(title)) <= LONGEST_TITLE:
        return title
    kept: list[Fragment] = []
    room = LONGEST_TITLE
    for fragment in title.fragments:
        kept.append(Fragment(fragment.text[:room], fragment.marked))
        room -= len(fragment.text)
        if room <= 0:
            break
    return Snippet((*kept, Fragment("…")))
