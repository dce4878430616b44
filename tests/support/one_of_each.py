"""A folder with a file of every kind that is read, and one with what cannot be."""

import shutil
from pathlib import Path

import outlook_files
import parquet_files
from office_files import FIRST, LAST, SOURCE, TITLE, docx, epub, in_codes, odt, pdf, rtf, xlsx

FIXTURES = Path(__file__).parents[2] / "fixtures"

_LOCKED = (
    "trailer\n<< /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 "
    f"/O <{'41' * 32}> /U <{'42' * 32}> >> /ID [<00> <00>] "
).encode()

MADE = {
    "report.docx": docx(),
    "report.odt": odt(),
    "report.rtf": rtf(in_codes),
    "report.pdf": pdf([TITLE, SOURCE, FIRST, LAST]),
    "book.epub": epub(),
    "sheet.xlsx": xlsx({"أخبار": [["العنوان", "النص"], [TITLE, FIRST]]}),
    "message.msg": outlook_files.msg(),
    "table.parquet": parquet_files.of_articles(),
}
"""Of kinds whose files are no text, and so are made when they are needed."""

_CHAT = FIXTURES / "platforms" / "whatsapp-arabic-android.txt"

NOT_READ = {
    "photo.png": b"\x89PNG\r\n\x1a\n",
    "clip.mp4": b"\0\0\0\x18ftypmp42",
    "tool": b"\x7fELF\x02\x01\x01",
    "site/logo.svg": b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"></svg>',
    "site/style.css": b"body { color: black; }",
    "site/script.js": b"var a = 1;",
    "locked.pdf": MADE["report.pdf"].replace(b"trailer\n<< ", _LOCKED),
    "locked.odt": odt(parts={"META-INF/manifest.xml": "<m><encryption-data/></m>"}),
    "scan.pdf": pdf([], []),
    "old.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "blank.txt": b"",
    "_chat.txt": _CHAT.read_bytes(),
    "broken.json": b'{"title": ',
    "columns.csv": "أ,ب\nج,د\n".encode(),
    "articles.7z": b"7z\xbc\xaf\x27\x1c",
    "french.xyz": b"Le port de la ville.",
    "coded.txt": "العربية لغة".encode("utf-16-le")[1:] * 30,
}
"""Names of files and what is in them, of which each is rejected."""


def lay_out_what_is_read(folder: Path) -> Path:
    """All fixtures, and a file of each kind that has none."""
    for name in ("formats", "items", "pages", "platforms"):
        shutil.copytree(FIXTURES / name, folder / name)
    return _lay_out(folder / "office", MADE)


def lay_out_what_is_not(folder: Path) -> Path:
    """What is rejected, and 40 small images of a site beside it."""
    images = {f"site/{number}.jpg": b"\xff\xd8\xff\xe0" for number in range(40)}
    return _lay_out(folder, NOT_READ | images)


def _lay_out(folder: Path, files: dict[str, bytes]) -> Path:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder
