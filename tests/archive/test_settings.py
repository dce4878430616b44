import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kashshaf.archive.errors import SettingsError
from kashshaf.archive.metadata.authorities import Authorities
from kashshaf.archive.settings import Settings, write_settings


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "صحافة"
    folder.mkdir()
    return folder


def write(folder: Path, text: str) -> None:
    (folder / "settings.toml").write_text(text, encoding="utf-8")


def test_an_archive_without_settings_is_called_by_its_folder_and_searched_by_whoosh(folder):
    assert Settings.read(folder) == Settings(title="صحافة", engine="whoosh", authorities={})


def test_a_relative_folder_gives_its_own_name(folder, monkeypatch):
    monkeypatch.chdir(folder)
    assert Settings.read(Path()).title == "صحافة"


def test_what_is_written_is_read_back(folder):
    write_settings(folder, title="أرشيف الصحافة", engine="tantivy")
    assert Settings.read(folder) == Settings(title="أرشيف الصحافة", engine="tantivy")


@given(title=st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip))
def test_any_title_survives_the_file(tmp_path_factory, title):
    folder = tmp_path_factory.mktemp("archive")
    write_settings(folder, title=title)
    assert Settings.read(folder).title == title


def test_reprints_are_looked_for_unless_the_settings_do_without(folder):
    assert Settings.read(folder).reprints
    write(folder, "reprints = false")
    assert not Settings.read(folder).reprints
    write(folder, 'reprints = "no"')
    with pytest.raises(SettingsError, match="reprints must be true or false, without quotes"):
        Settings.read(folder)


def test_readers_lists_stay_in_their_browsers_unless_the_settings_keep_them(folder):
    assert not Settings.read(folder).collections
    write(folder, "[collections]\non_server = true")
    assert Settings.read(folder).collections
    write(folder, "[collections]\non_server = 1")
    with pytest.raises(SettingsError, match=r"on_server under .* must be true or false"):
        Settings.read(folder)
    write(folder, "[collections]\non_sever = true")
    with pytest.raises(SettingsError, match=r"no setting 'on_sever' under \[collections\]"):
        Settings.read(folder)
    write(folder, "collections = true")
    with pytest.raises(SettingsError, match=r"collections must be headings"):
        Settings.read(folder)


def test_settings_are_never_replaced(folder):
    write(folder, 'title = "mine"')
    with pytest.raises(SettingsError, match=r"already in .*settings\.toml: edit them there"):
        write_settings(folder, title="other")
    assert Settings.read(folder).title == "mine"


def test_the_examples_in_the_template_work_once_their_marks_are_taken_away(folder):
    write_settings(folder, title="press")
    template = (folder / "settings.toml").read_text(encoding="utf-8")
    write(folder, re.sub(r"^# (?=\[|\w+ = )", "", template, flags=re.MULTILINE))
    authorities = Authorities.load(Settings.read(folder).authorities)
    assert authorities.source("as-sahel") == "صحيفة الساحل"
    assert authorities.source_of_url("https://www.sahel.example/1") == "صحيفة الساحل"
    assert authorities.platform("بلو سكاي") == "bluesky"
    assert authorities.platform_label("bluesky", "ar") == "بلوسكاي"
    assert authorities.agency("الساحل للأنباء") == "وكالة الساحل للأنباء"


def test_sections_that_the_user_left_out_are_absent(folder):
    write(folder, '[sources."الأهرام"]\nspellings = ["Ahram"]')
    assert Settings.read(folder).authorities == {
        "sources": {"الأهرام": {"spellings": ["Ahram"]}},
    }


def test_a_byte_order_mark_does_no_harm(folder):
    (folder / "settings.toml").write_bytes(b'\xef\xbb\xbftitle = "a"')
    assert Settings.read(folder).title == "a"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('title = "a"\nengine = whoosh', r"settings\.toml is not valid TOML: .*line 2"),
        ('titel = "a"', "no setting 'titel'; there are title, engine, private, reprints"),
        ("title = 5", "title must be text"),
        ('engine = " "', "engine must be text"),
        ('sources = "الأهرام"', "sources must be headings"),
        ('media = "exports"', "media must be headings"),
        ('[media]\nfolders = ["a"]', r"\[media\] has no 'folders'; it has folder"),
        ("[media]\nfolder = 3", "folder of .media. must be text"),
        ('[media]\nfolder = "."', "is that of the archive"),
    ],
)
def test_a_mistake_is_reported_with_its_place_and_its_mend(folder, text, message):
    write(folder, text)
    with pytest.raises(SettingsError, match=message):
        Settings.read(folder)


def test_a_file_in_another_encoding_is_refused(folder):
    (folder / "settings.toml").write_bytes('title = "أرشيف"'.encode("cp1256"))
    with pytest.raises(SettingsError, match="not UTF-8"):
        Settings.read(folder)


@pytest.mark.parametrize("title", ["", "  ", "half \ud800"])
def test_a_title_that_could_not_be_read_back_is_not_written(folder, title):
    with pytest.raises(SettingsError, match="title"):
        write_settings(folder, title=title)
    assert not (folder / "settings.toml").exists()


def test_the_folder_of_media_is_one_beside_the_archives_own_files(folder):
    assert Settings.read(folder).media_folder == "media"
    write(folder, '[media]\nfolder = "/srv/exports"\n')
    assert Settings.read(folder).media_folder == "/srv/exports"


def test_an_engine_has_settings_under_its_name(folder):
    write(folder, '[engines.opensearch]\nhosts = ["https://search.example:9200"]\n')
    settings = Settings.read(folder)
    assert settings.engines == {"opensearch": {"hosts": ["https://search.example:9200"]}}
    assert settings.authorities == {}


@pytest.mark.parametrize("written", ["engines = 3", "[engines]\nopensearch = true"])
def test_engines_that_are_no_headings_are_refused(folder, written):
    write(folder, written)
    with pytest.raises(SettingsError, match="engines must be headings"):
        Settings.read(folder)
