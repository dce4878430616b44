"""What `ingest --explain` tells: which reader and why, and where each field would come from."""

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from office_files import docx, epub, xlsx
from reading_files import written

from kashshaf import Archive, ExplainedFile, InputError, explain
from kashshaf.archive.lock import writing
from kashshaf.archive.readers import Item, Knowledge, Reader, SourceFile

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "fixtures"
STORY = "افتتحت المكتبة العامة أبوابها صباح اليوم أمام جمهور غفير من القراء."


def alone(*paths: Path | str, **options: Any) -> ExplainedFile:
    """The one file that these paths are."""
    [file] = explain(paths, **options)
    return file


def places(file: ExplainedFile, item: int = 0) -> dict[str, str]:
    """Where each field of an item comes from: `column headline`."""
    return {
        one.name: " + ".join(f"{place.kind} {place.name}".strip() for place in one.whence.places)
        for one in file.items[item].fields
    }


def changes(file: ExplainedFile, item: int = 0) -> dict[str, tuple[Any, Any]]:
    """What is written in the file and what it becomes, of the fields where these differ."""
    fields = file.items[item].fields
    return {one.name: (one.written, one.value) for one in fields if one.written}


def lines(folder: Path, *objects: dict[str, Any], name: str = "a.jsonl") -> Path:
    return written(folder, name, "".join(json.dumps(one) + "\n" for one in objects))


# Which reader


@pytest.mark.parametrize(
    ("name", "reader", "why"),
    [
        ("items/articles.jsonl", "jsonl", "suffix"),
        ("items/saved/saahil-desalination.txt", "text", "suffix"),
        ("formats/rss.xml", "feed", "shape"),
        ("formats/crawl.warc", "warc", "bytes"),
        ("platforms/telegram-channel.json", "telegram", "shape"),
        ("platforms/twint.csv", "posts", "shape"),
    ],
)
def test_the_reader_of_a_file_is_told_with_the_reason(name: str, reader: str, why: str) -> None:
    file = alone(FIXTURES / name)
    assert (file.reader, file.why) == (reader, why)


def test_the_reader_that_was_named_is_told_as_such(tmp_path: Path) -> None:
    file = alone(lines(tmp_path, {"title": "خبر"}, name="a.txt"), reader="json")
    assert (file.reader, file.why) == ("json", "named")


def test_each_file_in_a_zip_is_told_of_by_itself(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "press.zip", "w") as archive:
        archive.writestr("a/one.txt", f"عنوان أول\n\n{STORY}\n")
        archive.writestr("two.csv", f"headline,body\nعنوان ثانٍ,{STORY}\n")
    one, two = explain([tmp_path / "press.zip"])
    assert (one.file, one.reader) == (f"{tmp_path}/press.zip/a/one.txt", "text")
    assert (two.file, two.reader) == (f"{tmp_path}/press.zip/two.csv", "csv")
    assert places(two)["title"] == "column headline"


def test_the_encoding_and_what_was_repaired_are_told(tmp_path: Path) -> None:
    text = f"عنوان\n\n{STORY}\n"
    windows = alone(written(tmp_path, "a.txt", text.encode("cp1256")))
    assert (windows.encoding, windows.repaired) == ("windows-1256", None)
    garbled = alone(written(tmp_path, "b.txt", text.encode().decode("latin-1")))
    assert (garbled.encoding, garbled.repaired) == ("UTF-8", "UTF-8 read as ISO 8859-1")
    assert alone(FIXTURES / "formats" / "newsletter.eml").encoding is None


# Columns


def test_a_column_is_told_that_was_known_by_its_name_or_named(tmp_path: Path) -> None:
    sheet = written(tmp_path, "a.csv", f"headline,outlet,body,desk\nخبر,الساحل,{STORY},محليات\n")
    file = alone(sheet, columns={"source": "outlet"})
    assert places(file) == {
        "id": "content",
        "title": "column headline",
        "source": "mapped outlet",
        "text": "column body",
    }
    assert file.items[0].extra == {"desk": "محليات"}


