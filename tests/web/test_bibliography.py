"""What is found, cited: on the page of a bibliography, in its files, and beside each result."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from striprtf.striprtf import rtf_to_text

from kashshaf import Archive
from kashshaf.archive.writers.bibliography import MOST_CITED

Visit = Callable[..., Any]
LRM, RLM = "\u200e", "\u200f"
MARKS = str.maketrans("", "", LRM + RLM)


def entries(page: Any) -> list[str]:
    return [" ".join(entry.text_content().split()) for entry in page.all("//ul[@id='entries']/li")]


def test_all_of_a_search_is_cited_and_no_sign_of_direction_is_among_the_words(
    visit: Visit, archive: Archive
) -> None:
    asked = {"q": "كتاب OR مكتبة", "platform": "web", "cite": "chicago"}
    page = visit("/bibliography", asked)
    found = entries(page)
    assert len(found) == archive.count("كتاب OR مكتبة", only={"platform": ["web"]}) > 3
    assert (page.one("//ul[@id='entries']").get("dir"), "rtl") == (
        "ltr",
        page.all("//ul[@id='entries']//bdi")[0].get("dir"),
    )
    assert not {LRM, RLM} & set("".join(found))
    # What plain text needs of them is kept for it, where none selects it.
    assert {mark.get("value") for mark in page.all("//li/data")} == {LRM}


@pytest.mark.parametrize("style", ["arabic", "apa", "chicago", "mla"])
def test_the_page_and_its_files_cite_alike_in_the_style_that_is_asked_for(
    style: str, visit: Visit, client: FlaskClient
) -> None:
    page = visit("/bibliography", {"q": "كتاب", "cite": style, "lang": "en"})
    found = entries(page)
    text = client.get(page.link("Plain text")).text.translate(MARKS)
    assert text.rstrip("\n").split("\n\n")[1:] == found
    document = client.get(page.link("RTF"))
    assert document.mimetype == "application/rtf"
    letters = rtf_to_text(document.text).encode("utf-16", "surrogatepass").decode("utf-16")
    said = [line for line in letters.splitlines() if line]
    assert [line.translate(MARKS) for line in said[1:]] == found


def test_the_style_is_kept_by_a_link_and_acts_beside_each_result(
    visit: Visit, client: FlaskClient
) -> None:
    answer = client.get("/bibliography?q=كتاب&cite=apa")
    assert "cite=apa" in answer.headers["Set-Cookie"]
    page = visit("/", {"q": "كتاب", "cite": "apa"})
    cited = page.all("//details[@class='cite-hit']")
    assert len(cited) == len(page.all("//article[contains(@class, 'hit')]"))
    first = cited[0].xpath(".//p")[0].text_content()
    assert first in "".join(entries(visit("/bibliography", {"q": "كتاب", "cite": "apa"})))
    (chosen,) = cited[0].xpath(".//a[@aria-current]")
    assert chosen.text == "APA"
    assert cited[0].xpath(".//a")[0].get("href").endswith("cite=arabic#cite-1")


def test_a_list_and_a_story_are_cited_like_any_results(
    client: FlaskClient, press_client: FlaskClient, visit: Visit, visit_press: Visit
) -> None:
    sent = {"ids": '["saahil-2014-001"]', "page": "bibliography"}
    address = client.post("/lists/open", data=sent).headers["Location"]
    assert address.startswith("/bibliography?among=")
    (entry,) = entries(visit(address))
    assert "معرض الكتاب يفتح أبوابه في رأس المرجان" in entry
    story = visit_press("/story/manara", {"lang": "en"})
    copies = len(story.all("//section[contains(@class, 'of-one-date')]//li"))
    assert len(entries(visit_press(story.link("Bibliography of the copies")))) == copies > 2


def test_it_says_where_it_is_cut_and_where_there_is_nothing(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MOST_CITED == 2_000
    monkeypatch.setattr("kashshaf.archive.writers.bibliography.MOST_CITED", 3)
    monkeypatch.setattr("kashshaf.web.pages.bibliography.MOST_CITED", 3)
    page = visit("/bibliography", {"q": "", "lang": "en"})
    assert len(entries(page)) == 3
    assert "3 items at most" in page.says("//p[@class='notice']")
    nothing = visit("/bibliography", {"q": "زغلولانية", "match": "all", "lang": "en"})
    assert "There is nothing to cite." in nothing.says()


def test_a_wrong_search_is_told(client: FlaskClient) -> None:
    assert client.get("/bibliography?since=x").status_code == 400
