"""A comparison of contenders on one corpus: builds, then checks, then times."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from functools import partial
from pathlib import Path
from statistics import median

import click
from checks import Disagreement, check_alike, check_peer
from contenders.base import Contender, Corpus, Opened, Peer
from contenders.ours import OpenArchive
from measuring import latency
from questions import Question
from rows import Facts
from tables import Build, Own, Timing


class Comparison:
    """Contenders on one corpus, each with its index in a folder of `work`."""

    def __init__(self, corpus: Corpus, contenders: Sequence[Contender], work: Path) -> None:
        self.corpus = corpus
        self.contenders = contenders
        self._work = work
        work.mkdir()

    def builds(self, workers: Sequence[int]) -> Iterator[Build]:
        """Index with each number of workers; the last index of each contender is kept."""
        for contender in self.contenders:
            for count in workers if contender.workers else (1,):
                folder = self._folder(contender)
                self._remove(contender)
                say(f"{contender.title} indexes {self.corpus.records:,} records, with {count}")
                cost = contender.build(self.corpus, folder, count)
                yield Build(
                    contender.title,
                    contender.workers or "thread",
                    count,
                    self.corpus.records,
                    cost,
                    contender.size(folder),
                )

    def check(self, common: Sequence[Question], ours: Sequence[Question], facts: Facts) -> None:
        """Raise `Disagreement` where an answer is not what it should be; see `checks.py`."""
        say("checking the answers")
        with ExitStack() as stack:
            opened = {
                contender.title: stack.enter_context(closing(self._open(contender)))
                for contender in self.contenders
            }
            engines = {title: one for title, one in opened.items() if isinstance(one, OpenArchive)}
            own = {contender.title for contender in self.contenders if contender.own_tokens}
            alike = {title: one for title, one in opened.items() if title not in own}
            if alike:
                check_alike(common, alike)
            if engines:
                check_alike(ours, engines)
                _check_archives([*common, *ours], engines.values())
            for title in own:
                check_peer(title, _peer(opened[title]), common, facts)

    def timings(self, questions: Sequence[Question]) -> Iterator[Timing]:
        """Time each common form, with facets and without, on indexes that were just opened."""
        for form, asked in by_form(questions):
            for counted in (False, True):
                name = f"{form}, {'five facets' if counted else 'no facets'}"
                say(f"{name}: {self.corpus.records:,} records")
                for contender in self.contenders:
                    with closing(self._open(contender)) as opened:
                        calls = [partial(_find, opened, question, counted) for question in asked]
                        times = latency(calls, contender.passes)
                        totals = [opened.find(question, counted=False).total for question in asked]
                    yield Timing(name, contender.title, times, round(median(totals)))

    def own_timings(self, questions: Sequence[Question]) -> Iterator[Own]:
        """Time each form of Kashshaf's, through its engines alone and through `Archive.search`."""
        for form, asked in by_form(questions):
            for contender in self.contenders:
                with closing(self._open(contender)) as opened:
                    if isinstance(opened, OpenArchive):
                        say(f"{form}: {contender.title}")
                        yield _own(form, contender.title, asked, opened)

    def close(self) -> None:
        """Remove the indexes, those on a server too."""
        for contender in self.contenders:
            self._remove(contender)

    def _remove(self, contender: Contender) -> None:
        folder = self._folder(contender)
        if folder.exists():
            contender.remove(folder)

    def _folder(self, contender: Contender) -> Path:
        return self._work / contender.name

    def _open(self, contender: Contender) -> Opened:
        return contender.open(self.corpus, self._folder(contender))


def by_form(questions: Sequence[Question]) -> Iterator[tuple[str, list[Question]]]:
    """The questions of each form, in the order of the forms."""
    for form in dict.fromkeys(question.form for question in questions):
        yield form, [question for question in questions if question.form == form]


def say(message: str) -> None:
    """Tell what goes on, apart from the figures."""
    click.echo(f"{message} …", err=True)


def _find(opened: Opened, question: Question, counted: bool) -> float:
    return opened.find(question, counted).milliseconds


def _search(opened: OpenArchive, question: Question, counted: bool) -> float:
    return opened.search(question, counted)[1]


def _own(form: str, title: str, asked: Sequence[Question], opened: OpenArchive) -> Own:
    engine = latency([partial(_find, opened, question, True) for question in asked])
    search = latency([partial(_search, opened, question, True) for question in asked])
    totals = [opened.find(question, counted=False).total for question in asked]
    return Own(form, title, len(asked), round(median(totals)), engine, search)


def _check_archives(questions: Sequence[Question], engines: Iterable[OpenArchive]) -> None:
    for opened in engines:
        for question in questions:
            by_engine = opened.find(question, counted=False).total
            by_archive, _ = opened.search(question, counted=False)
            if by_engine != by_archive:
                raise Disagreement(
                    f"“{question.text}”: {by_engine} from the engine, {by_archive} from its archive"
                )


def _peer(opened: Opened) -> Peer:
    assert isinstance(opened, Peer)
    return opened
