"""Pages as people save them: with their folder beside, or with the whole of their site."""

import io
from pathlib import Path
from zipfile import ZipFile

import pytest
from reading_files import taken, written

from kashshaf.archive.readers import size_of

TEXT = "انطلقت العبّارة الشمسية صباح اليوم من رأس المرجان إلى الجزر الثلاث في رحلتها الأولى."
PAGE = (
    "<!DOCTYPE html>{before}<html{root}><head><title>عبّارة تعمل بالشمس</title></head><body>"
    f"<article><h1>عبّارة تعمل بالشمس</h1><p>{TEXT}</p><p>وقال القبطان إن الرحلة تستغرق ساعة.</p>"
    "</article></body></html>"
)
PARTS = {"frame.html": PAGE, "style.css": "p{}", "app.js": "var a;", "photo.png": "\x89PNG..."}


def page(before: str = "", root: str = "") -> str:
    return PAGE.replace("{before}", before).replace("{root}", root)


def saved(folder: Path, name: str, parts: str) -> Path:
    """A page with the folder of its parts."""
    (folder / parts / "more").mkdir(parents=True)
    for part, content in PARTS.items():
        written(folder / parts, part, content.encode("latin-1", "ignore") + b" ")
        written(folder / parts / "more", part, content)
    return written(folder, name, page())


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("عبّارة.html", "عبّارة_files"),
        ("page.htm", "page-Dateien"),
        ("page.html", "page_fichiers"),
        ("page.html", "page_archivos"),
        ("page.html", "page_ملفات"),
        ("page.xhtml", "page.files"),
    ],
)
def test_the_folder_of_a_saved_page_is_left_out_and_told_of_once(
    tmp_path: Path, name: str, parts: str
) -> None:
    path = saved(tmp_path, name, parts)
    items, (told,) = taken(tmp_path)
    assert [item.origin.file for item in items] == [str(path)]
    assert "8 files in all" in told.reason
    assert told.origin.file == str(tmp_path / parts)


def test_many_saved_pages_are_told_of_in_one_line(tmp_path: Path) -> None:
    for number in range(5):
        saved(tmp_path, f"{number}.html", f"{number}_files")
    read: list[int] = []
    items, (told,) = taken(tmp_path, consumed=read.append)
    assert len(items) == 5
    assert "40 files in all" in told.reason
    assert sum(read) == size_of([tmp_path])


def test_a_saved_page_in_a_zip_keeps_its_folder_too(tmp_path: Path) -> None:
    data = io.BytesIO()
    with ZipFile(data, "w") as archive:
        for part, content in PARTS.items():
            archive.writestr(f"أرشيف/page_files/{part}", content)
        archive.writestr("أرشيف/page.html", page())
    items, (told,) = taken(written(tmp_path, "a.zip", data.getvalue()))
    assert [item.fields["title"] for item in items] == ["عبّارة تعمل بالشمس"]
    assert "4 files in all" in told.reason


def test_a_saved_page_that_a_bibliography_has_is_its_text_and_no_page(tmp_path: Path) -> None:
    written(tmp_path, "a.html", page())
    reference = "TY  - NEWS\nTI  - عبّارة تعمل بالشمس\nL1  - a.html\nER  - \n"
    written(tmp_path, "z.ris", reference)
    items, _ = taken(tmp_path)
    assert [Path(item.origin.file).name for item in items] == ["z.ris"]


def test_a_folder_whose_page_is_not_beside_it_is_read(tmp_path: Path) -> None:
    saved(tmp_path, "page.html", "other_files")
    items, _ = taken(tmp_path)
    assert len(items) == 3


def test_the_folder_of_a_page_is_read_where_it_alone_is_named(tmp_path: Path) -> None:
    saved(tmp_path, "page.html", "page_files")
    items, _ = taken(tmp_path / "page_files")
    assert len(items) == 2


def test_the_folder_is_left_out_also_where_it_is_named_beside_its_page(tmp_path: Path) -> None:
    saved(tmp_path, "page.html", "page_files")
    items, (told,) = taken(*sorted(tmp_path.iterdir(), reverse=True))
    assert len(items) == 1
    assert "8 files in all" in told.reason


