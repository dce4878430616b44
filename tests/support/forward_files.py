"""A forward file of texts alone, without an archive round it."""

from collections.abc import Sequence
from pathlib import Path

from kashshaf.arabic.pieces import FORMS
from kashshaf.archive.fields import STANDARD
from kashshaf.archive.record import Record
from kashshaf.index.building.documents import Analysing, schema_of
from kashshaf.index.forward.forward import Forward
from kashshaf.index.forward.writing import SegmentWriter, append
from kashshaf.index.terms.dictionary import TermDictionary
from kashshaf.index.terms.writing import NewTerms


def forward_of(folder: Path, texts: Sequence[str]) -> Forward:
    """Write it in an empty folder; the texts are those of records numbered from 1 on."""
    (folder / "words").mkdir()
    (folder / "forward").mkdir()
    terms, writer = NewTerms(folder / "words"), SegmentWriter(schema_of(STANDARD))
    analysing = Analysing(STANDARD, FORMS, terms.number)
    for number, text in enumerate(texts, 1):
        writer.add(*analysing.analyse(Record(id=str(number), text=text), number))
    terms.write()
    append(folder / "forward", writer)
    return Forward(folder / "forward", TermDictionary(folder / "words"))
