"""SQLite's FTS5 with its `unicode61` tokenizer, and facets counted by SQL over the matches."""

import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import rows
from measuring import Cost, in_own_process
from questions import ENGINE_FACETS, EVERYTHING, Question
from rows import FACETS, MANY_VALUED, Row

from kashshaf.archive.closing import Closing

from .base import PAGE, Contender, Corpus, Found, Token, answered

_FILE = "fts5.sqlite"
_ONE = tuple(facet for facet in FACETS if facet not in MANY_VALUED)

# Letters and digits, which are all that unicode61 takes for parts of a word
# (marks on Arabic letters are none to it).
_WORD = re.compile(r"[^\W_]+")

_JOINED = {"all words": " ", "any words": " OR "}


class Fts5(Contender):
    """How it is made."""

    name = "fts5"
    title = "SQLite FTS5"

    def absent(self) -> str | None:
        """Whether Python's SQLite was made without it."""
        with closing(sqlite3.connect(":memory:")) as connection:
            try:
                connection.execute("CREATE VIRTUAL TABLE words USING fts5(text)")
            except sqlite3.OperationalError as error:
                return str(error)
        return None

    def build(self, corpus: Corpus, folder: Path, workers: int) -> Cost:
        """Fill the tables in one transaction."""
        folder.mkdir()
        return in_own_process(0, _build, corpus.rows, folder / _FILE)

    def open(self, corpus: Corpus, folder: Path) -> "OpenTables":
        """Open the tables."""
        return OpenTables(folder / _FILE)


CONTENDER = Fts5()


def _build(corpus: Path, path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(
            f"""
            CREATE VIRTUAL TABLE words USING fts5(title, text, content='', tokenize=unicode61);
            CREATE TABLE records (number INTEGER PRIMARY KEY, {", ".join(_ONE)});
            CREATE TABLE several (number INTEGER, facet TEXT, value TEXT,
                                  PRIMARY KEY (number, facet, value)) WITHOUT ROWID;
            """
        )
        for row in rows.read(corpus):
            _insert(connection, row)
        # An application would also filter by them.
        for facet in _ONE:
            connection.execute(f"CREATE INDEX records_by_{facet} ON records ({facet})")
        connection.execute("CREATE INDEX several_by_value ON several (facet, value)")


def _insert(connection: sqlite3.Connection, row: Row) -> None:
    connection.execute(
        "INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)", (row.number, row.title, row.text)
    )
    one = (row.facets[facet][0] for facet in _ONE)
    connection.execute(
        f"INSERT INTO records VALUES (?{', ?' * len(_ONE)})",  # noqa: S608
        (row.number, *one),
    )
    connection.executemany(
        "INSERT INTO several VALUES (?, ?, ?)",
        ((row.number, facet, value) for facet in MANY_VALUED for value in row.facets[facet]),
    )


class OpenTables(Closing):
    """The tables open for questions."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path)

    def close(self) -> None:
        """Close the tables."""
        self._connection.close()

    def tokens(self, text: str) -> list[Token]:
        """By the rules of unicode61 for Arabic and Latin."""
        return [word.lower() for word in _WORD.findall(text)]

    def find(self, question: Question, counted: bool, limit: int = PAGE) -> Found:
        """Answer in SQL: the page, the total, and the counts."""
        return answered(lambda: self._answer(question, counted, limit))

    def _answer(
        self, question: Question, counted: bool, limit: int
    ) -> tuple[list[int], int, dict[str, dict[str, int]]]:
        parameters: tuple[str, ...]
        if question == EVERYTHING:
            matching, parameters, order = "SELECT number FROM records", (), "number"
        else:
            matching = "SELECT rowid AS number FROM words WHERE words MATCH ?"
            parameters, order = (_expression(question),), "bm25(words, 2.0, 1.0)"
        page = self._connection.execute(
            f"{matching} ORDER BY {order} LIMIT {limit}",
            parameters,
        )
        numbers = [number for (number,) in page]
        ((total,),) = self._connection.execute(
            f"SELECT count(*) FROM ({matching})",  # noqa: S608
            parameters,
        )
        return numbers, total, self._counts(matching, parameters) if counted else {}

    def _counts(self, matching: str, parameters: Iterable[str]) -> dict[str, dict[str, int]]:
        counts: dict[str, dict[str, int]] = {facet: {} for facet in ENGINE_FACETS}
        each = " UNION ALL ".join(map(_counting, ENGINE_FACETS))
        found = self._connection.execute(
            f"WITH matching AS MATERIALIZED ({matching}) {each}",
            tuple(parameters),
        )
        for facet, value, count in found:
            counts[facet][value] = count
        return counts


def _expression(question: Question) -> str:
    if question.form == "phrase":
        return f'"{" ".join(question.words)}"'
    return _JOINED[question.form].join(f'"{word}"' for word in question.words)


def _counting(facet: str) -> str:
    # CROSS JOIN begins with the matches; left to itself SQLite reads the whole
    # of an index, to have the values in order.
    if facet in _ONE:
        return (
            f"SELECT '{facet}', {facet}, count(*) FROM matching"  # noqa: S608
            f" CROSS JOIN records USING (number) GROUP BY {facet}"
        )
    return (
        f"SELECT '{facet}', value, count(*) FROM matching"  # noqa: S608
        f" CROSS JOIN several USING (number) WHERE facet = '{facet}' GROUP BY value"
    )
