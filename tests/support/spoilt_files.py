"""Damaged copies of sound files, drawn by chance: what was done, and up to where they are sound."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from file_samples import Sample
from spoilt_bytes import OF_ALL, Spoil
from spoilt_texts import OF_TEXTS, members

_SUFFIXES = (
    *("", ".txt", ".json", ".jsonl", ".info.json", ".js", ".csv", ".html", ".xml", ".md", ".srt"),
    *(".gz", ".zip", ".docx", ".xlsx", ".epub", ".pdf", ".rtf", ".eml", ".mbox", ".warc", ".bib"),
)
_NAMES = ("_chat", "result", "tweets", "comments", "WhatsApp Chat with م")


@dataclass(frozen=True)
class Spoilt:
    """A damaged file, of what, by what, and how many bytes at its beginning are as they were."""

    name: str
    content: bytes
    of: Sample
    by: tuple[str, ...]
    sound: int

    def __str__(self) -> str:
        return f"{self.of.name} as {self.name}, {' and '.join(self.by)}"


def spoilt(samples: Sequence[Sample], draw: Random) -> Spoilt:
    """One of the files, damaged in one way or two."""
    sample = draw.choice(samples)
    content, by = sample.content, []
    for _ in range(draw.choice((1, 1, 2))):
        kind = _kind(sample, samples, draw)
        if content:
            content = kind(content, draw)
            by.append(kind.__name__)
    name = sample.name
    if draw.random() < 0.15:
        name = draw.choice((sample.name.split(".")[0], *_NAMES)) + draw.choice(_SUFFIXES)
        by.append("renamed")
    pairs = zip(sample.content, content, strict=False)
    sound = next(
        (place for place, (was, is_) in enumerate(pairs) if was != is_),
        min(len(sample.content), len(content)),
    )
    return Spoilt(name, content, sample, tuple(by), sound)


def _kind(sample: Sample, samples: Sequence[Sample], draw: Random) -> Spoil:
    def joined(data: bytes, draw: Random) -> bytes:
        return data + draw.choice((b"", b"\n")) + draw.choice(samples).content

    if sample.content.startswith(b"PK") and draw.random() < 0.7:
        return members
    return draw.choice((*OF_ALL, joined, *OF_TEXTS, *OF_TEXTS))