@pytest.mark.parametrize(
    ("before", "root", "url"),
    [
        (
            "<!-- saved from url=(0040)https://manara.example.org/2024/ferry -->",
            "",
            "https://manara.example.org/2024/ferry",
        ),
        (
            "<!--\n Page saved with SingleFile \n url: https://manara.example.org/2024/ferry \n"
            " saved date: Fri Feb 16 2024 18:37:58 GMT+0300\n-->",
            "",
            "https://manara.example.org/2024/ferry",
        ),
        (
            "<!-- Mirrored from manara.example.org/2024/ferry.html by HTTrack Website Copier/3.x"
            " [XR&CO'2014], Thu, 18 Dec 2014 07:28:00 GMT -->",
            "",
            "http://manara.example.org/2024/ferry.html",
        ),
        (
            "",
            ' data-scrapbook-source="https://manara.example.org/2024/ferry"',
            "https://manara.example.org/2024/ferry",
        ),
    ],
)
def test_the_address_that_a_program_noted_is_the_pages(
    tmp_path: Path, before: str, root: str, url: str
) -> None:
    (item,), _ = taken(written(tmp_path, "a.html", page(before, root)))
    assert item.fields["url"] == url


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("www.manara.example.org/2014/09/x.html", "http://www.manara.example.org/2014/09/x.html"),
        ("manara.example.org/2014/index.html", "http://manara.example.org/2014/"),
        ("www.aljazeera.net/news/a.php?id=12.html", "http://www.aljazeera.net/news/a.php?id=12"),
        ("www.aljazeera.net/a.asp@id=12&p=1.html", "http://www.aljazeera.net/a.asp?id=12&p=1"),
        ("www.aljazeera.net/story.php.html", "http://www.aljazeera.net/story.php"),
        ("kept/2014/x.html", None),
        ("notes.md/x.html", None),
        ("v1.2/x.html", None),
    ],
)
def test_the_address_of_a_mirrored_page_is_seen_from_its_path(
    tmp_path: Path, path: str, url: str | None
) -> None:
    file = tmp_path / path
    file.parent.mkdir(parents=True)
    (item,), _ = taken(written(file.parent, file.name, page()))
    assert item.fields.get("url") == url


def test_a_page_that_states_its_address_keeps_it_in_a_mirror(tmp_path: Path) -> None:
    folder = tmp_path / "www.manara.example.org"
    folder.mkdir()
    stated = page().replace(
        "<head>", '<head><link rel="canonical" href="https://saahil.example.org/1">'
    )
    (item,), _ = taken(written(folder, "a.html", stated))
    assert item.fields["url"] == "https://saahil.example.org/1"


SITEMAP = (
    '<?xml version="1.0" encoding="UTF-8"?><?xml-stylesheet type="text/xsl" href="//a/main.xsl"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://a.example.org/1'
    "</loc></url></urlset>"
)
SHOWN = (
    '<html><head><title>{}</title></head><body><div id="content"><table id="{}"><tbody>'
    f"{'<tr><td><a>https://a.example.org/1</a></td><td>2024-02-16</td></tr>' * 40}"
    "</tbody></table></div></body></html>"
)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("sitemap.xml", SITEMAP),
        ("sitemap.html", SITEMAP),
        ("sitemap", SITEMAP.replace("urlset", "sitemapindex")),
        ("post-sitemap.htm", SHOWN.format("XML Sitemap", "sitemap")),
        ("a.html", SHOWN.format("خريطة الموقع - شبكة المنارة", "a")),
        ("a.html", SHOWN.format("شبكة المنارة | Site Map", "a")),
        ("sitemap.txt", "https://a.example.org/1\nhttps://a.example.org/2\n"),
        ("robots.txt", "# a\nUser-agent: *\nDisallow: /wp-admin/\n"),
        ("robots.txt", "Sitemap: https://a.example.org/sitemap.xml\n\nUser-agent: *\nAllow: /\n"),
    ],
)
def test_what_lists_a_sites_addresses_is_refused_as_that(
    tmp_path: Path, name: str, text: str
) -> None:
    items, (rejection,) = taken(written(tmp_path, name, text))
    assert not items
    assert "has no text" in rejection.reason


def test_a_page_that_speaks_of_sitemaps_is_read(tmp_path: Path) -> None:
    speaking = page().replace("عبّارة تعمل بالشمس", "خريطة الموقع الأثري في رأس المرجان")
    (item,), _ = taken(written(tmp_path, "a.html", speaking))
    assert item.fields["title"] == "خريطة الموقع الأثري في رأس المرجان"
