"""What CONTRIBUTING.md says how to add is added as it says, and used for real."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from installed import Packages
from recipes import PAGE, ROOT, Follower, recipes

from kashshaf import Archive
from kashshaf.web import create_app

RECIPES = recipes()

TICKER = "2014-09-03 | افتتاح مكتبة المرفأ\n2015 | مكتبة جديدة في الساحل\nبلا خط فاصل\n"


def ids(said: str) -> set[str]:
    return {hit["id"] for hit in json.loads(said)["hits"]}


def facet(said: str, key: str) -> dict[str, int]:
    return {value["value"]: value["count"] for value in json.loads(said)["facets"][key]}


@pytest.mark.long
def test_a_package_brings_a_reader_a_writer_and_an_engine(tmp_path: Path) -> None:
    somebody = Follower(tmp_path / "sahel", Packages(tmp_path / "sahel"))
    (tmp_path / "sahel" / "news.ticker").write_text(TICKER, "utf-8")

    listed, taken = somebody.follow(RECIPES["A reader"])[1:]
    assert listed.startswith("ticker  .ticker  (of sahel)")
    with Archive.open(tmp_path / "sahel" / "press") as archive:
        provenances = [record.provenance for record in archive.records()]
    assert [one.reader for one in provenances if one] == ["ticker", "ticker"], taken

    *_, exported = somebody.follow(RECIPES["A writer"])
    assert exported == "# press\n- افتتاح مكتبة المرفأ\n- مكتبة جديدة في الساحل\n"

    *_, held, _, found = somebody.follow(RECIPES["An engine"])
    assert " passed" in held
    assert [hit["date"] for hit in json.loads(found)["hits"]] == ["2014-09-03"]
    assert json.loads(somebody.run("kashshaf stats -a press --json"))["engine"] == "plain 1"
    again = somebody.run("kashshaf export -a press مكتبة --format titles")
    assert sorted(again.splitlines()) == sorted(exported.splitlines())


def archive_in(somebody: Follower, *items: dict[str, str]) -> None:
    """An archive such as the recipes speak of, made before they are followed."""
    path = somebody.folder / "items.jsonl"
    path.write_text("".join(json.dumps(item) + "\n" for item in items), "utf-8")
    somebody.run("kashshaf ingest -a press items.jsonl")


def test_an_archive_has_a_field_of_its_own(tmp_path: Path) -> None:
    somebody = Follower(tmp_path, Packages(tmp_path / "site"))
    archive_in(
        somebody,
        {"id": "1", "text": "أمسية شعرية في المرفأ", "category": "ثقافة"},
        {"id": "2", "text": "فاز فريق الساحل", "category": "رياضة"},
        {"id": "3", "text": "خبر من المرفأ"},
    )
    _, culture, unknown = somebody.follow(RECIPES["A field of one archive"])
    assert (ids(culture), ids(unknown)) == ({"1"}, {"3"})
    assert facet(culture, "section") == {"ثقافة": 1}
    with Archive.open(tmp_path / "press") as archive:
        client = create_app(archive).test_client()
        api = client.get("/api/v1/search?section=رياضة&facets=section").get_json()
        assert [hit["id"] for hit in api["hits"]] == ["2"]
        assert {value["value"]: value["count"] for value in api["facets"]["section"]} == {
            "ثقافة": 1,
            "رياضة": 1,
            "": 1,
        }
        assert "القسم" in client.get("/?q=").text
        assert '<dd><a href="/?section=' in client.get("/record/1").text


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Follower:
    """Somebody with a copy of the repository, in which Kashshaf is what they make of it."""
    folder = tmp_path_factory.mktemp("checkout")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            target = folder / "kashshaf" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, target)
    somebody = Follower(folder / "kashshaf", Packages(folder))
    archive_in(
        somebody,
        {"id": "1", "text": "حوار مع شاعر", "نوع المادة": "مقابلة", "date": "2014-09-03"},
        {"id": "2", "text": "خبر من الساحل", "article_type": "خبر"},
        {"id": "3", "text": "معرض للقلنسوات", "author": "ليلى حسن"},
        {"id": "4", "text": "إرم ذات العماد", "author": "ليلى حسن"},
    )
    return somebody


SHOW = """
import sys
from kashshaf import Archive
from kashshaf.web import create_app

