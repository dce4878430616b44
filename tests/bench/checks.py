"""What must be true of the answers before they are timed.

Contenders with Kashshaf's tokens must answer alike. The others cut and fold
words by rules of their own; each must find what those rules say it should:
its own tokens of a sample of the records are read through, one by one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from contenders.base import Found, Opened, Peer, Token
from questions import EVERYTHING, SINGLE, Question
from rows import Facts

MOST_COMPARED = 100_000
"""An answer of more records is compared by its total and its counts alone."""


class Disagreement(Exception):
    """An answer that is not what it should be."""


def check_alike(questions: Sequence[Question], opened: Mapping[str, Opened]) -> None:
    """Raise `Disagreement` where two contenders differ in records, total or a count."""
    (first, reference), *others = opened.items()
    for question in questions:
        expected = reference.find(question, counted=True, limit=MOST_COMPARED)
        for name, other in others:
            found = difference(expected, other.find(question, counted=True, limit=MOST_COMPARED))
            if found is not None:
                raise Disagreement(
                    f"{question.form}, “{question.text}”: {first} and {name} differ in {found}"
                )


def difference(one: Found, other: Found) -> str | None:
    """In what two answers differ, in words; None where they are the same."""
    if one.total != other.total:
        return f"totals: {one.total} and {other.total}"
    if one.total <= MOST_COMPARED and set(one.numbers) != set(other.numbers):
        only = set(one.numbers) - set(other.numbers), set(other.numbers) - set(one.numbers)
        return f"records: {sorted(only[0])} and {sorted(only[1])}"
    return _differing_counts(one.facets, other.facets)


def _differing_counts(
    ones: Mapping[str, Mapping[str, int]], others: Mapping[str, Mapping[str, int]]
) -> str | None:
    for facet, counts in ones.items():
        other = others[facet]
        differing = {
            value: (counts.get(value, 0), other.get(value, 0))
            for value in sorted(counts.keys() | other.keys())
            if counts.get(value, 0) != other.get(value, 0)
        }
        if differing:
            return f"counts of {facet}: {differing}"
    return None


def check_peer(name: str, peer: Peer, questions: Sequence[Question], facts: Facts) -> None:
    """Raise `Disagreement` where a peer's answer is not what its own rules say."""
    everything = peer.find(EVERYTHING, counted=True)
    if everything.total != facts.records:
        raise Disagreement(f"{name} has {everything.total} records of {facts.records}")
    stated = {facet: facts.facets[facet] for facet in everything.facets}
    if wrong := _differing_counts(stated, everything.facets):
        raise Disagreement(f"{name} and the rows differ in {wrong}")
    sample = Sample(peer, facts)
    for question in questions:
        found = peer.find(question, counted=True, limit=MOST_COMPARED)
        for problem in _problems(question, found, sample):
            raise Disagreement(f"{name}, {question.form}, “{question.text}”: {problem}")


def _problems(question: Question, found: Found, sample: "Sample") -> Iterator[str]:
    for facet in SINGLE:
        counted = sum(found.facets[facet].values())
        if counted != found.total:
            yield f"the counts of {facet} come to {counted}, not to {found.total}"
    if found.total <= MOST_COMPARED:
        expected = sample.matching(question)
        answered = sample.numbers.intersection(found.numbers)
        if expected != answered:
            yield f"by reading: {sorted(expected)}, by its answer: {sorted(answered)}"


@dataclass(frozen=True, slots=True)
class _Field:
    tokens: list[Token]
    held: frozenset[Token]

    @classmethod
    def of(cls, tokens: list[Token]) -> "_Field":
        return cls(tokens, frozenset(tokens))

    def has(self, run: Sequence[Token]) -> bool:
        """Whether the tokens of a run, which begins with one, stand here in order."""
        if not self.held.issuperset(token for token in run if token is not None):
            return False
        return any(
            all(token in (None, other) for token, other in zip(run, self.tokens[at:], strict=False))
            for at in range(len(self.tokens) - len(run) + 1)
        )


class Sample:
    """Some of the records as a peer's tokens, to be read through."""

    def __init__(self, peer: Peer, facts: Facts) -> None:
        self._tokens = peer.tokens
        self._records = {
            row.number: [_Field.of(peer.tokens(text)) for text in (row.title, row.text)]
            for row in facts.sample
        }
        self.numbers = frozenset(self._records)

    def matching(self, question: Question) -> frozenset[int]:
        """The numbers of those that a question should find."""
        texts = [" ".join(question.words)] if question.form == "phrase" else question.words
        runs = [run for run in map(self._run, texts) if run]
        join = any if question.form == "any words" else all
        return frozenset(
            number
            for number, fields in self._records.items()
            if runs and join(any(field.has(run) for field in fields) for run in runs)
        )

    def _run(self, text: str) -> list[Token]:
        """The tokens of a text from the first to the last that is not left out."""
        tokens = self._tokens(text)
        places = [at for at, token in enumerate(tokens) if token is not None]
        return tokens[places[0] : places[-1] + 1] if places else []
