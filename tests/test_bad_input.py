"""Whatever is given to take in: one clear line for what is bad, and all the rest is kept."""

import ctypes
import gzip
import io
import json
import os
import re
import resource
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kashshaf import Archive

DAC_OVERRIDE, DAC_READ_SEARCH, PR_CAPBSET_DROP = 1, 2, 24


MEASURED = """
import atexit, resource, sys
from pathlib import Path
from kashshaf.cli.main import main

def peak():
    status = Path("/proc/self/status")
    if status.exists():
        # Begun anew with each program, where ru_maxrss goes on from whoever started it.
        return int(status.read_text().partition("VmHWM:")[2].split()[0]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

report = Path(sys.argv.pop(1))
atexit.register(lambda: report.write_text(str(peak())))
main(prog_name="kashshaf")
"""
"""The `kashshaf` command, which leaves the peak of its memory, in bytes, in a file."""


def bound_by_permissions() -> None:
    """Root may read anything; without these two of its rights it is as anybody else."""
    if os.geteuid() == 0:
        for right in (DAC_OVERRIDE, DAC_READ_SEARCH):
            if ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, right, 0, 0, 0):
                raise PermissionError("the rights of root cannot be given up")


@dataclass(frozen=True)
class Ingest:
    """What one `kashshaf ingest` did."""

    status: int
    said: str
    rejects: list[dict[str, Any]]
    ids: set[str]
    peak: int

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """Read, taken, the same, and rejected, as the command says."""
        said = re.search(
            r"read (\d+): (\d+) added, 0 updated, (\d+) skipped as the same, (\d+) rejected",
            self.said,
        )
        assert said, self.said
        read, added, same, rejected = map(int, said.groups())
        return read, added, same, rejected


def ingest(
    archive: Path, *paths: Path, before: Callable[[], None] = bound_by_permissions
) -> Ingest:
    """Run `kashshaf ingest` in a process of its own; `peak` is its memory in bytes."""
    said_in, peak_in = archive.with_suffix(".stderr"), archive.with_suffix(".peak")
    with said_in.open("wb") as said:
        process = subprocess.run(
            [sys.executable, "-c", MEASURED, peak_in, "ingest", "-a", archive, *paths],
            stdout=said,
            stderr=said,
            preexec_fn=before,
        )
    rejects: list[dict[str, Any]] = []
    for file in sorted((archive / "rejects").glob("*.jsonl")):
        rejects = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    with Archive.open(archive) as opened:
        assert opened.verify().good
        ids = {record.id for record in opened.records()}
    peak = int(peak_in.read_text("utf-8"))
    return Ingest(process.returncode, said_in.read_text("utf-8"), rejects, ids, peak)


def line(name: str) -> str:
    article = {"id": name, "title": f"خبر {name}", "text": "افتتحت المكتبة الجديدة في وسط المدينة."}
    return json.dumps(article, ensure_ascii=False) + "\n"