with Archive.open("press") as archive:
    client = create_app(archive).test_client()
    for address in sys.argv[1:]:
        print(client.get(address).text)
"""


def shown(somebody: Follower, *addresses: str) -> str:
    """What the pages at these addresses say."""
    (somebody.folder / "show.py").write_text(SHOW, "utf-8")
    return somebody.run(f"python show.py {' '.join(map(repr, addresses))}")


@pytest.mark.long
def test_every_archive_has_a_new_field_by_one_entry(checkout: Follower) -> None:
    entry, use = RECIPES["A field of every archive"]
    checkout.do(entry)
    refused = checkout.attempt("kashshaf search -a press خبر")
    assert "made with other fields (new: genre): run `kashshaf rebuild`" in refused.stderr
    _, asked, limited = checkout.do(use)
    assert ids(asked) == ids(limited) == {"1"}
    assert facet(asked, "genre") == {"مقابلة": 1}
    assert ids(checkout.run("kashshaf search -a press --exclude genre=unknown --json")) == {
        "1",
        "2",
    }
    told = checkout.run("kashshaf search --help")
    assert "Only results of this genre." in " ".join(told.split())
    said = shown(checkout, "/?q=", "/record/1?lang=en", "/api/v1/openapi.json")
    assert "النوع" in said
    assert ">Genre</dt>" in said
    assert '"genre"' in said
    assert ids(shown(checkout, "/api/v1/search?genre=خبر")) == {"2"}


@pytest.mark.long
def test_a_new_rule_of_arabic_asks_for_an_index_that_knows_it(checkout: Follower) -> None:
    row, rule, use = RECIPES["A rule of Arabic"]
    search = "kashshaf search -a press قلنسوة --json"
    checkout.run("kashshaf rebuild -a press")
    assert ids(checkout.run(search)) == set()
    checkout.do(row)
    golden = "python -m pytest tests/arabic/test_arabic_golden.py"
    assert "1 failed" in checkout.attempt(golden).stdout
    checkout.do(rule)
    refused = checkout.attempt(search)
    assert refused.returncode == 1
    assert "made by other rules of Arabic" in refused.stderr
    assert "run `kashshaf rebuild`" in refused.stderr
    *_, found = checkout.do(use)
    assert ids(found) == {"3"}


def test_a_new_page_is_shown_in_both_languages(checkout: Follower) -> None:
    checkout.follow(RECIPES["A page"])
    checkout.run("kashshaf rebuild -a press")
    said = shown(checkout, "/author/ليلى حسن", "/author/ليلى حسن?lang=en")
    assert "<h1>بقلم ليلى حسن</h1>" in said
    assert "<h1>By ليلى حسن</h1>" in said
    assert said.count('href="/record/3"') == said.count('href="/record/4"') == 2
    assert 'href="/record/1"' not in said


def test_a_new_language_is_offered_and_spoken_as_far_as_it_goes(checkout: Follower) -> None:
    checkout.follow(RECIPES["A language of the pages"])
    checkout.run("kashshaf rebuild -a press")
    said = shown(checkout, "/?lang=ar", "/?q=شاعر&lang=fr")
    assert 'lang="fr" dir="ltr">français</a>' in said
    french = said.partition('<html lang="fr" dir="ltr">')[2]
    assert "Rechercher" in french
    assert "3 septembre 2014" in french
    assert "Understood as" in french


def test_each_recipe_is_followed_by_a_test() -> None:
    tests = Path(__file__).read_text("utf-8")
    assert RECIPES
    assert [title for title in RECIPES if f'RECIPES["{title}"]' not in tests] == []
    assert PAGE.count("   ```") == 2 * sum(len(step) for one in RECIPES.values() for step in one)
