"""However a file is made, four times as much of it takes about four times as long.

A sign or a few words are repeated within a sound file of each reader, and all is taken in. Some
are drawn; `KASHSHAF_SLOW_INPUTS` says how many, `KASHSHAF_SEED` chooses others.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random

from draws import drawn, share
from file_samples import Sample, samples
from reading_files import AUTHORITIES, written

from kashshaf.archive.ingestion import ingest
from kashshaf.archive.readers import read
from kashshaf.archive.storage.store import Store

INPUTS = int(os.environ.get("KASHSHAF_SLOW_INPUTS", share(12)))
SIZES = (100_000, 400_000)

MOST_GROWTH = 8
"""What takes a time that grows with the square takes 16 times as long."""

NOTHING = 0.5
"""Seconds below which nothing is said by how long it took."""

REPEATED = (
    *(
        " ",
        "\n",
        "\t",
        "\r",
        "\0",
        "\u202b",
        "ـ",
        "ا",
        "أ ",
        "الـ",
        "٣",
        "0",
        "1 ",
        "1/",
        "1:",
        "1-",
        "12.",
    ),
    *(
        "(",
        ")",
        "[",
        "{",
        "}",
        "<",
        ">",
        '"',
        "'",
        "«",
        "»",
        "«- ",
        "\\",
        "/",
        "|",
        "=",
        "==",
        ",",
        "،",
    ),
    *(
        ";",
        ":",
        ": ",
        ".",
        "…",
        "-",
        "- ",
        "--",
        "_",
        "*",
        "* ",
        "#",
        "#x ",
        "@",
        "@a ",
        "%",
        "&",
        "&amp;",
    ),
    *(
        "&#x",
        "$",
        "~",
        "=?",
        "<b>",
        "</b>",
        "<!--",
        "<![CDATA[",
        "<a b=",
        "a=' ",
        "http://",
        "http://a/ ",
    ),
    *(
        "قال ",
        "بيروت: ",
        "(رويترز) ",
        "/ وام / ",
        "سبتمبر ",
        "2014 ",
        "3 أيلول ",
        "بقلم ",
        "، وا",
        "نص، ",
    ),
    *(
        "a: b\n",
        "a,b\n",
        "- a\n",
        "\n\n",
        "\r\n",
        "| ",
        "TY  - \n",
        "From a\n",
        "@a{",
        "1\n",
        "{\\b ",
        "--- ",
    ),
    *("الاثنين ", "صباحا ", "هـ ", "م ", "د. ", "a@b.c, ", "%D8%A7", "\\u0627", "Ø§", "ط§ظ„"),
)


def inflated(sample: Sample, draw: Random) -> Iterator[bytes]:
    """The file with so much more in it, at one place, as large as each of the sizes."""
    repeated = (
        draw.choice(REPEATED) if draw.random() < 0.8 else "".join(draw.choices(REPEATED, k=2))
    )
    # Between two letters, so that it is within a value as often as not.
    places = [found.end() for found in re.finditer(rb"[\w>\"]", sample.content)]
    place = draw.choice(places or [0])
    coded = repeated.encode()
    for size in SIZES:
        yield sample.content[:place] + coded * (size // len(coded)) + sample.content[place:]


def seconds(path: Path, store: Store) -> float:
    """How long this and other processes compute to take in a file."""
    began = sum(os.times()[:4])
    ingest(read([path], AUTHORITIES), store, AUTHORITIES, path.parent / "rejects")
    return sum(os.times()[:4]) - began


def test_four_times_as_much_takes_about_four_times_as_long(tmp_path: Path) -> None:
    draw, slow = drawn("slow inputs"), []
    texts = [sample for sample in samples() if not sample.content.startswith((b"PK", b"\x1f\x8b"))]
    with Store.create(tmp_path / "archive.sqlite") as store:
        for number in range(INPUTS):
            sample = draw.choice(texts)
            took = []
            for content in inflated(sample, draw):
                path = written(tmp_path, sample.name, content)
                took.append(seconds(path, store))
            if took[1] > NOTHING and took[1] > MOST_GROWTH * max(took[0], NOTHING / MOST_GROWTH):
                slow.append(f"{number}, {sample.name}: {took}")
    assert not slow, "\n".join(slow)
