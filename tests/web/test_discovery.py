"""What pages say of themselves to search engines, reference managers and whom they are sent to."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest

from kashshaf import Archive
from kashshaf.web import create_app

Visit = Callable[..., Any]
HOSTILE = '</script><script>alert(1)</script><!-- \u2028 "\\'
RECORDS: list[dict[str, Any]] = [
    {
        "id": "article",
        "title": "معرض الكتاب يفتح أبوابه",
        "text": "افتُتح أمس معرض الكتاب.",
        "source": "صحيفة المرفأ",
        "author": "سلمى الحدّاد، John Smith",
        "published": "2014-09-03",
        "url": "https://marfa.example/1",
        "tags": ["ثقافة"],
    },
    {
        "id": "post",
        "text": "المعرض مفتوح حتى الثامنة.",
        "source": "الجزيرة",
        "platform": "twitter",
        "published": "2015-02",
    },
    {"id": "video", "title": "جولة", "text": "جولة.", "platform": "youtube", "published": "2016"},
    {"id": "forum", "title": "سؤال", "text": "متى؟", "author": "ابن الساحل", "platform": "forum"},
    {"id": "bare", "text": "خبر بلا مصدر."},
    {
        "id": "hostile",
        **dict.fromkeys(("title", "text", "source", "author"), HOSTILE),
        "tags": [HOSTILE],
        "url": "javascript:alert(1)",
        "language": '"><script>',
    },
]
# What schema.org or those who read it want of each type.
REQUIRED = {
    "NewsArticle": {"headline", "url", "mainEntityOfPage", "inLanguage"},
    "SocialMediaPosting": {"headline", "author", "datePublished", "text", "url"},
    "VideoObject": {"name", "uploadDate", "description", "url"},
    "DiscussionForumPosting": {"headline", "author", "text", "url"},
}


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Archive]:
    with Archive.create(tmp_path / "archive", title='أرشيف "المرفأ" <b>') as archive:
        archive.add(RECORDS)
        yield archive


@pytest.fixture
def read(small: Archive, browse: Callable[[Archive], Visit]) -> Visit:
    return browse(small)


def said(page: Any) -> dict[str, Any]:
    """What the page says as JSON-LD."""
    found: dict[str, Any] = json.loads(page.one("//script[@type='application/ld+json']").text)
    return found


def metas(page: Any, attribute: str) -> dict[str, str]:
    return {one.get(attribute): one.get("content") for one in page.all(f"//meta[@{attribute}]")}


@pytest.mark.parametrize(
    ("record_id", "kind"),
    [
        ("article", "NewsArticle"),
        ("bare", "NewsArticle"),
        ("post", "SocialMediaPosting"),
        ("video", "VideoObject"),
        ("forum", "DiscussionForumPosting"),
        ("hostile", "NewsArticle"),
    ],
)
def test_a_record_is_told_in_the_words_of_schema_org(
    read: Visit, record_id: str, kind: str
) -> None:
    found = said(read(f"/record/{record_id}"))
    assert (found["@context"], found["@type"]) == ("https://schema.org", kind)
    assert found.keys() >= REQUIRED[kind]
    assert found["archivedAt"] == f"http://localhost/record/{record_id}"
    assert all(value for value in found.values())
    for author in found.get("author", ()):
        assert author.keys() == {"@type", "name"}


def test_who_wrote_it_and_who_printed_it_are_people_and_outlets(read: Visit) -> None:
    article = said(read("/record/article"))
    assert article["author"] == [
        {"@type": "Person", "name": "سلمى الحدّاد"},
        {"@type": "Person", "name": "John Smith"},
    ]
    assert article["publisher"] == {"@type": "Organization", "name": "صحيفة المرفأ"}
    assert article["datePublished"] == "2014-09-03"
    assert article["url"] == "https://marfa.example/1"
    (account,) = said(read("/record/post"))["author"]
    assert account["@type"] == "Organization"


def test_nothing_that_a_record_says_can_end_what_is_said_of_it(read: Visit) -> None:
    page = read("/record/hostile")
    assert said(page)["headline"] == " ".join(HOSTILE.split())
    assert "alert(1)</script>" not in page.source
    assert said(page)["url"] == "http://localhost/record/hostile"
    assert said(read("/"))["name"] == 'أرشيف "المرفأ" <b>'


def test_the_first_page_says_how_the_archive_is_searched(read: Visit) -> None:
    site = said(read("/"))
    assert site["@type"] == "WebSite"
    assert site["potentialAction"]["target"]["urlTemplate"] == (
        "http://localhost/?q={search_term_string}"
    )
    assert site["potentialAction"]["query-input"] == "required name=search_term_string"
    assert read("/", {"q": "كتاب"}).all("//script[@type='application/ld+json']") == []


def test_who_is_sent_an_address_sees_what_is_there(read: Visit) -> None:
    shown = metas(read("/record/article"), "property")
    assert shown["og:type"] == "article"
    assert shown["og:title"] == "معرض الكتاب يفتح أبوابه"
    assert shown["og:description"].startswith("افتُتح أمس")
    assert shown["og:url"] == "http://localhost/record/article"
    assert shown["og:image"].startswith("http://localhost/")
    assert shown["og:site_name"] == 'أرشيف "المرفأ" <b>'
    first = metas(read("/"), "property")
    assert (first["og:type"], first["og:title"]) == ("website", 'أرشيف "المرفأ" <b>')
    assert "og:url" not in metas(read("/", {"q": "كتاب"}), "property")


def test_zotero_takes_no_archive_for_a_newspaper_and_no_byline_for_an_author(read: Visit) -> None:
    page = read("/record/bare")
    assert "og:site_name" not in metas(page, "property")
    assert page.all("//*[contains(@class, 'byline')]") == []
    declared = {one.get("rel") for one in page.all("//link[starts-with(@rel, 'schema.')]")}
    assert declared == {"schema.DC", "schema.citation"}


def test_results_are_taken_by_reference_managers_several_at_once(read: Visit) -> None:
    spans = read("/", {"q": "معرض"}).all("//span[@class='Z3988']")
    told = [parse_qs(span.get("title")) for span in spans]
    (article,) = [one for one in told if one["rft.type"] == ["newspaperArticle"]]
    assert article["rft_val_fmt"] == ["info:ofi/fmt:kev:mtx:dc"]
    assert article["rft.title"] == ["معرض الكتاب يفتح أبوابه"]
    assert article["rft.creator"] == ["سلمى الحدّاد,", "John Smith"]
    assert article["rft.source"] == ["صحيفة المرفأ"]
    assert article["rft.identifier"] == ["https://marfa.example/1"]
    assert read("/record/article").all("//span[@class='Z3988']") == []


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_manifest_names_the_archive_and_its_icons(small: Archive, lang: str) -> None:
    client = create_app(small).test_client()
    page = client.get(f"/?lang={lang}")
    assert "manifest-src 'self'" in page.headers["Content-Security-Policy"]
    answer = client.get(f"/manifest.webmanifest?lang={lang}")
    manifest = json.loads(answer.data)
    assert answer.mimetype == "application/manifest+json"
    assert manifest["name"] == 'أرشيف "المرفأ" <b>'
    assert (manifest["lang"], manifest["dir"]) == (lang, "rtl" if lang == "ar" else "ltr")
    for icon in manifest["icons"]:
        image = client.get(icon["src"], buffered=True).data
        width = int.from_bytes(image[16:20])
        assert image.startswith(b"\x89PNG")
        assert icon["sizes"] == f"{width}x{width}"


def test_of_a_private_archive_nothing_is_shown_to_who_is_sent_an_address(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    with Archive.create(folder) as archive:
        archive.add(RECORDS[:1])
    settings = folder / "settings.toml"
    settings.write_text("private = true\n" + settings.read_text("utf-8"), "utf-8")
    with Archive.open(folder) as archive:
        client = create_app(archive).test_client()
        for path in ("/", "/record/article"):
            text = client.get(path).text
            assert "og:" not in text
            assert "ld+json" not in text


def test_whole_addresses_are_those_that_a_proxy_says(small: Archive) -> None:
    client = create_app(small).test_client()
    text = client.get("/record/article", base_url="https://press.example/archive").text
    assert '"archivedAt": "https://press.example/archive/record/article"' in text
    assert 'property="og:url" content="https://press.example/archive/record/article"' in text
