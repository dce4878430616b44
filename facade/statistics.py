"""What an archive holds and what it takes, in figures."""

from dataclasses import dataclass
from pathlib import Path

from ..archive.storage.store import Store
from ..index.engines.base import Request
from ..index.engines.plan import MatchAll
from ..index.reprints.state import ReprintsState, state_of
from ..index.searching.open_index import OpenIndex
from .advice import advice


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """Figures of an archive; sizes in bytes, `behind` in changes yet to be indexed.

    `earliest` and `latest` are EDTF, None where nothing is dated; `values`
    counts the known values of each facet. `stories` are the texts that stand in more than one
    record, and `reprinted` all records that have one of them; both are None unless `reprints`
    is "known". `advice` says what engine would serve better, None where this one is right.
    """

    records: int
    undated: int
    earliest: str | None
    latest: str | None
    values: dict[str, int]
    reprints: ReprintsState
    stories: int | None
    reprinted: int | None
    engine: str
    built: str
    behind: int
    store_bytes: int
    index_bytes: int
    advice: str | None


def statistics(folder: Path, store: Store, index: OpenIndex, reprints: bool) -> Statistics:
    """Gather the figures; `reprints` says whether the settings want them known."""
    state = state_of(index.manifest.reprints, reprints)
    table = index.story_table if state == "known" else None
    dates = sorted(index.engine.values("day"))
    dated = sum(index.engine.values("day").values())
    facets = [field.key for field in index.naming.fields.by_value]
    return Statistics(
        records=store.count(),
        undated=index.engine.search(Request(MatchAll(), limit=0)).total - dated,
        earliest=dates[0] if dates else None,
        latest=dates[-1] if dates else None,
        values={facet: len(index.engine.values(facet)) for facet in facets},
        reprints=state,
        stories=None if table is None else len(table.ids),
        reprinted=None if table is None else len(table.numbers),
        engine=f"{index.manifest.engine} {index.manifest.engine_version}",
        built=index.manifest.built,
        behind=store.last_change - index.manifest.reached,
        store_bytes=sum(path.stat().st_size for path in folder.glob(f"{store.path.name}*")),
        index_bytes=_size(index.generation.folder),
        advice=advice(index.manifest.engine, store.count()),
    )


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