def test_values_within_others_are_told_by_their_path(tmp_path: Path) -> None:
    post = {
        "title": {"rendered": "خبر <b>اليوم</b>"},
        "content": {"rendered": f"<p>{STORY}</p>"},
        "date": {"$date": "2014-09-03"},
        "meta": {"byline": "ليلى منصور"},
    }
    file = alone(lines(tmp_path, post), columns={"author": "meta.byline"})
    assert places(file) == {
        "id": "content",
        "title": "column title.rendered",
        "text": "column content.rendered",
        "published": "column date.$date",
        "author": "mapped meta.byline",
    }


def test_what_a_dump_of_elasticsearch_wraps_is_told_by_its_path(tmp_path: Path) -> None:
    file = alone(lines(tmp_path, {"_id": "x", "_source": {"headline": "خبر", "body": STORY}}))
    assert places(file)["title"] == "column _source.headline"


def test_what_a_table_gave_another_name_is_told_with_what_was_written(tmp_path: Path) -> None:
    given = {"title": "خبر", "source": "aawsat", "date": "3 أيلول 2014", "platform": "فيس بوك"}
    file = alone(lines(tmp_path, given))
    assert places(file)["source"] == "column source + table"
    assert changes(file) == {
        "source": ("aawsat", "الشرق الأوسط"),
        "published": ("3 أيلول 2014", "2014-09-03"),
        "platform": ("فيس بوك", "facebook"),
    }
    assert file.items[0].extra == {}


def test_what_the_archive_infers_is_told_as_such(tmp_path: Path) -> None:
    page = {"title": "خبر رويترز عن تويتر", "text": "أعلنت ذلك وكالة رويترز عبر تويتر."}
    page["url"] = "https://www.aljazeera.net/news/1"
    tweet = {"id": "1758461219435446279", "text": "خبر", "platform": "تويتر"}
    file = alone(lines(tmp_path, page, tweet))
    told = places(file)
    assert told["source"] == "host www.aljazeera.net"
    assert told["platform"] == "address www.aljazeera.net"
    assert told["mentions"] == told["agencies"] == "named"
    assert places(file, 1)["published"] == "number"


# Pages and texts


def test_what_a_page_states_is_told_by_the_name_that_states_it(tmp_path: Path) -> None:
    page = f"""<!doctype html><html lang="ar"><head><title>مكتبة جديدة - صحيفة الساحل</title>
    <meta property="og:site_name" content="صحيفة الساحل">
    <meta property="og:description" content="صحيفة الساحل">
    <link rel="canonical" href="https://saahil.example.org/1">
    <script type="application/ld+json">{{"@type": "NewsArticle", "headline": "مكتبة جديدة",
      "datePublished": "2014-09-03T10:00:00+03:00", "author": {{"name": "ليلى منصور"}}}}</script>
    </head><body><h1>مكتبة جديدة</h1><article><p>{STORY * 3}</p><p>{STORY * 4}</p></article>
    </body></html>"""
    file = alone(written(tmp_path, "a.html", page))
    assert places(file) == {
        "id": "path",
        "title": "linked-data headline + element h1",
        "text": "main-text",
        "source": "markup og:site_name",
        "published": "linked-data datePublished",
        "platform": "address saahil.example.org",
        "author": "linked-data author.name",
        "url": "element canonical",
        "language": "element html lang",
    }
    assert changes(file)["published"] == ("2014-09-03T10:00:00+03:00", "2014-09-03")


def test_what_a_page_only_shows_is_told_as_standing_by_the_headline(tmp_path: Path) -> None:
    page = f"""<!doctype html><html><head><title>مكتبة جديدة</title></head><body>
    <h1>مكتبة جديدة</h1><div>3 أيلول 2014</div><p>{STORY * 3}</p><p>{STORY * 4}</p></body></html>"""
    assert places(alone(written(tmp_path, "a.html", page)))["published"] == "beside-headline"


