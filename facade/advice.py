"""Whether another engine would serve an archive better, from what was measured (docs/scale.md)."""

TANTIVY_FROM = 20_000
"""Records from which Tantivy is felt: half a minute less a rebuild, and each search."""

OPENSEARCH_FROM = 5_000_000
"""Records from which one machine takes a good part of a second for common words."""


def advice(engine: str, records: int) -> str | None:
    """What to tell whoever keeps so many records with this engine; None where it is the right one.

    Names the command that changes it.
    """
    if engine == "opensearch" and records < TANTIVY_FROM:
        return _advise(records, "would be searched as fast without a server", "whoosh")
    if engine != "opensearch" and records >= OPENSEARCH_FROM:
        return _advise(records, "would be searched faster by several machines", "opensearch")
    if engine == "whoosh" and records >= TANTIVY_FROM:
        return _advise(records, "would be indexed and searched several times faster", "tantivy")
    return None


def _advise(records: int, what: str, better: str) -> str:
    return f"{records:,} records {what}: run `kashshaf rebuild --engine {better}`"
