"""An archive that tests do harm to, with all that it has been promised to hold."""

import json
import random
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result
from engines_at_hand import settings_of

from kashshaf import Archive, Record
from kashshaf.archive.errors import IndexMissing, IndexOutdated
from kashshaf.archive.lock import writing
from kashshaf.archive.settings import write_settings
from kashshaf.archive.storage.store import Store
from kashshaf.cli.main import main
from kashshaf.facade.stored import StoredArchive
from kashshaf.index.building import reprints
from kashshaf.index.reprints.facts import Facts

SIZE = 120
"""Articles of a round."""

WORDS = (
    "كتاب مدرسة نهر صحيفة خبر مدينة قرية شارع قطار مكتبة معرض جسر ميناء سفينة طريق حديقة"
    " وزارة مجلس جامعة طبيب مهندس معلم فلاح صياد سوق متحف مسرح ملعب مطار محطة"
)

Held = dict[str, str]
"""Texts by the ids of their records."""

OURS = {"settings.toml", "archive.sqlite", "index", "write.lock"}
"""What an archive's folder has in it when nobody has it open."""

KEPT = "before-restore-"
"""How folders begin in which `restore` keeps what was there."""

SQLITES = {"archive.sqlite-wal", "archive.sqlite-shm"}
"""What SQLite may leave beside the store, and takes up again."""


def mark(round_: int) -> str:
    """The word that all articles of a round have, and no other."""
    return f"round{round_}"


REPRINTED = 8
"""Each so many articles one is printed again by another paper, in the round and in the one beside
it: in ten rounds it would be boilerplate."""


def articles(round_: int, edition: int = 1) -> list[dict[str, Any]]:
    """The articles of a round; of a later edition, they have the same ids and other texts."""
    draw, words = random.Random(round_), WORDS.split()
    made = [
        {
            "id": f"{round_}-{number}",
            "title": " ".join(draw.choices(words, k=5)),
            "text": f"{mark(round_)} edition{edition} " + " ".join(draw.choices(words, k=40)),
            "source": "صحيفة الساحل",
            "date": f"2014-0{1 + number % 9}-03",
        }
        for number in range(SIZE)
    ]
    for number in range(0, SIZE, REPRINTED):
        release = " ".join(random.Random(f"{number} {round_ // 2} {edition}").choices(words, k=30))
        for which, source in ((number, "صحيفة الساحل"), (number + 1, "صحيفة النهر")):
            made[which] |= {"text": f"{mark(round_)} {release}", "source": source}
            made[which]["date"] = "2014-01-03"
    return made


def texts(given: Iterable[Mapping[str, Any]]) -> Held:
    return {article["id"]: article["text"] for article in given}


def stored(given: Iterable[Mapping[str, Any]]) -> Iterator[Record]:
    """The articles as records for a store."""
    for article in given:
        yield Record(**{name: article[name] for name in ("id", "title", "text", "source")})


def run(*command: str | Path) -> Result:
    """Run a command; whatever comes of it, it is no bare exception."""
    result = CliRunner().invoke(main, [str(part) for part in command])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def succeed(*command: str | Path) -> str:
    """Run a command that has to succeed, and give what it said."""
    result = run(*command)
    assert result.exit_code == 0, f"{command[0]}: {result.stderr}"
    return result.stdout


class Press:
    """An archive in the folder `press` of a home, beside the files that go into and out of it."""

    def __init__(self, home: Path, engine: str) -> None:
        self.home = home
        self.engine = engine
        self.folder = home / "press"
        self.given = home / "given.jsonl"
        self.exported = home / "exported.jsonl"
        self.backup = home / "backup"
        self.held: Held = {}

    def make(self) -> None:
        """Begin from nothing."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.held = {}
        self.folder.mkdir(parents=True)
        write_settings(self.folder, "الساحل", self.engine)
        if own := settings_of(self.engine):
            table = "".join(f"{name} = {json.dumps(value)}\n" for name, value in own.items())
            with (self.folder / "settings.toml").open("a", encoding="utf-8") as settings:
                settings.write(f"\n[engines.{self.engine}]\n{table}")
        succeed("init", "-a", self.folder)

    def give(self, articles: Iterable[Mapping[str, Any]]) -> Held:
        """Write the file that is to be taken in, and give what is held when it has been."""
        articles = list(articles)
        lines = (json.dumps(article, ensure_ascii=False) + "\n" for article in articles)
        self.given.write_text("".join(lines), "utf-8")
        return self.held | texts(articles)

    def take_in(self, *rounds: int) -> None:
        """Take in some rounds, undisturbed."""
        self.held = self.give(article for round_ in rounds for article in articles(round_))
        succeed("ingest", "-a", self.folder, self.given, "--workers", "1")

    def assert_nothing_lost(self, intended: Held, unsettled: bool = False) -> None:
        """Each record is as it was promised or as it was about to be, and what is found is right.

        Where there is no index yet whoever searches is told so, and where it is `unsettled` may be
        told that it does not fit.
        """
        if not self.held and not (self.folder / Archive.STORE).exists():
            return
        with StoredArchive.open(self.folder) as stored:
            now = {record.id: record.text for record in stored}
        for id_, text in self.held.items():
            if id_ in intended:
                assert now[id_] in (text, intended[id_])
            else:
                assert now.get(id_, text) == text
        assert now.keys() <= self.held.keys() | intended.keys()
        untouched = {id_ for id_, text in self.held.items() if intended.get(id_) == text}
        self._assert_finds(untouched, unsettled)

    def _assert_finds(self, untouched: set[str], unsettled: bool) -> None:
        try:
            with Archive.open(self.folder) as archive:
                for round_, count in _rounds(untouched).items():
                    if count == SIZE:
                        assert archive.search(mark(round_), limit=1).total == SIZE
        except IndexMissing:
            assert unsettled or not (self.folder / "index" / "current").exists()
        except IndexOutdated:
            assert unsettled

    def assert_all_good(self) -> None:
        """Store and index agree, each record is there once, is found, and nothing is left over."""
        with Archive.open(self.folder) as archive:
            found = archive.verify()
            assert found.good, found
            kept = Counter((record.id, record.text) for record in archive.records())
            assert kept == Counter(self.held.items())
            for round_, count in _rounds(self.held).items():
                assert archive.search(mark(round_), limit=1).total == count
        self.assert_reprints_are_of_the_texts()
        self.assert_tidy()

    def assert_reprints_are_of_the_texts(self) -> None:
        """Pairs, stories and what is common are what a rebuild would find."""
        with Archive.open(self.folder) as archive:
            generation = archive._generations.current()
            assert reprints.differing(archive._store.numbers(), generation).tolist() == []
            if self.held:
                assert len(Facts(generation.reprints).rows())

    def assert_tidy(self) -> None:
        """Nothing is left in the folder but what belongs there, and the next may write."""
        index = self.folder / "index"
        current = (index / "current").read_text().strip()
        assert {entry.name for entry in index.iterdir()} == {"current", current}
        here = {path.name for path in self.folder.iterdir() if not path.name.startswith(KEPT)}
        assert OURS <= here <= OURS | SQLITES
        assert [path.name for path in self.folder.rglob("*.new")] == []
        with writing(self.folder, "look"):
            pass

    def put(self, round_: int) -> Held:
        """Store a round as a program does that is killed before it comes to the index."""
        with Store.open(self.folder / Archive.STORE) as store:
            store.put(stored(articles(round_)))
        return self.held | texts(articles(round_))


def _rounds(ids: Iterable[str]) -> Counter[int]:
    """How many of the ids are of each round."""
    return Counter(int(id_.partition("-")[0]) for id_ in ids)
