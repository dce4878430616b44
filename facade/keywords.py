"""What an archive says of words: the company of a search, and what marks it, or it from others."""

from collections.abc import Mapping, Sequence
from typing import Any, Unpack

from ..archive.errors import QueryError
from ..index.keywords import collocates, comparing, telling
from ..index.keywords.collocates import Collocates, CollocatesAsked, Measure
from ..index.keywords.comparing import Comparison
from ..index.keywords.telling import TellingWords
from ..index.query.nodes import Query
from ..index.searching.filters import FilteredQuery, SearchOptions
from ..index.searching.pages import Per
from ..index.searching.windows import Side, Window
from .reprinted import ReprintedArchive


class ArchiveOfWords(ReprintedArchive):
    """An archive's records, and what their words tell; `Archive` searches them.

    Words are counted by their stems, all forms as one, and shown as the texts write them most.
    Function words are left out unless `function_words` says otherwise. Only the texts of records
    are gone through, no titles. `per` "story" counts one copy of each story.
    """

    def collocates(
        self,
        text: str | Query,
        *,
        window: int = 5,
        side: Side = "both",
        measure: Measure = "log-likelihood",
        by: str | None = None,
        per: Per = "record",
        function_words: bool = False,
        limit: int = 50,
        **options: Unpack[SearchOptions],
    ) -> Collocates:
        """The words that keep company with what is sought: those near its matches.

        Near are so many words (`window`, from 1 to 30) on both sides, "before" or "after". They
        are measured by how surprising it is that they stand there so often ("log-likelihood"), by
        how much of their lives the two spend together ("log-dice"), or counted ("count");
        what only one record has near a match is left out. They are compared with all texts under
        the same filters. `by` "year", "month", "day" or the key of a facet of names tells too
        what marks the company at each place against that at the others.

        All records of the search are read; of more than 120 million characters every second
        one, or every third, …: `Collocates.read` says how many, `matching` of how many.
        """
        asked = CollocatesAsked(
            window=Window.of(window, side),
            measure=measure,
            by=by,
            per=per,
            function_words=function_words,
            limit=limit,
        )
        query = self._filtered(text, options)
        return self._on_index(lambda index: collocates.collocates(query, asked, index))

    def telling_words(
        self,
        text: str | Query = "",
        *,
        per: Per = "record",
        function_words: bool = False,
        limit: int = 50,
        **options: Unpack[SearchOptions],
    ) -> TellingWords:
        """The words that mark the results of a search against the rest of the archive.

        A word counts once for each record that has it. The words sought themselves are left out,
        and what only one record has.
        """
        query = self._filtered(text, options)
        return self._on_index(
            lambda index: telling.telling_words(query, limit, per, function_words, index)
        )

    def compare(
        self, searches: Sequence[str | Query | Mapping[str, Any]], *, limit: int = 30
    ) -> Comparison:
        """Two to four searches side by side: totals, what they have in common, what marks each.

        A search is a text, a tree of `kashshaf.query`, or a mapping of what `search` takes that
        says what is looked for: `{"text": "مكتبة", "only": {"source": ["صحيفة الساحل"]}}`.
        `limit` is how many words are told of each; they are those that mark it against what only
        the others find.
        """
        if isinstance(searches, str | Mapping):
            raise QueryError("compare takes a list of searches, not one alone")
        queries = [self._of_search(search) for search in searches]
        return self._on_index(lambda index: comparing.compare(queries, limit, index))

    def _of_search(self, search: str | Query | Mapping[str, Any]) -> FilteredQuery:
        if not isinstance(search, Mapping):
            return self._filtered(search, {})
        options = dict(search)
        text = options.pop("text", "")
        return FilteredQuery.of(self.naming, text, **options)
