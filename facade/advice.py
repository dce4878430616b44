"""Whether another engine would serve an archive better, from what was measured (docs/scale.md)."""

from collections.abc import Mapping
from typing import Final

from ..archive.fields import Language, Words

TANTIVY_FROM = 20_000
"""Records from which Tantivy is felt: half a minute less a rebuild, and each search."""

OPENSEARCH_FROM = 5_000_000
"""Records from which one machine takes a good part of a second for common words."""

_ADVICE: Final[Mapping[str, Words]] = {
    "whoosh": {
        "en": "{records:,} records would be searched as fast without a server",
        "ar": "يُبحث في هذه المواد ({records:,}) بالسرعة نفسها بلا خادم",
    },
    "tantivy": {
        "en": "{records:,} records would be indexed and searched several times faster",
        "ar": "تُفهرس هذه المواد ({records:,}) ويُبحث فيها أسرع بعدة مرات",
    },
    "opensearch": {
        "en": "{records:,} records would be searched faster by several machines",
        "ar": "يُبحث في هذه المواد ({records:,}) أسرع على عدة أجهزة",
    },
}
"""What each engine would better, where it is advised."""

_COMMAND: Final[Words] = {"en": "{what}: run {command}", "ar": "{what}: شغّل {command}"}


def advice(engine: str, records: int, language: Language = "en") -> str | None:
    """What to tell whoever keeps so many records with this engine; None where it is the right one.

    Names the command that changes it.
    """
    better = _better(engine, records)
    if better is None:
        return None
    what = _ADVICE[better][language].format(records=records)
    command = f"`kashshaf rebuild --engine {better}`"
    return _COMMAND[language].format(what=what, command=command)


def _better(engine: str, records: int) -> str | None:
    if engine == "opensearch" and records < TANTIVY_FROM:
        return "whoosh"
    if engine != "opensearch" and records >= OPENSEARCH_FROM:
        return "opensearch"
    if engine == "whoosh" and records >= TANTIVY_FROM:
        return "tantivy"
    return None
