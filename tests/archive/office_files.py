"""Documents as the programs of an office save them, made of a few invented sentences."""

import io
from collections.abc import Mapping
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

TITLE = "افتتاح المكتبة الجديدة في المرفأ"
SOURCE = "صحيفة الساحل"
DATE = "14 مارس 2021"
FIRST = "افتتحت أمس مكتبة المرفأ، وقالت مديرتها ليلى منصور إن أبوابها مفتوحة للجميع."
LAST = "وتضم المكتبة 12500 كتاب في ثلاث قاعات."

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    """A zip of these members; `mimetype` comes first and uncompressed, as its formats want it."""
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, data in members.items():
            kind = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
            archive.writestr(name, data, compress_type=kind)
    return out.getvalue()


def run(text: str) -> str:
    return f'<w:r><w:rPr><w:rtl/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str, style: str = "") -> str:
    style = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{style}<w:bidi/></w:pPr>{''.join(runs)}</w:p>"


DOCX_BODY = "".join(
    [
        paragraph(run(SOURCE)),
        paragraph(run(TITLE[:10]), run(TITLE[10:]), style="1"),
        paragraph(run(DATE)),
        paragraph(
            run(FIRST),
            "<w:r><w:footnoteReference w:id='2'/></w:r>",
            '<w:del w:id="9"><w:r><w:delText>محذوف</w:delText></w:r></w:del>',
        ),
        "<w:tbl><w:tr><w:tc>" + paragraph(run("القاعة")) + "</w:tc>"
        "<w:tc>"
        + paragraph(run("الكتب"))
        + "</w:tc></w:tr><w:tr><w:tc>"
        + paragraph(run("الأولى")),
        "</w:tc><w:tc>" + paragraph(run("4000")) + "</w:tc></w:tr></w:tbl>",
        "<w:sdt><w:sdtContent>" + paragraph(run(LAST)) + "</w:sdtContent></w:sdt>",
    ]
)
FOOTNOTES = (
    '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
    '<w:footnote w:id="2"><w:p>' + run("حديث إلى الصحيفة") + "</w:p></w:footnote>"
)
STYLES = (
    '<w:style w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:styleId="1"><w:name w:val="heading 1"/></w:style>'
)
DOCX_TEXT = f"{FIRST}[2]\nالقاعة\tالكتب\nالأولى\t4000\n{LAST}\n[2] حديث إلى الصحيفة"


def docx(
    body: str = DOCX_BODY, title: str = "", author: str = "سارة خليل", **parts: str | bytes
) -> bytes:
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/">'
        f"<dc:title>{title}</dc:title><dc:creator>{author}</dc:creator>"
        "<cp:keywords>مكتبات، المرفأ</cp:keywords>"
        "<dcterms:created>2022-01-05T09:00:00Z</dcterms:created></cp:coreProperties>"
    )
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": f'{_XML}<Types><Override PartName="/word/document.xml" '
        f'ContentType="{_TYPE}"/></Types>',
        "word/document.xml": f"{_XML}<w:document {_W}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"{_XML}<w:styles {_W}>{STYLES}</w:styles>",
        "word/footnotes.xml": f"{_XML}<w:footnotes {_W}>{FOOTNOTES}</w:footnotes>",
        "word/media/image1.png": b"\x89PNG" + bytes(40),
        "docProps/core.xml": _XML + core,
    }
    if "footnoteReference" not in body:
        del members["word/footnotes.xml"]
    return zipped(members | parts)


_ODF = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "table", "meta", "draw")
)
ODT_BODY = f"""
<text:p>{SOURCE}</text:p>
<text:h text:outline-level="1">{TITLE}</text:h>
<text:p>{DATE}</text:p>
<text:p>{FIRST}<text:note><text:note-citation>1</text:note-citation><text:note-body>
  <text:p>حديث إلى الصحيفة</text:p></text:note-body></text:note></text:p>
<table:table><table:table-row><table:table-cell><text:p>القاعة</text:p></table:table-cell>
  <table:table-cell><text:p>الكتب</text:p></table:table-cell></table:table-row></table:table>
<text:list><text:list-item><text:p><text:span>وتضم</text:span>
  المكتبة 12500<text:s/>كتاب في ثلاث<text:line-break/>قاعات.</text:p></text:list-item></text:list>
"""
ODT_TEXT = (
    f"{FIRST}[1]\nالقاعة\tالكتب\nوتضم المكتبة 12500 كتاب في ثلاث\nقاعات.\n[1] حديث إلى الصحيفة"
)


def odt(body: str = ODT_BODY, **parts: str | bytes) -> bytes:
    members: dict[str, str | bytes] = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "META-INF/manifest.xml": f"{_XML}<manifest/>",
        "content.xml": f"{_XML}<office:document-content {_ODF}><office:body><office:text>{body}"
        "</office:text></office:body></office:document-content>",
        "meta.xml": f'{_XML}<office:document-meta {_ODF} xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<office:meta><meta:initial-creator>سارة خليل</meta:initial-creator>"
        "<meta:creation-date>2022-01-05T09:00:00</meta:creation-date></office:meta>"
        "</office:document-meta>",
    }
    return zipped(members | parts)


def epub(chapters: list[str] | None = None, **parts: str | bytes) -> bytes:
    """A book of chapters in XHTML, beside a cover and a list of its contents."""
    if chapters is None:
        chapters = [
            f"<h1>الفصل الأول: البحر</h1><p>{FIRST}</p><p>سطر<br/>آخر&nbsp;هنا</p>",
            f"<div><h2>الفصل الثاني</h2></div><ul><li>{LAST}</li></ul><script>let a</script>",
        ]
    pages = {"cover": '<img src="cover.jpg"/>', "nav": "<nav><ol><li>البحر</li></ol></nav>"}
    pages |= {f"chapter{number}": body for number, body in enumerate(chapters, 1)}
    items = "".join(
        f'<item id="{name}" href="text/{name}%20page.xhtml" media-type="application/xhtml+xml"'
        f"{' properties=' + chr(34) + 'nav' + chr(34) if name == 'nav' else ''}/>"
        for name in pages
    )
    order = "".join(f'<itemref idref="{name}"/>' for name in pages)
    members: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": f"{_XML}<container><rootfiles>"
        '<rootfile full-path="OEBPS/content.opf"/></rootfiles></container>',
        "OEBPS/content.opf": f'{_XML}<package xmlns="http://www.idpf.org/2007/opf">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>حكايات المرفأ</dc:title>'
        "<dc:creator>ليلى منصور</dc:creator><dc:creator>سارة خليل</dc:creator>"
        "<dc:date>2021-03-14</dc:date><dc:language>ar</dc:language><dc:publisher>دار الرواق"
        f"</dc:publisher></metadata><manifest>{items}</manifest><spine>{order}</spine></package>",
    }
    members |= {
        f"OEBPS/text/{name} page.xhtml": f"{_XML}<!DOCTYPE html>"
        '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>صفحة</title></head>'
        f"<body>{body}</body></html>"
        for name, body in pages.items()
    }
    return zipped(members | parts)
