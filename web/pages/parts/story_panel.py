"""The panel of stories: how often a text was printed, over how many days, and how it is shared."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from ....archive.fields import in_language
from ....index.searching.story_filter import DAYS, KINDS, REPRINTED, SIZE
from ...language.messages import _
from ...language.preferences import preferences
from ...language.wording import copies_or_more
from ...request.state import SearchState

_SIZES: Final = (3, 5, 10)
"""The copies from which on stories can be chosen; an address takes any range."""


class Option(NamedTuple):
    """A limit to choose, and where it leads: to the search with it or, where it is in, without."""

    label: str
    selected: bool
    leads_to: SearchState


@dataclass(frozen=True, slots=True)
class Options:
    """Limits of which one can be chosen."""

    title: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class StoryPanel:
    """Whether a text was printed again, and, folded away, all else that is known of it."""

    name: str
    title: str
    reprinted: Options
    folded: tuple[Options, ...]

    @property
    def opened(self) -> bool:
        """Whether something under the fold is chosen, which is never folded away."""
        return any(option.selected for one in self.folded for option in one.options)


def story_panel(state: SearchState) -> StoryPanel:
    """What results can be narrowed to of stories."""
    language = preferences().lang
    title = _("Copies")
    return StoryPanel(
        "stories",
        title,
        reprinted=_options(
            state,
            "reprinted",
            title,
            {
                "yes": in_language(REPRINTED[True], language),
                "no": in_language(REPRINTED[False], language),
            },
        ),
        folded=(
            _options(
                state,
                SIZE.key,
                SIZE.title(language),
                {f"{size}..": copies_or_more(size) for size in _SIZES},
            ),
            _options(
                state,
                DAYS.key,
                DAYS.title(language),
                {"0": _("All on one day"), "1..": _("A day or more"), "7..": _("A week or more")},
            ),
            _options(
                state,
                "shares",
                _("Shares text with another"),
                {kind: in_language(words, language) for kind, words in KINDS.items()},
            ),
        ),
    )


def _options(state: SearchState, name: str, title: str, labels: Mapping[str, str]) -> Options:
    """The values of one part of the state; that which is chosen leads to none of them."""
    chosen, none = getattr(state, name), getattr(SearchState(), name)
    return Options(
        title,
        tuple(
            Option(
                label[:1].upper() + label[1:],
                value == chosen,
                state.but(**{name: none if value == chosen else value}),
            )
            for value, label in labels.items()
        ),
    )
