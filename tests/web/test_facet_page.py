"""The page of all values of a facet: their order, its pages, the letters, a search among them."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from kashshaf import Archive
from kashshaf.index.engines import base
from kashshaf.index.engines.tantivy import counting
from kashshaf.web.pages.parts import listing

Visit = Callable[..., Any]
Browse = Callable[[Archive], Visit]

# By how many records each has: the article counts for nothing, ألمانيا has none.
PAPERS = [
    "الوادي",
    "ألمانيا اليوم",
    "الساحل",
    "Harbour Post",
    "بوابة النهر",
    "2014 نيوز",
    "صدى البحر",
]


def parameters(address: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(address).query)


def labels(page: Any) -> list[str]:
    return [str(one.text_content()) for one in page.all("//ul[@class='choices columns']//bdi")]


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with Archive.create(tmp_path_factory.mktemp("papers") / "archive") as archive:
        archive.add(
            {"id": f"{paper}-{copy}", "text": f"خبر {copy}", "source": paper, "date": "2014"}
            for rank, paper in enumerate(PAPERS)
            for copy in range(len(PAPERS) - rank)
        )
        archive.add({"id": f"none-{copy}", "text": f"خبر {copy}"} for copy in range(20))
        yield archive


def test_values_stand_by_their_counts_and_what_states_none_comes_last(
    papers: Archive, browse: Browse
) -> None:
    page = browse(papers)("/facet/source")
    assert labels(page) == PAPERS
    unstated = page.one("//ul[contains(@class, 'unstated')]//a[@class='value']")
    assert parameters(unstated.get("href")) == {"source": ["unknown"]}
    assert page.says("//h1") == "المصدر 7 قيم"


def test_values_stand_by_the_alphabet_with_letters_that_lead_to_them(
    papers: Archive, browse: Browse, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = browse(papers)
    page = visit(visit("/facet/source").link("هجائي"))
    in_order = ["ألمانيا اليوم", "بوابة النهر", "الساحل", "صدى البحر", "الوادي", "Harbour Post"]
    assert labels(page) == [*in_order, "2014 نيوز"]
    english = visit("/facet/source", {"order": "name", "lang": "en"})
    assert labels(english) == ["Harbour Post", *in_order[:-1], "2014 نيوز"]
    monkeypatch.setattr(listing, "PER_PAGE", 3)
    first = visit("/facet/source", {"order": "name", "q": "خبر"})
    assert labels(first) == in_order[:3]
    letters = {
        one.text_content(): one.get("href") for one in first.all("//nav[@class='letters']/a")
    }
    assert list(letters) == ["ا", "ب", "س", "ص", "و", "H", "#"]
    assert parameters(letters["و"]) == {"q": ["خبر"], "order": ["name"], "page": ["2"]}
    second = visit(letters["و"])
    assert labels(second) == in_order[3:]
    # The letter is there, under the name that the link has.
    heading = urlsplit(letters["و"]).fragment
    assert second.says(f"//h2[@id='{heading}']") == "و"


def test_pages_of_values_are_turned_as_those_of_results_are(
    papers: Archive, browse: Browse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "PER_PAGE", 3)
    visit = browse(papers)
    page = visit("/facet/source", {"q": "خبر", "since": "2014", "find": "ا"})
    paging = page.one("//nav[@class='paging']")
    assert [a.text_content().split()[-1] for a in paging.xpath(".//li/a")] == ["1", "2"]
    following = page.one("//nav[@class='paging']/a[@rel='next']").get("href")
    assert parameters(following) == {
        "q": ["خبر"],
        "since": ["2014"],
        "find": ["ا"],
        "page": ["2"],
    }
    both = labels(page) + labels(visit(following))
    assert both == ["الوادي", "ألمانيا اليوم", "الساحل", "بوابة النهر", "صدى البحر"]
    beyond = visit("/facet/source", {"page": "9"})
    assert (beyond.status, labels(beyond)) == (200, [])
    assert "لا قيم في هذه الصفحة" in beyond.says()


def test_what_limits_the_search_is_shown_and_can_be_taken_off_there(
    papers: Archive, browse: Browse
) -> None:
    visit = browse(papers)
    page = visit("/facet/source", {"q": "خبر", "since": "2014", "order": "name"})
    chips = page.all("//ul[@class='chips']//a")
    assert [" ".join(one.text_content().split()) for one in chips] == [
        "أزل نص البحث: خبر",
        "أزل التاريخ: منذ 2014",
    ]
    without = urlsplit(chips[1].get("href"))
    assert (without.path, parameters(chips[1].get("href"))) == (
        "/facet/source",
        {"q": ["خبر"], "order": ["name"]},
    )
    chosen = page.all("//a[@class='value']")[0].get("href")
    assert parameters(chosen) == {"q": ["خبر"], "since": ["2014"], "source": ["ألمانيا اليوم"]}


@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_all_values_are_listed_though_an_engine_counts_fewer(
    tmp_path: Any, browse: Browse, monkeypatch: pytest.MonkeyPatch, engine: str
) -> None:
    monkeypatch.setattr(base, "MOST_VALUES", 2)
    monkeypatch.setattr(counting, "MOST_VALUES", 2)
    with Archive.create(tmp_path / "a", engine=engine) as archive:
        archive.add({"text": f"خبر {n}", "source": f"مصدر {n % 5}"} for n in range(9))
        found = labels(browse(archive)("/facet/source"))
        assert sorted(found) == [f"مصدر {n}" for n in range(5)]
        narrowed = browse(archive)("/facet/source", {"source": "مصدر 1", "order": "name"})
        assert labels(narrowed) == sorted(found)