def test_the_particulars_of_a_text_are_told_by_their_lines(tmp_path: Path) -> None:
    text = (
        f"2014-12-18 07:28\nمكتبة جديدة\nبيروت: ليلى منصور\n\n{STORY}\n{STORY}\n\nالمصدر: الجزيرة\n"
    )
    file = alone(written(tmp_path, "a.txt", text))
    assert places(file) == {
        "id": "path",
        "title": "line 2",
        "text": "other-lines",
        "published": "line 1",
        "author": "line 3",
        "source": "line 8 + table",
    }
    assert changes(file)["published"] == ("2014-12-18 07:28", "2014-12-18")


def test_the_day_of_a_change_is_told_by_its_line_where_no_other_day_is_stated(
    tmp_path: Path,
) -> None:
    text = f"مكتبة جديدة\nآخر تحديث: 16/02/2024 - 19:02\n\n{STORY}\n"
    assert places(alone(written(tmp_path, "a.txt", text)))["published"] == "line 2"


def test_front_matter_is_told_by_its_keys() -> None:
    told = places(alone(FIXTURES / "formats" / "note.md"))
    assert (told["author"], told["text"]) == ("column الكاتب", "other-lines")


# Formats and platforms


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (
            "formats/rss.xml",
            {
                "title": "element title",
                "text": "element content:encoded",
                "source": "element channel.title",
                "author": "element dc:creator",
            },
        ),
        ("formats/wordpress.xml", {"text": "element content:encoded", "tags": "element category"}),
        (
            "formats/feed.json",
            {"text": "column content_html + column summary", "author": "column authors.name"},
        ),
        ("formats/newsletter.eml", {"title": "header Subject", "published": "header Date"}),
        ("formats/library.ris", {"title": "column TI", "tags": "column KW"}),
        ("formats/library.bib", {"source": "column journaltitle", "tags": "column keywords"}),
        ("formats/library.json", {"source": "column container-title", "text": "column abstract"}),
        ("formats/rolling.vtt", {"title": "file-name", "text": "main-text"}),
        (
            "formats/zotero/صحافة الميناء.rdf",
            {
                "title": "element dc:title",
                "text": "attachment files/12/افتتاح مكتبة المرفأ.html",
                "published": "element dc:date",
            },
        ),
        ("formats/crawl.warc", {"id": "header warc-target-uri", "language": "element html lang"}),
    ],
)
def test_the_fields_of_each_format_are_told_by_its_own_names(
    name: str, told: dict[str, str]
) -> None:
    assert places(alone(FIXTURES / name)).items() >= told.items()


def test_a_document_is_told_by_its_paragraphs_and_properties(tmp_path: Path) -> None:
    told = places(alone(written(tmp_path, "a.docx", docx(title=""))))
    assert (told["source"], told["title"], told["published"]) == ("line 1", "line 2", "line 3")
    assert (told["author"], told["text"]) == ("property author", "other-lines")
    named = places(alone(written(tmp_path, "b.docx", docx(title="مكتبة المرفأ"))))
    assert named["title"] == "property title"


def test_a_book_is_told_by_its_properties(tmp_path: Path) -> None:
    told = places(alone(written(tmp_path, "a.epub", epub())))
    assert (told["source"], told["author"]) == ("property title", "property creator")


