"""Reprints in the life of an archive: made, kept up, switched off and on, damaged, verified."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from kashshaf import Archive, ReprintsOutdated, ReprintsUnknown, SearchIndexError
from kashshaf.cli.main import main
from kashshaf.index.building.generations import Generation
from kashshaf.index.reprints.answers import Pair
from kashshaf.index.reprints.arrays import Keys
from kashshaf.index.reprints.facts import Facts
from kashshaf.index.reprints.findings import Findings, Pairs
from kashshaf.index.reprints.segments import Segment, add

RELEASE = (
    "افتتح الوزير أمس معرض الكتاب في المدينة بحضور جمع من الأدباء والناشرين، وقال إن الميناء الجديد"
    " سيفتح أبوابه قبل نهاية العام، وإن الجسر الذي يصل الضفتين قد تمّ بناؤه."
)
OTHER = (
    "أعلنت الجامعة فتح باب القبول في كلية الهندسة للعام الدراسي المقبل، ودعت الطلاب إلى تقديم"
    " أوراقهم إلى عمادة التسجيل في موعد أقصاه نهاية الشهر، وبيّنت أن المقاعد محدودة."
)


def article(id_: str, text: str, source: str = "صحيفة الساحل") -> dict[str, str]:
    return {"id": id_, "title": f"خبر {id_}", "text": text, "source": source, "date": "2014-03-03"}


@pytest.fixture(params=["whoosh", "tantivy"])
def press(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Archive]:
    with Archive.create(tmp_path / "press", engine=request.param) as archive:
        archive.add(
            [
                article("a", RELEASE),
                article("b", f"{RELEASE} وحضر الافتتاح رئيس البلدية.", "صحيفة النهر"),
                article("c", OTHER),
            ]
        )
        yield archive


def switch(archive: Archive, off: bool) -> Archive:
    """The archive, opened with other settings."""
    archive.close()
    settings = archive.folder / "settings.toml"
    text = settings.read_text("utf-8").replace("\nreprints = false\n", "")
    settings.write_text(text + ("\nreprints = false\n" if off else ""), "utf-8")
    return Archive.open(archive.folder)


def generation(archive: Archive) -> Generation:
    return archive._generations.current()


def pairs(archive: Archive) -> list[tuple[str, str]] | None:
    """The pairs by the ids of their records, none where nobody has looked for them."""
    known = archive._index.ask(lambda index: index.reprints)
    return None if known is None else [_ids(archive, pair) for pair in known.pairs()]


def _ids(archive: Archive, pair: Pair) -> tuple[str, str]:
    a, b = archive._store.by_numbers([pair.a, pair.b])
    assert a and b
    return a.id, b.id


def test_what_is_added_changed_and_removed_has_its_reprints_at_once(press: Archive) -> None:
    assert pairs(press) == [("a", "b")]
    press.add([article("d", f"عاجل: {RELEASE}", "صحيفة الجبل")])
    assert pairs(press) == [("a", "b"), ("a", "d"), ("b", "d")]
    press.update("a", text=OTHER)
    assert pairs(press) == [("a", "c"), ("b", "d")]
    press.remove("c", "d")
    assert pairs(press) == []
    assert press.verify(deep=True).good


def test_a_rebuild_finds_what_the_syncs_have_found(press: Archive) -> None:
    press.add([article("d", f"عاجل: {RELEASE}", "صحيفة الجبل")])
    press.remove("b")
    kept_up = pairs(press)
    press.rebuild()
    assert pairs(press) == kept_up == [("a", "d")]


def test_what_came_and_went_between_two_syncs_leaves_nothing(press: Archive) -> None:
    with press._writer.changing("come and go") as store:
        store.put([press.record("a").__class__(id="late", text=RELEASE)])
        store.remove(["late"])
    assert pairs(press) == [("a", "b")]
    assert press.verify(deep=True).good


def test_switched_off_they_go_with_the_next_sync_and_the_index_stays(press: Archive) -> None:
    before = generation(press)
    with switch(press, off=True) as archive:
        archive.sync()
        assert generation(archive) == before
        assert pairs(archive) is None
        assert not before.reprints.exists()
        archive.add([article("d", RELEASE, "صحيفة الجبل")])
        assert archive.search("معرض", limit=1).total == 3
        assert archive.verify(deep=True).good
        archive.rebuild()
        assert pairs(archive) is None


def test_switched_on_they_are_found_by_the_next_sync_in_the_index_that_there_is(
    press: Archive,
) -> None:
    with switch(press, off=True) as archive:
        archive.sync()
        archive.add([article("d", f"عاجل: {RELEASE}", "صحيفة الجبل")])
        archive.remove("b")
        before = generation(archive)
    with switch(archive, off=False) as archive:
        assert pairs(archive) is None
        archive.sync()
        assert generation(archive) == before
        assert pairs(archive) == [("a", "d")]
        assert archive.verify(deep=True).good


def test_whoever_was_killed_while_it_did_without_them_leaves_none_that_are_old(
    press: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    with switch(press, off=True) as archive, monkeypatch.context() as patched:
        patched.setattr("kashshaf.index.building.reprints.make_anew", _killed)
        with pytest.raises(KeyboardInterrupt):
            archive.update("a", text=OTHER)
    with switch(archive, off=False) as archive:
        archive.sync()
        assert pairs(archive) == [("a", "c")]
        assert archive.verify(deep=True).good


def _killed(*_: object) -> None:
    raise KeyboardInterrupt


def test_those_of_other_parameters_are_not_told_and_the_next_sync_makes_them_anew(
    press: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    press.close()
    monkeypatch.setattr("kashshaf.index.reprints.parameters._RULES", 1000)
    with Archive.open(press.folder) as archive:
        assert pairs(archive) is None
        assert archive.search("معرض", limit=1).total == 2
        assert not archive.is_current()
        with pytest.raises(ReprintsOutdated, match="run `kashshaf sync`"):
            archive.stories()
        archive.add([article("d", f"عاجل: {RELEASE}", "صحيفة الجبل")])
        assert pairs(archive) == [("a", "b"), ("a", "d"), ("b", "d")]


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("known", "1 printed more than once, in 2 records"),
        ("outdated", "found by the rules of another version: run `kashshaf sync`"),
        ("unknown", "nobody has looked for reprints yet: run `kashshaf sync`"),
        ("off", "reprints = false in settings.toml"),
    ],
)
def test_the_figures_say_what_is_known_of_reprints(
    press: Archive, monkeypatch: pytest.MonkeyPatch, state: str, told: str
) -> None:
    if state in ("unknown", "off"):
        with switch(press, off=True) as archive:
            archive.sync()
    press = switch(press, off=state == "off")
    if state == "outdated":
        monkeypatch.setattr("kashshaf.index.reprints.parameters._RULES", 1000)
    with press as archive:
        figures = archive.stats()
        counts = (1, 2) if state == "known" else (None, None)
        assert (figures.reprints, figures.stories, figures.reprinted) == (state, *counts)
        assert archive.is_current() == (state in ("known", "off"))
        if state != "known":
            with pytest.raises(ReprintsUnknown):
                archive.stories()
    assert told in CliRunner().invoke(main, ["stats", "-a", str(press.folder)]).stdout
    verified = CliRunner().invoke(main, ["verify", "--deep", "-a", str(press.folder)])
    assert verified.exit_code == 0
    assert ("reprints were not compared" in verified.stderr) == (state in ("outdated", "unknown"))
    # Which makes what is known what is to be.
    needed = CliRunner().invoke(main, ["rebuild", "-a", str(press.folder), "--if-needed"])
    assert needed.exit_code == 0
    with Archive.open(press.folder) as archive:
        assert archive.stats().reprints == ("off" if state == "off" else "known")


NONE: Keys = np.empty(0, np.uint64)


def in_the_facts(archive: Archive, of: Callable[[Pairs], Findings]) -> None:
    """Have the index hold something else of its pairs, as a fault of ours would."""
    here = generation(archive)
    add(here.reprints, Segment(NONE, NONE, of(Facts(here.reprints).rows())))
    manifest, kind = here.manifest, archive._generations.kinds(archive.engine)
    here.reach(manifest.reached, manifest.mark, kind.written_again)


def test_deep_verification_names_the_records_whose_reprints_are_not_those_of_their_texts(
    press: Archive,
) -> None:
    assert press.verify(deep=True).reprints == ()
    in_the_facts(press, lambda pairs: Findings.of(pairs[:0], {}, NONE, pairs["a"]))
    assert press.verify().good  # which looks at numbers alone
    assert press.verify(deep=True).reprints == ("a", "b")
    told = CliRunner().invoke(main, ["verify", "--deep", "-a", str(press.folder)])
    assert told.exit_code == 1
    assert "a: its reprints are not those of its text" in told.stdout
    assert "run `kashshaf rebuild`" in told.stderr
    press.rebuild()
    assert press.verify(deep=True).good


def test_another_story_is_noticed_too(press: Archive) -> None:
    in_the_facts(press, lambda pairs: Findings.of(pairs[:0], dict.fromkeys((1, 2), 0), NONE))
    assert press.verify(deep=True).reprints == ("a", "b")


def test_lost_facts_are_told_by_name_and_a_sync_makes_the_index_anew(press: Archive) -> None:
    press.close()
    *_, facts = sorted(generation(press).reprints.iterdir())
    facts.unlink()
    with Archive.open(press.folder) as archive:
        with pytest.raises(SearchIndexError, match=rf"{facts.name}: damaged or missing"):
            archive.search("معرض")
        archive.sync()
        assert pairs(archive) == [("a", "b")]


def test_no_backup_has_them_and_the_archive_that_is_put_back_finds_them(
    press: Archive, tmp_path: Path
) -> None:
    press.backup(tmp_path / "backup")
    assert not [*(tmp_path / "backup").rglob("*.arrays")]
    with Archive.from_backup(tmp_path / "backup", tmp_path / "again") as again:
        assert pairs(again) == [("a", "b")]
    shutil.rmtree(tmp_path / "again")
