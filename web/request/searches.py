"""Several searches in one address, the parameters of each behind a letter and a dot.

`a.q=…&a.source=…&b.q=…`: no field's key has a dot. Dates without a letter, `since=…&until=…`, are
those of all. A search by itself, as every page has it, is the first.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final, Self

from werkzeug.datastructures import MultiDict

from ...archive.fields import Fields
from ...index.keywords.comparing import MOST_COMPARED
from .parameters import Fault, Parameters
from .state import SearchState

LETTERS: Final = "abcd"[:MOST_COMPARED]
DATES: Final = ("since", "until")


@dataclass(frozen=True, slots=True)
class Searches:
    """The searches of an address in the order of their letters, and what is amiss in each.

    The names that are `unread` are none of theirs.
    """

    states: tuple[SearchState, ...]
    faults: tuple[tuple[str, Fault], ...] = ()
    unread: tuple[str, ...] = ()

    @classmethod
    def read(cls, arguments: MultiDict[str, str], fields: Fields) -> Self:
        """The searches that an address asks for."""
        of_letters: dict[str, MultiDict[str, str]] = {}
        lettered = []
        for name, value in arguments.items(multi=True):
            letter, dot, own = name.partition(".")
            if dot and letter in LETTERS:
                of_letters.setdefault(letter, MultiDict()).add(own, value)
                lettered.append(name)
        of_all = {name: arguments[name] for name in DATES if arguments.get(name)}
        if of_all:
            for one in of_letters.values():
                for name in DATES:
                    one.setlist(name, [of_all[name]] if name in of_all else [])
        given = {letter: Parameters(of_letters[letter]) for letter in sorted(of_letters)}
        whole = Parameters(arguments, elsewhere=(*lettered, *DATES))
        given = given or {LETTERS[0]: whole}
        states = [sought(SearchState.read(one, fields)) for one in given.values()]
        faults: list[tuple[str, Fault]] = []
        for letter, parameters in given.items():
            # What is amiss in the dates of all is told once.
            told = [fault for _, fault in faults if of_all]
            faults += [(letter, fault) for fault in parameters.faults if fault not in told]
        unread = whole.unread
        if lettered:
            unread += tuple(
                f"{letter}.{name}" for letter, one in given.items() for name in one.unread
            )
        return cls(tuple(states), tuple(faults), unread)

    @property
    def have_the_same_dates(self) -> bool:
        """Whether all are limited to the same dates, or none to any."""
        return len({(state.since, state.until) for state in self.states}) < 2

    def arguments(self) -> dict[str, Any]:
        """The address's parameters; a search for everything has an empty query."""
        of_each = [{"q": ""} | state.arguments() for state in self.states]
        of_all: dict[str, Any] = {}
        if self.have_the_same_dates:
            for one in of_each:
                of_all |= {name: one.pop(name) for name in DATES if name in one}
        lettered = {
            f"{letter}.{name}": value
            for letter, one in zip(LETTERS, of_each, strict=False)
            for name, value in one.items()
        }
        return lettered | of_all

    def with_one(self, at: int, state: SearchState) -> "Searches":
        """The same with another search in the place of one, or behind all."""
        return Searches((*self.states[:at], state, *self.states[at + 1 :]))

    def each(self, changed: Callable[[SearchState], SearchState]) -> "Searches":
        """The same with each of them changed."""
        return Searches(tuple(map(changed, self.states)))

    def less(self, at: int) -> "Searches":
        """The same without one."""
        return Searches((*self.states[:at], *self.states[at + 1 :]))

    def told(self) -> Iterator[Fault]:
        """What is amiss, by the names that the parameters have in the address."""
        return (replace(fault, name=f"{letter}.{fault.name}") for letter, fault in self.faults)


def sought(state: SearchState) -> SearchState:
    """What of a search says what is looked for, in whatever order."""
    return state.but(sort=None, per="record", per_page=10)


def of_each(names: Iterable[str]) -> tuple[str, ...]:
    """The names of parameters, for each of the searches."""
    names = tuple(names)
    return tuple(f"{letter}.{name}" for letter in LETTERS for name in names)