def test_a_sheet_is_told_by_its_columns(tmp_path: Path) -> None:
    pytest.importorskip("python_calamine")
    sheet = xlsx({"محليات": [["headline", "body"], ["خبر", STORY]]})
    file = alone(written(tmp_path, "a.xlsx", sheet))
    assert (file.reader, file.why, file.items[0].file) == ("sheets", "bytes", f"{file.file}/محليات")
    assert places(file)["title"] == "column headline"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (
            "telegram-channel.json",
            {"source": "column name", "author": "column author", "tags": "column text.text"},
        ),
        ("telegram-messages.html", {"source": "element page_header", "text": "element text"}),
        ("telegram-api.jsonl", {"text": "column message", "author": "column post_author"}),
        ("x-twarc.jsonl", {"id": "column data.id", "author": "column includes.users.name"}),
        ("x-tweets.js", {"text": "column tweet.full_text", "language": "column tweet.lang"}),
        (
            "facebook-your_posts_1.json",
            {"text": "column data.post", "published": "column timestamp"},
        ),
        ("instagram-posts_1.json", {"text": "column media.title"}),
        ("mastodon-outbox.json", {"text": "column orderedItems.object.content"}),
        ("reddit-dump.ndjson", {"title": "column title", "text": "column selftext"}),
        ("tiktok-videos.ndjson", {"text": "column data.desc"}),
        ("vk-wall.json", {"source": "column response.groups.name"}),
        ("diaspora-account.json", {"text": "column user.posts.entity_data.text"}),
        ("twint.csv", {"text": "column tweet", "author": "column name"}),
        ("crowdtangle-facebook.csv", {"source": "column Page Name", "tags": "column Message"}),
        ("yt-dlp-video.info.json", {"source": "column channel", "text": "column description"}),
    ],
)
def test_the_fields_of_posts_are_told_by_the_names_that_the_export_has(
    name: str, told: dict[str, str]
) -> None:
    file = alone(FIXTURES / "platforms" / name)
    assert places(file).items() >= told.items()
    assert places(file)["platform"].startswith(("reader", "address", "column extractor"))


def test_a_chat_of_whatsapp_is_told_by_its_lines_and_the_name_of_its_file() -> None:
    file = alone(FIXTURES / "platforms" / "WhatsApp Chat with قرّاء المرفأ.txt")
    told = places(file, 1)
    assert (told["author"], told["published"], told["source"]) == ("line 8", "line 8", "file-name")


def test_an_id_that_is_made_of_two_numbers_names_both() -> None:
    file = alone(FIXTURES / "platforms" / "telegram-api.jsonl")
    [made] = [one for one in file.items[0].fields if one.name == "id"]
    assert made.whence.how == "made"
    assert [place.name for place in made.whence.places] == ["peer_id.channel_id", "id"]


def test_several_items_of_one_object_are_told_each_by_its_own_part() -> None:
    file = alone(FIXTURES / "platforms" / "yt-dlp-video.info.json")
    assert places(file, 1)["text"] == "column comments.text"
    assert places(file, 1)["author"] == "column comments.author"


def test_values_that_two_rows_share_are_told_by_the_columns_of_each(tmp_path: Path) -> None:
    rows = [{"title": "خبر", "desk": "ليلى"}, {"title": "آخر", "desk": "محليات", "author": "ليلى"}]
    assert places(alone(lines(tmp_path, *rows)), 1)["author"] == "column author"


def test_of_columns_that_say_the_same_by_chance_that_of_the_field_is_told(tmp_path: Path) -> None:
    row = {"views": 7, "id": 7, "title": "خبر", "day": 2014, "year": 2014}
    told = places(alone(lines(tmp_path, row), columns={"published": "year"}))
    assert (told["id"], told["published"]) == ("column id", "mapped year")


def test_a_reader_that_shows_nothing_is_named_itself(tmp_path: Path) -> None:
    def read(document: SourceFile, knowledge: Knowledge) -> Iterator[Item]:
        yield document.item({"title": "عاجل"}, 1)

    ticker = Reader(name="ticker", description="-", arabic="-", suffixes=(".tick",), read=read)
    file = alone(written(tmp_path, "a.tick", "x"), readers=[ticker])
    assert (file.reader, places(file)["title"]) == ("ticker", "reader ticker")


# What is not taken in, and how far is read


def test_rejections_are_told_with_their_reasons_and_places(tmp_path: Path) -> None:
    path = written(tmp_path, "a.jsonl", '{"title": "خبر"}\n{"broken\n{"desk": "محليات"}\n')
    broken, empty = alone(path).rejections
    assert (broken.origin.position, empty.origin.position) == (2, 3)
    assert "not whole, correct JSON" in broken.reason
    assert "neither a title nor a text" in empty.reason


def test_a_file_that_none_reads_says_why(tmp_path: Path) -> None:
    file = alone(written(tmp_path, "a.bin", b"\x89PNG\r\n\x1a\n"))
    assert (file.reader, file.why, file.items) == (None, None, ())
    assert "a PNG image" in file.rejections[0].reason


