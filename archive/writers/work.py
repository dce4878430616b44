"""A record as bibliographies see it: what kind of work it is, whose, and where it appeared."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, Self

from ..dates import PartialDate
from ..fields import Language
from ..record import UNKNOWN, Record
from . import PlatformLabel
from .texts import LONGEST_TITLE, followable, in_one_piece, one_line, opening

Kind = Literal["article", "post", "video", "forum"]

# Whatever other platform there is, built in or from the archive's settings, has posts.
_KINDS: Final[Mapping[str, Kind]] = {
    UNKNOWN: "article",
    "web": "article",
    "print": "article",
    "youtube": "video",
    "tiktok": "video",
    "forum": "forum",
}

QUOTED: Final = 160
"""How many characters of a post stand for its title: as many as the Chicago Manual quotes."""

# A comma of Latin text may be that of «Hasan, Layla», so it does not part names.
_BETWEEN_AUTHORS = re.compile("[،;؛]")


@dataclass(frozen=True, slots=True)
class Work:
    """The parts of a reference; those that are not known are empty, and each is one line.

    A title that is as long as a text is cut. `opening` are the first words of what has no
    title, `platform` is a label, `link` the original's address where it is one of the web.
    """

    kind: Kind
    authors: tuple[str, ...]
    title: str
    opening: str
    source: str
    platform: str
    published: PartialDate | None
    link: str

    @classmethod
    def of(cls, record: Record, platform_label: PlatformLabel, language: Language) -> Self:
        """What is known of a record, its platform by the label that the language has for it."""
        names = map(one_line, _BETWEEN_AUTHORS.split(record.author or ""))
        title = opening(one_line(record.title), LONGEST_TITLE)
        link = followable(record.url)
        return cls(
            kind=_KINDS.get(record.platform, "post"),
            authors=tuple(dict.fromkeys(filter(None, names))),
            title=title,
            opening="" if title else one_line(opening(record.text, QUOTED)),
            source=one_line(record.source or ""),
            platform=one_line(platform_label(record.platform, language)),
            published=record.published,
            link=in_one_piece(link) if link else "",
        )

    @property
    def creators(self) -> tuple[str, ...]:
        """Who answers for it: the authors, or the account that posted it."""
        is_posted = self.kind in ("post", "video")
        return self.authors or ((self.source,) if is_posted and self.source else ())

    @property
    def container(self) -> str:
        """Where it appeared: the newspaper, the platform, the forum by its name if it has one."""
        if self.kind == "article":
            return self.source
        return (self.source if self.kind == "forum" else "") or self.platform

    @property
    def heading(self) -> str:
        """The title, or the first words of what has none."""
        return self.title or self.opening

    @property
    def dated(self) -> PartialDate | None:
        """The date, if it says its year: most formats have no place for «3 September» alone."""
        return self.published if self.published and self.published.year else None
