"""Lucene with its own `ArabicAnalyzer`, through the Java program in `../lucene/`."""

import shutil
import subprocess
from pathlib import Path

from measuring import Cost
from questions import ENGINE_FACETS, EVERYTHING, Question
from rows import SEVERAL

from kashshaf.archive.closing import Closing

from .base import PAGE, Contender, Corpus, Found, Token

_PROJECT = Path(__file__).parents[1] / "lucene"
_JAR = _PROJECT / "target" / "bench-lucene-1.jar"
_JAVA = (
    "java",
    "-Xmx1g",
    "-XX:+UseParallelGC",
    "-cp",
    f"{_JAR}:{_JAR.parent / 'lib'}/*",
)
_PATIENCE = 300
"""Seconds for Maven, which the first time has Lucene to fetch."""

_GAP = "\0"


class Lucene(Contender):
    """How it is made."""

    name = "lucene"
    title = "Lucene"
    workers = "thread"
    # The compiler of the JVM works from what has run often.
    passes = 20

    def absent(self) -> str | None:
        """Make the Java program; say what is missing or what Maven says."""
        for command in ("java", "mvn"):
            if shutil.which(command) is None:
                return f"there is no `{command}`: it needs a JDK from 17 on, and Maven"
        sources = [_PROJECT / "pom.xml", *_PROJECT.rglob("*.java")]
        newest = max(source.stat().st_mtime for source in sources)
        if _JAR.exists() and _JAR.stat().st_mtime >= newest:
            return None
        return _package()

    def build(self, corpus: Corpus, folder: Path, workers: int) -> Cost:
        """Index the rows in a JVM of its own, whose clock begins when it has started."""
        run = subprocess.run(
            [*_JAVA, "bench.Build", corpus.rows, folder, str(workers)],
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        if run.returncode:
            raise RuntimeError(f"Lucene did not index: {run.stderr}")
        seconds, processor, memory = run.stdout.split()
        return Cost(float(seconds), float(processor), int(memory))

    def open(self, corpus: Corpus, folder: Path) -> "OpenIndex":
        """Start a JVM with the index open."""
        return OpenIndex(folder)


CONTENDER = Lucene()


def _package() -> str | None:
    try:
        run = subprocess.run(
            ["mvn", "--batch-mode", "--quiet", "package"],
            cwd=_PROJECT,
            capture_output=True,
            encoding="utf-8",
            timeout=_PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"Maven was not done after {_PATIENCE} seconds"
    return f"Maven says: {(run.stdout + run.stderr).strip()[:500]}" if run.returncode else None


class OpenIndex(Closing):
    """A JVM that answers a line with a line."""

    def __init__(self, folder: Path) -> None:
        self._java = subprocess.Popen(
            [*_JAVA, "bench.Ask", folder],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )

    def close(self) -> None:
        """Tell the JVM that no more comes."""
        self._java.communicate()

    def tokens(self, text: str) -> list[Token]:
        """The stems, in order; stop words leave gaps."""
        (line,) = self._ask("tokens", 0, "", text)
        return [None if token == _GAP else token for token in line.split(SEVERAL) if token]

    def find(self, question: Question, counted: bool, limit: int = PAGE) -> Found:
        """The answer, and the time of it by Java's own clock."""
        form = "everything" if question == EVERYTHING else question.form.removesuffix(" words")
        names = ENGINE_FACETS if counted else ()
        milliseconds, total, numbers, *facets = self._ask(
            form, limit, ",".join(names), " ".join(question.words)
        )
        return Found(
            [int(number) for number in numbers.split(",") if number],
            int(total),
            dict(zip(names, map(_counts, facets), strict=True)),
            float(milliseconds),
        )

    def _ask(self, form: str, limit: int, facets: str, text: str) -> list[str]:
        assert self._java.stdin is not None
        assert self._java.stdout is not None
        self._java.stdin.write(f"{form}\t{limit}\t{facets}\t{text}\n")
        self._java.stdin.flush()
        line = self._java.stdout.readline()
        if not line:
            raise RuntimeError(f"Lucene gave no answer to {form} of “{text}”")
        return line.rstrip("\n").split("\t")


def _counts(column: str) -> dict[str, int]:
    """Counts of values, each value before its last equals sign."""
    parted = (entry.rpartition("=") for entry in column.split(SEVERAL) if entry)
    return {value: int(count) for value, _, count in parted}
