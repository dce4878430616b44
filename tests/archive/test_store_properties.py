"""Whatever is put and removed, in whatever order, the store agrees with a plain dictionary."""

import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from kashshaf.archive.dates import PartialDate
from kashshaf.archive.errors import RecordNotFound
from kashshaf.archive.record import Provenance, Record
from kashshaf.archive.storage.store import Puts, Store

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
NAMES = st.lists(TEXT, max_size=2).map(tuple)
IDS = st.sampled_from(["a", "b", "ج", "", "a\0"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXT,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(TEXT, inner, max_size=2),
    max_leaves=4,
)
DATES = st.dates().map(lambda day: PartialDate(day.year, day.month, day.day))
RECORDS = st.builds(
    Record,
    id=IDS,
    title=TEXT,
    text=TEXT,
    source=st.none() | TEXT,
    published=st.none() | DATES,
    platform=TEXT,
    mentions=NAMES,
    agencies=NAMES,
    author=st.none() | TEXT,
    url=st.none() | TEXT,
    language=st.none() | TEXT,
    tags=NAMES,
    extra=st.dictionaries(TEXT, JSON, max_size=2),
    provenance=st.none() | st.builds(Provenance, TEXT, st.none() | st.integers(1, 9), TEXT, TEXT),
) | st.builds(Record, id=IDS)  # a bare one, to meet itself again


class StoreMachine(RuleBasedStateMachine):
    """Puts and removes; `bookmarks` are what an index would have held when it last looked."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "archive.sqlite"
        self.store = Store.create(self.path)
        self.mirror: dict[str, Record] = {}
        self.bookmarks: list[tuple[int, dict[int, Record], set[str]]] = [(0, {}, set())]

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()

    def touch(self, record_id: str) -> None:
        for _, _, touched in self.bookmarks:
            touched.add(record_id)

    @rule(records=st.lists(RECORDS, max_size=4))
    def put(self, records: list[Record]) -> None:
        added = updated = 0
        for record in records:
            known = self.mirror.get(record.id)
            if known is not None and known.digest() == record.digest():
                continue
            added, updated = added + (known is None), updated + (known is not None)
            self.mirror[record.id] = record
            self.touch(record.id)
        assert self.store.put(records) == Puts(added, updated, len(records) - added - updated)

    @rule(ids=st.sets(IDS, max_size=2))
    def remove(self, ids: set[str]) -> None:
        try:
            removed = self.store.remove(ids)
        except RecordNotFound:
            assert not ids <= self.mirror.keys()
            return
        assert removed == len(ids)
        for record_id in ids:
            del self.mirror[record_id]
            self.touch(record_id)

    @rule()
    def bookmark(self) -> None:
        held = {
            self.store.number_of(record_id): self.mirror[record_id] for record_id in self.mirror
        }
        self.bookmarks.append((self.store.last_change, held, set()))

    @rule()
    def reopen(self) -> None:
        self.store.close()
        self.store = Store.open(self.path)

    @invariant()
    def the_store_holds_what_the_mirror_holds(self) -> None:
        assert self.store.count() == len(self.mirror)
        assert {record_id: self.store.get(record_id) for record_id in self.mirror} == self.mirror
        assert self.store.by_numbers(self.store.numbers()) == sorted(
            self.mirror.values(), key=lambda record: self.store.number_of(record.id)
        )

    @invariant()
    def replaying_the_changes_after_any_bookmark_gives_the_present(self) -> None:
        for after, held, touched in self.bookmarks:
            present = dict(held)
            changes = list(self.store.changes(after))
            for change in changes:
                if change.record is None:
                    present.pop(change.number, None)
                else:
                    present[change.number] = change.record
            assert {record.id: record for record in present.values()} == self.mirror
            assert {self.id_of(change.number) for change in changes} == touched
            assert len(changes) == len(touched)

    def id_of(self, number: int) -> str:
        for record_id in ("a", "b", "ج", "", "a\0"):
            try:
                if self.store.history(record_id)[0].number == number:
                    return record_id
            except RecordNotFound:
                continue
        raise AssertionError(number)


TestStoreMachine = StoreMachine.TestCase
TestStoreMachine.settings = settings(stateful_step_count=12)
