"""The archive's own words, and how much it has of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from ...arabic.analyzer import MARKS_SEPARATOR
from ...arabic.function_words import is_function_word
from ..engines import plan
from ..engines.base import Idfs
from .dictionary import TermDictionary


@dataclass(frozen=True, slots=True)
class TermStatistics:
    """The words of an archive, folded; `idfs` is the engine's."""

    dictionary: TermDictionary
    idfs: Idfs

    def log_frequencies(self, words: Sequence[str]) -> list[float]:
        """How much of each word there is: log(2n + 1) for about n records, so 0 for none."""
        return self.log_frequencies_of_forms([self.dictionary.forms(word) for word in words])

    def log_frequencies_of_forms(self, spelt: Sequence[tuple[str, ...]]) -> list[float]:
        """The same of words as they are written, of several forms together."""
        nothing, *idfs = self.idfs([plan.Terms("written", forms) for forms in ((), *spelt)])
        return [nothing - idf for idf in idfs]

    def about_any_of(self, words: Sequence[str], field: plan.Field | None = None) -> plan.Terms:
        """The plan of records that have any of some folded words, in one text or in any.

        Those of them that bear marks are passed over where there are others: a word has many
        such forms, which few records have, and each takes as long as those that most have.
        """
        return plan.Terms("written", tuple(chain.from_iterable(map(self._plain, words))), field)

    def about_in_a_row(self, words: Sequence[str]) -> plan.Plan:
        """The plan of records that have words in this order, and none between; as above."""
        if len(words) == 1:
            return self.about_any_of(words)
        return plan.Sequence("written", tuple(map(self._plain, words)))

    def _plain(self, word: str) -> tuple[str, ...]:
        forms = self.dictionary.forms(word)
        return tuple(form for form in forms if MARKS_SEPARATOR not in form) or forms

    def spelling(self, word: str) -> str:
        """A word as most records write it, without marks.

        علي, which على is folded to, is left as it is: whoever asks for a word means no particle.
        """
        if is_function_word(word) and not is_function_word(word, word):
            return word
        forms = self.dictionary.forms(word)
        if not forms:
            return word
        log_frequencies = self.log_frequencies_of_forms([(form,) for form in forms])
        commonest = forms[log_frequencies.index(max(log_frequencies))]
        return commonest.partition(MARKS_SEPARATOR)[0]
