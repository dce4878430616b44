"""Documents as the programs of an office save them, made of a few invented sentences."""

import io
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import TypeAlias
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

Parts: TypeAlias = Mapping[str, str | bytes] | None

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
    body: str = DOCX_BODY, title: str = "", author: str = "سارة خليل", parts: Parts = None
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
    return zipped(members | dict(parts or {}))


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


def odt(body: str = ODT_BODY, parts: Parts = None) -> bytes:
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
    return zipped(members | dict(parts or {}))


def epub(chapters: list[str] | None = None, parts: Parts = None) -> bytes:
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
    return zipped(members | dict(parts or {}))


SHEET: list[list[object]] = [
    ["المعرف", "العنوان", "النص", "التاريخ"],
    [1, TITLE, FIRST, date(2021, 3, 14)],
    [],
    [2, "خبر ثان", LAST, datetime(2021, 3, 15, 18, 30)],
]


def _excel_cell(place: str, value: object, strings: list[str]) -> str:
    match value:
        case datetime() | date():
            moment = value if isinstance(value, datetime) else datetime.combine(value, time())
            days = (moment - datetime(1899, 12, 30)) / timedelta(days=1)
            return f'<c r="{place}" s="1"><v>{days}</v></c>'
        case int():
            return f'<c r="{place}"><v>{value}</v></c>'
    strings.append(str(value))
    return f'<c r="{place}" t="s"><v>{len(strings) - 1}</v></c>'


def xlsx(sheets: Mapping[str, Sequence[Sequence[object]]], parts: Parts = None) -> bytes:
    """A workbook of Excel: strings shared, dates as numbers with a style."""
    strings: list[str] = []
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    members: dict[str, str | bytes] = {}
    named = relations = ""
    for number, (name, rows) in enumerate(sheets.items(), 1):
        cells = ""
        for line, row in enumerate(rows, 1):
            said = (
                _excel_cell(f"{chr(65 + at)}{line}", one, strings) for at, one in enumerate(row)
            )
            cells += f'<row r="{line}">{"".join(said)}</row>'
        members[f"xl/worksheets/sheet{number}.xml"] = (
            f'{_XML}<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>'
        )
        named += f'<sheet name="{name}" sheetId="{number}" r:id="rId{number}"/>'
        relations += (
            f'<Relationship Id="rId{number}" Type="{office}/worksheet" '
            f'Target="worksheets/sheet{number}.xml"/>'
        )
    shared = "".join(f"<si><t>{one}</t></si>" for one in strings)
    members |= {
        "[Content_Types].xml": f'{_XML}<Types><Override PartName="/xl/workbook.xml" ContentType='
        '"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
        "_rels/.rels": f"{_XML}<Relationships xmlns="
        '"http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{_XML}<workbook xmlns="{main}" xmlns:r="{office}">'
        f"<sheets>{named}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f"{_XML}<Relationships xmlns="
        f'"http://schemas.openxmlformats.org/package/2006/relationships">{relations}'
        "</Relationships>",
        "xl/sharedStrings.xml": f'{_XML}<sst xmlns="{main}">{shared}</sst>',
        "xl/styles.xml": f'{_XML}<styleSheet xmlns="{main}"><cellXfs><xf numFmtId="0"/>'
        '<xf numFmtId="14"/></cellXfs></styleSheet>',
    }
    return zipped(members | dict(parts or {}))


def _ods_cell(value: object) -> str:
    kind, said = "string", ""
    match value:
        case datetime() | date():
            kind, said = "date", f'office:date-value="{value.isoformat()}"'
        case int():
            kind, said = "float", f'office:value="{value}"'
    text = f"<text:p>{value}</text:p>"
    return f'<table:table-cell office:value-type="{kind}" {said}>{text}</table:table-cell>'


def ods(sheets: Mapping[str, Sequence[Sequence[object]]], parts: Parts = None) -> bytes:
    """A workbook of LibreOffice."""
    tables = ""
    for name, rows in sheets.items():
        tables += f'<table:table table:name="{name}">'
        for row in rows:
            cells = "".join(map(_ods_cell, row)) or "<table:table-cell/>"
            tables += f"<table:table-row>{cells}</table:table-row>"
        tables += "</table:table>"
    members: dict[str, str | bytes] = {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": f"{_XML}<manifest/>",
        "content.xml": f"{_XML}<office:document-content {_ODF}><office:body><office:spreadsheet>"
        f"{tables}</office:spreadsheet></office:body></office:document-content>",
    }
    return zipped(members | dict(parts or {}))


RTF_TEXT = f"{FIRST}\nالقاعة\tالكتب\t\n{LAST} 😀\nحاشية"


