"""What plans mean, said as plainly as possible: documents walked one by one."""

from collections import Counter
from collections.abc import Mapping, Sequence

from kashshaf.arabic.pieces import Forms
from kashshaf.index.engines import plan
from kashshaf.index.engines.base import DATE_FACETS, Document, Numbers, Request


def matching(node: plan.Plan, documents: list[Document[Forms]]) -> set[int]:
    """The numbers of the documents that a plan matches."""
    return {document.number for document in documents if matches(node, document)}


def matches(node: plan.Plan, document: Document[Forms]) -> bool:
    match node:
        case plan.MatchAll():
            return True
        case plan.All(parts):
            return all(matches(part, document) for part in parts)
        case plan.AnyOf(parts):
            return any(matches(part, document) for part in parts)
        case plan.AtLeast(parts, weights, least):
            found = (matches(part, document) for part in parts)
            return sum(weight for weight, one in zip(weights, found, strict=True) if one) >= least
        case plan.Except(part):
            return not matches(part, document)
        case plan.Prefer(part):
            return matches(part, document)
        case plan.Terms(stream, words, field):
            return any(
                set(words) & set(tokens(document, name, stream)) for name in within(document, field)
            )
        case plan.Sequence():
            return any(
                in_sequence(node, tokens(document, name, node.stream))
                for name in within(document, node.field)
            )
        case plan.Values(facet, values):
            return has_value(document, facet, values)
        case plan.Days(since, until):
            return document.first != 0 and since <= document.first and document.last <= until
        case plan.Numbers(numbers):
            return document.number in numbers


def within(document: Document[Forms], field: plan.Field | None) -> list[plan.Field]:
    return list(document.fields) if field is None else [field]


def tokens(document: Document[Forms], field: plan.Field, stream: plan.Stream) -> list[str]:
    """The entries of a text in one form; a piece has its entries' forms one after the other."""
    written, _, stem = range(3)
    at = {"stem": stem, "written": written}[stream]
    return [entry for piece in document.fields[field] for entry in piece[at::3]]


def in_sequence(node: plan.Sequence, found: list[str]) -> bool:
    def goes_on(at: int, rest: tuple[tuple[str, ...], ...], left: int) -> bool:
        if not rest:
            return True
        return any(
            found[at + 1 + gap] in rest[0] and goes_on(at + 1 + gap, rest[1:], left - gap)
            for gap in range(left + 1)
            if at + 1 + gap < len(found)
        )

    return any(
        token in node.words[0] and goes_on(at, node.words[1:], node.slop)
        for at, token in enumerate(found)
    )


def has_value(document: Document[Forms], facet: str, values: frozenset[str]) -> bool:
    stated = document.facets.get(facet, ())
    return bool(set(stated) & values) or ("" in values and not stated)


def passing(
    request: Request, documents: list[Document[Forms]], but: str = ""
) -> list[Document[Forms]]:
    """The documents that match and pass every filter except the one named."""
    matched = matching(request.plan, documents)
    return [
        document
        for document in documents
        if document.number in matched
        and all(
            has_value(document, facet, values)
            for facet, values in request.filters.items()
            if facet != but
        )
        and (but == "days" or _is_of_dates_asked_for(request, document))
    ]


def _is_of_dates_asked_for(request: Request, document: Document[Forms]) -> bool:
    if request.days is None and not request.undated:
        return True
    is_within = request.days is not None and matches(plan.Days(*request.days), document)
    return is_within or (request.undated and not document.first)


class PlainColumns:
    """The values of documents in hand, for an engine to count few in."""

    def __init__(self, documents: list[Document[Forms]]) -> None:
        self._documents = {document.number: document for document in documents}

    def counts(
        self, facets: Sequence[str], numbers: Numbers
    ) -> dict[str, Mapping[str, int]] | None:
        if not self._documents.keys() >= set(numbers.tolist()):
            return None
        found = [self._documents[number] for number in numbers.tolist()]
        return {facet: value_counts(found, facet) for facet in facets}

    def values_of(self, facet: str) -> Sequence[str]:
        return [*value_counts([*self._documents.values()], facet)]


def facet_counts(request: Request, documents: list[Document[Forms]], facet: str) -> dict[str, int]:
    own = "days" if facet in DATE_FACETS else facet
    return value_counts(passing(request, documents, but=own), facet)


def value_counts(documents: list[Document[Forms]], facet: str) -> dict[str, int]:
    return dict(Counter(value for one in documents for value in one.facets.get(facet, ("",))))
