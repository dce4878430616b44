"""What a reader asks of the company of words, as the address has it."""

from dataclasses import dataclass
from typing import Any, Final, Self, get_args

from ....archive.fields import Fields
from ....index.keywords.collocates import Measure
from ....index.keywords.collocates_by import axes
from ....index.searching.windows import WIDEST, Side
from ...language.preferences import preferences
from ...request.parameters import Parameters
from ...request.state import SearchState, YesOrNo

WINDOW: Final = 5
"""Words on either side unless another number is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordOptions:
    """The window, the measure, the axis along which company is told, and which words count."""

    window: int = WINDOW
    side: Side = "both"
    measure: Measure = "log-likelihood"
    by: str = "year"
    function_words: YesOrNo = "no"

    @classmethod
    def read(cls, parameters: Parameters, fields: Fields) -> Self:
        """The options that an address asks for; what it gets wrong is among its faults."""
        return cls(
            window=parameters.number("window", WINDOW, 1, WIDEST),
            side=parameters.choice("side", get_args(Side)) or "both",
            measure=parameters.choice("measure", get_args(Measure)) or "log-likelihood",
            by=parameters.choice("by", axes(fields)) or "year",
            function_words=parameters.choice("function_words", get_args(YesOrNo)) or "no",
        )

    def arguments(self) -> dict[str, Any]:
        """The address's parameters; what is usual is left out."""
        usual = WordOptions()
        stated = {name: getattr(self, name) for name in self.__slots__}
        return {name: str(one) for name, one in stated.items() if one != getattr(usual, name)}

    def asked(self) -> dict[str, Any]:
        """What `Archive.collocates` takes of them."""
        return {
            "window": self.window,
            "side": self.side,
            "measure": self.measure,
            "by": self.by,
            "function_words": self.function_words == "yes",
        }

    def near(self, word: str) -> dict[str, Any]:
        """What limits a concordance to the lines that have this word in the window."""
        kept = {"window", "side"}
        return {"near": word} | {
            name: one for name, one in self.arguments().items() if name in kept
        }


def having(state: SearchState, word: str) -> SearchState:
    """The search for those of its results that have a word in their texts."""
    name = "النص" if preferences().lang == "ar" else "text"
    # Alternatives bind less closely than what stands beside them.
    typed = f"({state.q})" if _EITHER & set(state.q.split()) else state.q
    return state.but(q=f"{typed} {name}:{word}".strip(), match="all", per="record", sort=None)


_EITHER: Final = frozenset(("OR", "أو", "او"))