def zipped(*members: tuple[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members:
            file.writestr(name, data)
    return packed.getvalue()


def zip_with_a_corrupt_member() -> bytes:
    bad = " ".join(f"كلمة{n * n}" for n in range(500)).encode()
    packed = bytearray(
        zipped(
            ("good.jsonl", line("of-zip").encode()),
            ("bad.txt", bad),
            ("last.jsonl", line("last-of-zip").encode()),
        )
    )
    inside = packed.index(b"bad.txt") + 200
    packed[inside : inside + 50] = b"\xff" * 50
    return bytes(packed)


def cut(data: bytes) -> bytes:
    return data[: len(data) * 2 // 3]


@dataclass(frozen=True)
class Bad:
    """A bad file: where the reject points to, why, and the ids that are taken all the same."""

    name: str
    content: bytes | str | Callable[[Path], None]
    reason: str
    position: int | None = None
    kept: frozenset[str] = frozenset()
    within: str = ""

    def put(self, folder: Path) -> Path:
        path = folder / self.name
        if callable(self.content):
            self.content(path)
        else:
            given = self.content
            path.write_bytes(given if isinstance(given, bytes) else given.encode())
        return path


def _locked_folder(path: Path) -> None:
    path.mkdir()
    (path / "hidden-away.jsonl").write_text(line("hidden-away"), "utf-8")
    path.chmod(0)


def _locked_file(path: Path) -> None:
    path.write_text(line("secret"), "utf-8")
    path.chmod(0)


BAD = (
    Bad("empty.txt", b"", "is empty"),
    Bad("blank.jsonl", b"\n \n", "holds no items"),
    Bad("photo.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "is not text but a PNG image"),
    Bad("tool", b"\x7fELF\x02\x01\x01" + bytes(200), "is not text but a program"),
    Bad("cut.txt.gz", cut(gzip.compress("نص قصير".encode() * 500)), "is cut short"),
    Bad(
        "half.jsonl",
        line("before-half") + line("half")[:60] + "\n" + line("after-half"),
        "line 2: is not whole, correct JSON",
        position=2,
        kept=frozenset({"before-half", "after-half"}),
    ),
    Bad(
        "quote.csv",
        'id,title,text\nrow-1,عنوان,نص\nrow-2,"عنوان" زائد,نص\nrow-3,عنوان,نص\n',
        "line 3: text follows a closing quote",
        position=3,
        kept=frozenset({"row-1", "row-3"}),
    ),
    Bad(
        "open.csv",
        'id,title,text\nrow-4,عنوان,نص\nrow-5,"عنوان,نص\n',
        "line 3: a quote is opened and never closed",
        position=3,
        kept=frozenset({"row-4"}),
    ),
    Bad(
        "scripts.html",
        "<!doctype html><html><head><script>let a = 1;</script></head>"
        "<body><script>document.write(a)</script></body></html>",
        "has no main text, only scripts",
    ),
    Bad(
        "bytes.jsonl",
        line("before-bytes").encode() + b'{"id": "b", "title": "\xff\xfe\xfa"}\n',
        "line 2: has a byte that is not valid UTF-8",
        position=2,
        kept=frozenset({"before-bytes"}),
    ),
    Bad("bytes.txt", b"\xd8\xa7\xd9\x84\xff\xfe\xfd\x80 \xd8" * 20, "is neither UTF-8 nor"),
    Bad(
        "corrupt.zip",
        zip_with_a_corrupt_member(),
        "is damaged",
        kept=frozenset({"of-zip", "last-of-zip"}),
        within="/bad.txt",
    ),
    Bad(
        "bomb.zip",
        zipped(("bomb.jsonl", b" " * (200 * 2**20))),
        "unpacks to over 64 MB and over 200 times its size",
        within="/bomb.jsonl",
    ),
    Bad("loop.txt", lambda path: path.symlink_to(path), "cannot be reached"),
    Bad("gone.txt", lambda path: path.symlink_to("nowhere"), "cannot be reached"),
    Bad("pipe.txt", os.mkfifo, "is neither a file nor a folder"),
    Bad("locked", _locked_folder, "the folder cannot be opened: Permission denied"),
    Bad("secret.jsonl", _locked_file, "cannot be read: Permission denied"),
)
NEEDING_PERMISSIONS = {"locked", "secret.jsonl"}


def can_be_bound() -> bool:
    """Whether a process can be started to which permissions apply."""
    try:
        subprocess.run([sys.executable, "-c", ""], preexec_fn=bound_by_permissions, check=True)
    except (subprocess.SubprocessError, OSError):
        return False
    return True


@pytest.fixture(scope="module")
def bad() -> tuple[Bad, ...]:
    if can_be_bound():
        return BAD
    return tuple(one for one in BAD if one.name not in NEEDING_PERMISSIONS)


@pytest.fixture(scope="module")
def given(bad: tuple[Bad, ...], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of all that is bad, good articles before and after it, and a link in circles."""
    folder = tmp_path_factory.mktemp("bad") / "given"
    folder.mkdir()
    for one in bad:
        one.put(folder)
    (folder / "a-first.jsonl").write_text(line("first"), "utf-8")
    (folder / "z-last.jsonl").write_text(line("last") + line("first"), "utf-8")
    (folder / "round").mkdir()
    (folder / "round" / "again").symlink_to("..", target_is_directory=True)
    return folder


@pytest.fixture(scope="module")
def taken(given: Path) -> Ingest:
    return ingest(given.parent / "press", given)


@pytest.mark.parametrize("one", BAD, ids=lambda one: one.name)
def test_what_is_bad_is_one_line_that_says_where_and_why(
    one: Bad, bad: tuple[Bad, ...], given: Path, taken: Ingest
) -> None:
    if one not in bad:
        pytest.skip("root's rights cannot be given up here, so that nothing is forbidden to it")
    path = str(given / one.name)
    [reject] = [reject for reject in taken.rejects if reject["file"].startswith(path)]
    assert reject["file"] == path + one.within
    assert reject["position"] == one.position
    assert one.reason in reject["reason"]
    assert "\n" not in reject["reason"]


def test_all_else_of_the_same_run_is_taken_in(bad: tuple[Bad, ...], taken: Ingest) -> None:
    assert taken.ids == {"first", "last"}.union(*(one.kept for one in bad))
    assert taken.status == 0


def test_the_counts_add_up(bad: tuple[Bad, ...], taken: Ingest) -> None:
    read, added, same, rejected = taken.counts
    assert read == added + same + rejected
    assert (added, same, rejected) == (len(taken.ids), 1, len(bad))
    assert len(taken.rejects) == rejected


def test_the_command_names_the_rejects_file_and_shows_no_traceback(
    given: Path, taken: Ingest
) -> None:
    [file] = (given.parent / "press" / "rejects").iterdir()
    assert f"the rejected ones and why: {file}\n" in taken.said
    assert "Traceback" not in taken.said
    # Where it takes long, it says how far it is too.
    told = [
        line for line in taken.said.splitlines() if not line.startswith(("reading", "indexing"))
    ]
    assert told[0].startswith("read ")
    assert told[-1] == f"the rejected ones and why: {file}"


@pytest.mark.parametrize(
    "one",
    [one for one in BAD if one.name in {"empty.txt", "cut.txt.gz", "loop.txt", "secret.jsonl"}],
    ids=lambda one: one.name,
)
def test_alone_it_fails_the_command(one: Bad, bad: tuple[Bad, ...], tmp_path: Path) -> None:
    if one not in bad:
        pytest.skip("root's rights cannot be given up here, so that nothing is forbidden to it")
    alone = ingest(tmp_path / "press", one.put(tmp_path))
    assert alone.status == 1
    assert alone.counts == (1, 0, 0, 1)
    assert alone.said.endswith("Error: nothing could be taken in\n")
    assert "Traceback" not in alone.said


@pytest.mark.parametrize(
    "suffix",
    ["jsonl", "csv", *(pytest.param(one, marks=pytest.mark.long) for one in ("json", "txt"))],
)
def test_a_line_of_a_hundred_megabytes_is_refused_in_little_memory(
    suffix: str, tmp_path: Path
) -> None:
    around = {
        "jsonl": (line("before") + '{"id": "long", "text": "', '"}\n' + line("after")),
        "json": (f'[{line("before")},{{"id": "long", "text": "', '"}]'),
        "csv": ("id,text\nbefore,نص\nlong,", "\nafter,نص\n"),
        "txt": ("", ""),
    }
    start, end = around[suffix]
    file = tmp_path / f"long.{suffix}"
    with file.open("wb") as out:
        out.write(start.encode())
        for _ in range(100):
            out.write("كلمة ".encode() * (2**20 // 9))
        out.write(end.encode())
    long = ingest(tmp_path / "press", file)
    file.unlink()
    assert "over 16 MB" in long.rejects[0]["reason"]
    assert long.peak < 400 * 2**20
    assert "Traceback" not in long.said
    assert (
        long.ids
        == {
            "jsonl": {"before", "after"},
            "json": {"before"},
            "csv": {"before", "after"},
            "txt": set(),
        }[suffix]
    )


def test_a_full_disk_is_one_line_and_what_was_kept_stays(tmp_path: Path) -> None:
    """Stood in for by a limit on the size of files."""
    (tmp_path / "small.jsonl").write_text(line("small"), "utf-8")
    articles = [{"id": str(n), "title": f"خبر {n}", "text": f"كلمة{n} " * 300} for n in range(800)]
    with (tmp_path / "large.jsonl").open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(article, ensure_ascii=False) + "\n" for article in articles)

    def fill() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2**20, 2**20))

    ingest(tmp_path / "press", tmp_path / "small.jsonl")
    full = ingest(tmp_path / "press", tmp_path / "large.jsonl", before=fill)
    assert full.status == 1
    assert full.said.splitlines()[-1].startswith("Error: ")
    assert "Traceback" not in full.said
    assert "small" in full.ids
    assert ingest(tmp_path / "press", tmp_path / "large.jsonl").status == 0
