"""What an archive goes through in its life, each step a command that may be stopped anywhere."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from press import KEPT, Held, Press, articles, succeed

from kashshaf.facade.stored import StoredArchive

Command = tuple[str | Path, ...]


def _unchanged(press: Press) -> None:
    """Nothing but the archive is there to be looked at."""


@dataclass(frozen=True)
class Step:
    """One command, told of the archive and of the number of its round.

    `prepare` makes all ready and gives what the archive will hold when the command is done.
    `look` sees to whatever else the command writes, at any moment. What was done just before
    it was stopped, and so refuses to be done again, says `done`. One that `unsettles` the index
    may leave none that fits until `verify` has said what to run.
    """

    name: str
    prepare: Callable[[Press, int], Held]
    command: Callable[[Press], Command]
    look: Callable[[Press], None] = _unchanged
    done: str | None = None
    unsettles: bool = False

    def __str__(self) -> str:
        return self.name


def _nothing_yet(press: Press, round_: int) -> Held:
    shutil.rmtree(press.folder, ignore_errors=True)
    press.held = {}
    return {}


def _an_empty_archive(press: Press, round_: int) -> Held:
    press.make()
    return press.give(articles(round_))


def _another_round(press: Press, round_: int) -> Held:
    _begun(press)
    return press.give(articles(round_))


def _other_texts(press: Press, round_: int) -> Held:
    _begun(press)
    return press.give(articles(0, edition=round_))


def _a_round_without_index(press: Press, round_: int) -> Held:
    _begun(press)
    return press.put(round_)


def _as_it_is(press: Press, round_: int) -> Held:
    _begun(press)
    return press.held


def _no_backup_yet(press: Press, round_: int) -> Held:
    shutil.rmtree(press.backup, ignore_errors=True)
    return _as_it_is(press, round_)


def _more_than_the_backup(press: Press, round_: int) -> Held:
    """A backup is there, and since it was made a round has come in."""
    _begun(press)
    for kept in press.folder.glob(f"{KEPT}*"):
        shutil.rmtree(kept)
    if not press.backup.exists():
        succeed(*_backup(press))
    backed_up = dict(press.held)
    press.take_in(round_)
    return backed_up


def _some_to_remove(press: Press, round_: int) -> Held:
    _begun(press)
    press.take_in(round_)
    removed = _removed(press)
    return {id_: text for id_, text in press.held.items() if id_ not in removed}


def _removed(press: Press) -> set[str]:
    """A part of the latest round."""
    latest = max(int(id_.partition("-")[0]) for id_ in press.held)
    return {article["id"] for article in islice(articles(latest), 0, None, 3)}


def _begun(press: Press) -> None:
    if not press.held:
        press.make()
        press.take_in(0)


def _init(press: Press) -> Command:
    return ("init", "-a", press.folder, "--engine", press.engine)


def _ingest(press: Press) -> Command:
    return ("ingest", "-a", press.folder, press.given, "--workers", "1")


def _sync(press: Press) -> Command:
    return ("sync", "-a", press.folder, "--workers", "1")


def _rebuild(press: Press) -> Command:
    return ("rebuild", "-a", press.folder, "--workers", "2")


def _change_engine(press: Press) -> Command:
    other = "tantivy" if press.engine == "whoosh" else "whoosh"
    return (*_rebuild(press), "--engine", other)


def _remove(press: Press) -> Command:
    return ("remove", "-a", press.folder, *sorted(_removed(press)))


def _export(press: Press) -> Command:
    return ("export", "-a", press.folder, "-o", press.exported)


def _backup(press: Press) -> Command:
    return ("backup", "-a", press.folder, press.backup)


def _restore(press: Press) -> Command:
    return ("restore", "-a", press.folder, press.backup)


def _whole_backup(press: Press) -> None:
    """What stands under its name is all of the archive."""
    if press.backup.exists():
        with StoredArchive.open(press.backup) as backup:
            assert {record.id: record.text for record in backup} == press.held


def _whole_export(press: Press) -> None:
    """The file is the old one or the new one, whole."""
    if press.exported.exists():
        lines = press.exported.read_text("utf-8").splitlines()
        assert len(lines) == len(press.held)
        assert all(line.startswith("{") and line.endswith("}") for line in lines)


ON_SERVERS = ("rebuild", "sync")
"""Steps that are worth the time with an engine that keeps its index on a server."""

ON_REPRINTS = ("update", "sync", "removal")
"""Steps that keep up reprints as records come, change and go."""

STEPS = (
    Step("creation", _nothing_yet, _init, done="there is an archive"),
    Step("first ingest", _an_empty_archive, _ingest),
    Step("ingest", _another_round, _ingest),
    Step("update", _other_texts, _ingest),
    Step("sync", _a_round_without_index, _sync),
    Step("rebuild", _as_it_is, _rebuild),
    Step("change of engine", _as_it_is, _change_engine),
    Step("removal", _some_to_remove, _remove, done="no record has the id"),
    Step("export", _as_it_is, _export, look=_whole_export),
    Step("backup", _no_backup_yet, _backup, look=_whole_backup, done="there is something at"),
    Step("restore", _more_than_the_backup, _restore, unsettles=True),
)

ENGINES = ("whoosh", "tantivy")

CASES = [(step, engine) for step in STEPS for engine in ENGINES]

CASES_OF_A_DAY = [(step, ENGINES[number % 2]) for number, step in enumerate(STEPS)]
"""Each step with one engine, each engine with about as many: what is worth the time every day."""

CASES_ON_SERVERS = [(step, "opensearch") for step in STEPS if step.name in ON_SERVERS]