def rtf(
    coded: Callable[[str], str],
    font: str = "178",
    page: int = 1256,
    sign: str = r"\u-10179?\u-8704?",
) -> bytes:
    """A document in rich text, its letters coded so."""
    return (
        rf"{{\rtf1\ansi\ansicpg{page}\deff0{{\fonttbl{{\f0\fnil\fcharset{font} Arial;}}}}"
        rf"{{\info{{\author {coded('سارة خليل')}}}}}\pard\rtlpar\f0 {coded(TITLE)}\par"
        rf" {coded(SOURCE)}\par {coded(DATE)}\par {coded(FIRST)}"
        rf"{{\footnote\pard {{\f0 {coded('حاشية')}}}}}\par"
        rf" {coded('القاعة')}\cell {coded('الكتب')}\cell\row {coded(LAST)} {sign}}}"
    ).encode("latin-1")


def in_code_page(text: str) -> str:
    """Letters as WordPad writes them."""
    escaped = (f"\\'{byte:02x}" if byte > 127 else chr(byte) for byte in text.encode("cp1256"))
    return "".join(escaped)


def in_codes(text: str) -> str:
    """Letters as LibreOffice writes them."""
    return "".join(f"\\u{ord(one)}?" if ord(one) > 127 else one for one in text)


_ALEFS = "اأإآ"
_LEFT_TO_RIGHT = re.compile(r"[A-Za-z][A-Za-z ]*[A-Za-z]|[0-9]+(?:[.,:/][0-9]+)*")
_MIRRORED = str.maketrans("()[]«»", ")(][»«")
_GLYPH = 0.5  # how wide each is, in heights


def seen(line: str) -> list[str]:
    """The glyphs of a line of Arabic from right to left, lam and alef in one."""
    glyphs: list[str] = []
    while line:
        run = _LEFT_TO_RIGHT.match(line)
        size = (
            run.end() if run else 2 if line[0] == "ل" and line[1:2] in _ALEFS and line[1:2] else 1
        )
        glyphs += reversed(line[:size]) if run else [line[:size].translate(_MIRRORED)]
        line = line[size:]
    return glyphs


def shape(letter: str) -> str:
    """The form of a letter by which old programs keep it (U+FE8D for alef)."""
    forms = (chr(code) for code in range(0xFE80, 0xFEFD))
    return next((form for form in forms if unicodedata.normalize("NFKC", form) == letter), letter)


def pdf(
    *pages: Sequence[str | tuple[float, float, str]],
    visual: bool = False,
    shapes: bool = False,
    turned: bool = False,
    spaces: bool = True,
    title: str = "",
) -> bytes:
    """A PDF of lines of Arabic, each set from the right; a line may say where (right, foot).

    `visual` draws the glyphs of a line from left to right, as many programs do, and `spaces` those
    of spaces too; `shapes` names presentation forms; `turned` gives lam-alef as alef and lam.
    """
    names: dict[str, int] = {}
    contents = []
    for page in pages:
        drawn = []
        for number, line in enumerate(page):
            right, foot, text = line if isinstance(line, tuple) else (560, 800 - 20 * number, line)
            glyphs = [(right - 12 * _GLYPH * at, one) for at, one in enumerate(seen(text), 1)]
            for x, glyph in reversed(glyphs) if visual else glyphs:
                if glyph != " " or spaces:
                    code = names.setdefault(glyph, len(names) + 1)
                    drawn.append(f"BT /F 12 Tf 1 0 0 1 {x:.2f} {foot} Tm <{code:02X}> Tj ET")
        contents.append("\n".join(drawn))

    def named(glyph: str) -> str:
        glyph = "".join(map(shape, glyph)) if shapes else glyph
        return (glyph[::-1] if turned else glyph).encode("utf-16-be").hex()

    pairs = [f"<{code:02X}> <{named(glyph)}>" for glyph, code in names.items()]
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def\n"
        "1 begincodespacerange <00> <FF> endcodespacerange\n"
        + "".join(f"1 beginbfchar {pair} endbfchar\n" for pair in pairs)
        + "endcmap end end"
    )
    glyph_names = " ".join(f"/g{code}" for code in names.values())
    shapes_of_glyphs = " ".join(f"/g{code} 4 0 R" for code in names.values())
    kids = " ".join(f"{6 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 -200 500 800] /FontMatrix [.001 0 0 .001 0 0] "
        f"/CharProcs << {shapes_of_glyphs} >> /Encoding << /Differences [1 {glyph_names}] >> "
        f"/FirstChar 1 /LastChar {len(names)} /Widths [{'500 ' * len(names)}] /ToUnicode 5 0 R >>",
        "<< /Length 46 >>\nstream\n500 0 0 -200 500 800 d1 0 -200 500 1000 re f  \nendstream",
        f"<< /Length {len(cmap)} >>\nstream\n{cmap}\nendstream",
    ]
    for number, content in enumerate(contents):
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {7 + 2 * number} 0 R "
            "/Resources << /Font << /F 3 0 R >> >> >>",
            f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        ]
    objects.append("<< /Title <" + ("\ufeff" + title).encode("utf-16-be").hex() + "> >>")
    out, places = "%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    return (
        f"{out}xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n"
        f"<< /Size {size} /Root 1 0 R /Info {size - 1} 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    ).encode()
