"""Pages as the programs of Arab sites make them: golden."""

from pathlib import Path

import pytest

from kashshaf.archive.items import Item, Rejection
from kashshaf.archive.metadata.authorities import Authorities
from kashshaf.archive.metadata.catalogue import catalogue
from kashshaf.archive.readers import read

GOLDEN = Path(__file__).parents[2] / "fixtures" / "golden"
KNOWN = Authorities.load(
    {
        "sources": {
            "صحيفة الساحل": {"names": ["Al Saahil", "الساحل"], "hosts": ["saahil.example.com"]},
        }
    }
)
FIRST = "أعلن مجلس القرية أن الطاحونة القديمة ستدور من جديد في الربيع"
LAST = "وتنتظر الطاحونة أول كيس من القمح، ومعه أول طفل يسأل لماذا تدور."
OF_OTHERS = ("سوق العسل", "قارب جديد للصيادين", "هذا تعليق طويل", "قصة أخرى", "رياضة")


def golden() -> list[dict[str, str]]:
    header, *rows = (GOLDEN / "pages.tsv").read_text("utf-8").splitlines()
    return [dict(zip(header.split("\t"), row.split("\t"), strict=True)) for row in rows]


@pytest.mark.parametrize("row", golden(), ids=lambda row: row["page"])
def test_a_page_gives_what_it_states_and_nothing_of_what_stands_around(row: dict[str, str]) -> None:
    (item,) = read([GOLDEN / "pages" / f"{row['page']}.html"], KNOWN)
    assert isinstance(item, Item), item
    record = catalogue(item, KNOWN, "2026-01-01T00:00:00Z")
    date = str(record.published or "")
    found = record.title, record.source or "", date, record.author or "", "، ".join(record.tags)
    assert found == (row["title"], row["source"], row["date"], row["author"], row["tags"])
    assert FIRST in record.text
    assert LAST in record.text
    assert not [other for other in OF_OTHERS if other in record.text]


def test_every_golden_page_has_its_row() -> None:
    assert {path.stem for path in (GOLDEN / "pages").iterdir()} == {r["page"] for r in golden()}


def test_a_page_whose_text_is_only_in_its_scripts_says_so(tmp_path: Path) -> None:
    page = '<html><body><div id="__next"></div><script>{"body": "نص الخبر"}</script></body></html>'
    (tmp_path / "page.html").write_text(page, "utf-8")
    (rejection,) = read([tmp_path / "page.html"], KNOWN)
    assert isinstance(rejection, Rejection)
    assert "no main text, only scripts or menus" in rejection.reason


@pytest.mark.parametrize(
    ("beside", "date"),
    [
        ('<span class="date">Friday, 3/5/2021 8:15:00 AM</span>', "2021-03-05"),
        ("<span>نشر بواسطة: سامي حداد بتاريخ 5 مارس 2021 - 125 مشاهدة</span>", "2021-03-05"),
        ("<span>202103050815</span>", ""),
        ("<p>افتتح المرفأ في 3 أيلول 1950 بواسطة شركة البحر.</p>", ""),
    ],
)
def test_what_stands_beside_a_headline_is_a_date_where_it_says_so(
    beside: str, date: str, tmp_path: Path
) -> None:
    prose = f"<p>{FIRST}، بعد أن رمم الأهالي عجلتها الخشبية ونظفوا الساقية.</p><p>{LAST}</p>"
    page = f"<html><body><article><h1>قارب من ورق</h1>{beside}{prose}</article></body></html>"
    (tmp_path / "page.html").write_text(page, "utf-8")
    (item,) = read([tmp_path / "page.html"], KNOWN)
    assert isinstance(item, Item), item
    assert str(catalogue(item, KNOWN, "2026-01-01T00:00:00Z").published or "") == date