def test_texts_that_no_field_knows_are_named(tmp_path: Path) -> None:
    file = alone(lines(tmp_path, {"title": "خبر", "notes": STORY}))
    assert [unused.column for unused in file.unused] == ["notes"]


def test_a_mapped_column_that_is_not_there_is_told_though_the_file_is_not_read_to_its_end(
    tmp_path: Path,
) -> None:
    rows = [{"title": f"خبر {number}"} for number in range(9)]
    file = alone(lines(tmp_path, *rows), columns={"author": "writer"}, items=2)
    assert "has no column for --map author=writer" in file.rejections[-1].reason


def test_no_more_is_read_than_the_first_items_need(tmp_path: Path) -> None:
    read: list[int] = []

    def endless(document: SourceFile, knowledge: Knowledge) -> Iterator[Item]:
        for number in range(1, 10**6):
            read.append(number)
            yield document.item({"title": f"خبر {number}"}, number)

    ticker = Reader(name="ticker", description="-", arabic="-", suffixes=(".tick",), read=endless)
    paths = [written(tmp_path, name, "x") for name in ("a.tick", "b.tick")]
    first, second = explain(paths, readers=[ticker], items=2)
    assert [len(first.items), len(second.items)] == [2, 2]
    assert not first.is_whole
    assert len(read) <= 6


def test_what_the_whole_file_says_is_told_as_whole(tmp_path: Path) -> None:
    rows = [{"title": f"خبر {number}"} for number in range(3)]
    assert alone(lines(tmp_path, *rows)).is_whole
    assert not alone(lines(tmp_path, *rows), items=2).is_whole


def test_long_values_are_cut(tmp_path: Path) -> None:
    row = {"title": "خبر", "text": STORY * 50, "notes": {"a": "ب" * 1000}, "list": list(range(99))}
    [item] = alone(lines(tmp_path, row)).items
    assert {one.name: len(str(one.value)) for one in item.fields}["text"] <= 201
    assert len(item.extra["notes"]) <= 201
    assert item.extra["list"][-2:] == [9, "…"]


def test_a_path_where_nothing_is_is_an_error_at_once(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        explain([tmp_path / "none.txt"])


# With an archive


def test_an_archive_explains_by_its_own_names_and_fields_and_is_left_as_it_is(
    tmp_path: Path,
) -> None:
    fields = {"section": {"label": {"ar": "القسم", "en": "Section"}, "columns": ["category"]}}
    with Archive.create(tmp_path / "press", fields=fields) as archive:
        settings = archive.folder / "settings.toml"
        added = '[sources."صحيفة الساحل"]\nnames = ["as-sahel"]\n'
        settings.write_text(settings.read_text("utf-8") + added, "utf-8")
    row = lines(tmp_path, {"title": "خبر", "source": "as-sahel", "category": "ثقافة"})
    with Archive.open(tmp_path / "press") as archive:
        before = sorted(path.name for path in archive.folder.rglob("*"))
        with writing(archive.folder, "a test", timeout=0):
            [file] = archive.explain([row])
        assert sorted(path.name for path in archive.folder.rglob("*")) == before
        assert len(archive) == 0
    assert changes(file)["source"] == ("as-sahel", "صحيفة الساحل")
    assert places(file)["section"] == "column category"
    assert file.items[0].extra == {}


def test_ingest_takes_in_what_was_explained(tmp_path: Path) -> None:
    paths = [FIXTURES / "items", FIXTURES / "pages"]
    told = [
        (item.file, item.position, one.value)
        for file in explain(paths, items=1_000)
        for item in file.items
        for one in item.fields
        if one.name == "title"
    ]
    with Archive.in_memory() as archive:
        archive.ingest(paths)
        kept = {
            (came.file, came.position, record.title)
            for record in archive
            if (came := record.provenance) and record.title
        }
    assert {one for one in told if len(one[2]) <= 200} >= {
        one for one in kept if len(one[2]) <= 200
    }
