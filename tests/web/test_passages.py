"""Links to a passage of a record: where they lead, and what they say of a changed text."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from kashshaf import Archive

Visit = Callable[..., Any]
TEXT = """رست السفينة صباح أمس في مرفأ الرأس، وعلى متنها قمح كثير.
The captain said that the crossing was calm.
* * *
وقال القبطان إن العبور كان هادئًا، وإن السفينة ترحل غدًا إلى الجزيرة."""
CHOSEN = "//span[@class='chosen']"
PARAGRAPHS = "//div[starts-with(@class, 'text')]/p"


@pytest.fixture
def harbour(tmp_path: Path) -> Iterator[Archive]:
    with Archive.create(tmp_path / "archive") as archive:
        archive.add([{"id": "ship", "title": "سفينة القمح", "text": TEXT}])
        yield archive


@pytest.fixture
def read(harbour: Archive, browse: Callable[[Archive], Visit]) -> Visit:
    return browse(harbour)


def chosen(page: Any) -> str:
    return " ".join("".join(part.text_content() for part in page.all(CHOSEN)).split())


def test_each_paragraph_has_a_link_that_leads_to_it_alone(read: Visit) -> None:
    links = [a.get("href") for a in read("/record/ship").all("//a[@class='permalink']")]
    assert len(links) == 4
    for link, paragraph in zip(links, TEXT.splitlines(), strict=True):
        assert link.endswith("#passage")
        page = read(link.partition("#")[0])
        assert chosen(page) == paragraph
        assert len(page.all("//*[@id='passage']")) == 1
        assert page.all("//p[@class='notice']") == []


def test_a_passage_goes_from_word_to_word_over_paragraphs(read: Visit) -> None:
    page = read("/record/ship", {"passage": "1.9-2.2", "quote": "متنها قمح كثير. The captain"})
    assert chosen(page) == "متنها قمح كثير.The captain"
    assert page.all("//p[@class='notice']") == []


def test_what_was_sought_is_marked_and_counted_within_a_passage_too(read: Visit) -> None:
    page = read("/record/ship", {"q": '"صباح أمس"', "passage": "1.4-1.5", "quote": "أمس في"})
    assert [mark.text_content() for mark in page.all("//mark[@id]")] == ["صباح "]
    assert chosen(page) == "أمس في"
    assert len(page.all("//nav[@class='jumps']//li")) == 1


def test_a_passage_is_found_again_where_the_text_before_it_has_changed(
    harbour: Archive, read: Visit
) -> None:
    link = read("/record/ship").all("//a[@class='permalink']")[3].get("href").partition("#")[0]
    before, *rest = TEXT.splitlines()
    harbour.add([{"id": "ship", "text": "\n".join((before, "سطر جديد.", *rest))}])
    page = read(link)
    assert chosen(page) == TEXT.splitlines()[3]
    assert "انتقل المقطع إلى موضع آخر" in page.says("//p[@class='notice']")


def test_a_passage_that_is_no_longer_there_is_told_with_its_words(
    harbour: Archive, read: Visit
) -> None:
    link = read("/record/ship").all("//a[@class='permalink']")[0].get("href").partition("#")[0]
    (quote,) = parse_qs(urlsplit(link).query)["quote"]
    harbour.add([{"id": "ship", "text": "نص آخر.\nوسطر."}])
    page = read(link)
    assert chosen(page) == ""
    assert "لم يعد المقطع فيه" in page.says("//p[@class='notice']")
    assert page.says("//p[@class='notice']/q") == quote
    english = read(f"{link}&lang=en")
    assert "no longer in it" in english.says("//p[@class='notice']")


def test_vowel_marks_make_no_other_passage(harbour: Archive, read: Visit) -> None:
    harbour.add([{"id": "verse", "text": "قِفا نَبْكِ مِن ذِكرى حَبيبٍ ومَنزلِ\nبسِقطِ اللِّوى"}])
    asked = {"passage": "1.2-1.4", "quote": "نبك من ذكرى"}
    assert chosen(read("/record/verse", asked)) == "نَبْكِ مِن ذِكرى"
    assert chosen(read("/record/verse", {**asked, "tashkeel": "no"})) == "نبك من ذكرى"


@pytest.mark.parametrize(
    "asked",
    [
        {"passage": "x", "quote": "رست"},
        {"passage": "99", "quote": ""},
        {"passage": "1.5-1.2", "quote": "لا شيء منه"},
        {"passage": "0.0-0.0"},
        {"passage": "1.1-1.900", "quote": "<script>"},
    ],
)
def test_a_link_that_leads_to_nothing_hides_no_record(read: Visit, asked: dict[str, str]) -> None:
    page = read("/record/ship", asked)
    assert page.status == 200
    assert chosen(page) == ""
    assert "رست السفينة" in page.says()


def test_each_paragraph_runs_in_its_own_direction(read: Visit) -> None:
    page = read("/record/ship")
    assert page.one("//div[starts-with(@class, 'text')]").get("dir") == "rtl"
    own = {p.get("id"): (p.get("dir"), p.get("lang")) for p in page.all(PARAGRAPHS)}
    assert own == {"p1": (None, None), "p2": ("ltr", ""), "p3": (None, None), "p4": (None, None)}


def test_an_arabic_paragraph_of_an_english_text_runs_from_right_to_left(
    harbour: Archive, read: Visit
) -> None:
    text = "A letter about the harbour and its ships.\n1914\nوالسلام عليكم ورحمة الله"
    harbour.add([{"id": "letter", "text": text, "language": "en"}])
    own = {
        p.get("id"): (p.get("dir"), p.get("lang")) for p in read("/record/letter").all(PARAGRAPHS)
    }
    assert own == {"p1": (None, None), "p2": (None, None), "p3": ("rtl", "ar")}
