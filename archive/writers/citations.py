"""Citations: one record in the styles that researchers are asked for."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Final, Literal, TypeAlias

from ..dates import PartialDate
from ..fields import Language
from ..metadata.authorities import Authorities
from ..record import Record
from .apa import apa
from .arabic import arabic
from .chicago import chicago
from .citation_text import Citation
from .mla import mla
from .texts import in_one_piece
from .work import Work

Style = Literal["apa", "chicago", "mla", "arabic"]

_Writer: TypeAlias = Callable[[Work, str, PartialDate], Citation]
_STYLES: Final[Mapping[Style, tuple[Language, _Writer]]] = {
    "arabic": ("ar", arabic),
    "apa": ("en", apa),
    "chicago": ("en", chicago),
    "mla": ("en", mla),
}
STYLES: Final = tuple(_STYLES)
"""The styles, in the order in which they are offered."""


def cite(
    record: Record, style: Style, url: str, accessed: dt.date, authorities: Authorities
) -> Citation:
    """A record as a style cites it.

    `url` is the record's page here, cited where the record has no web address of
    its own; `accessed` is the day on which it was read; platforms are called by
    the labels of `authorities`.
    """
    language, write = _STYLES[style]
    work = Work.of(record, authorities, language)
    day = PartialDate(accessed.year, accessed.month, accessed.day)
    return write(work, work.link or in_one_piece(url), day)
