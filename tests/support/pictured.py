"""An archive with pictures and files, some of which are gone or should not be had."""

from pathlib import Path
from typing import Any

from drawn_pictures import png

CAPTION = "رصيف المرفأ <b>فجرًا</b>، وعليه عمال ينقلون أكياس القمح"
PICTURE = png(900, 600)
FILES = {
    "photos/a.jpg": PICTURE,
    "photos/b.jpg": png(30, 20),
    "photos/c.jpg": png(400, 900),
    "files/بيان.pdf": b"%PDF-1.7 " + b"x" * 1_240_000,
    "files/c.svg": b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    "files/page.html": b"<script>alert(1)</script>",
}
MEDIA: list[dict[str, str]] = [
    {"file": "photos/a.jpg", "caption": CAPTION},
    {"file": "photos/b.jpg"},
    {"file": "photos/c.jpg"},
    {"file": "files/بيان.pdf", "caption": "نص البيان"},
    {"file": "files/c.svg"},
    {"file": "files/page.html"},
    {"file": "photos/gone.jpg"},
    {"file": "../secret.txt"},
]
ODD = "قناة/أ ب?#%"
ITEMS: list[dict[str, Any]] = [
    {"id": "several", "text": "صور من يوم الافتتاح في المرفأ.", "media": MEDIA},
    {"id": "one", "text": "صورة واحدة", "media": ["photos/a.jpg"]},
    {"id": ODD, "text": "صورة واحدة هنا", "media": ["photos/a.jpg"]},
    {"id": "none", "text": "بلا صور", "media": "BBC"},
]


def lay_out(archive: Path) -> None:
    """Put the files in an archive's folder of media, and a secret beside that."""
    for name, data in FILES.items():
        path = archive / "media" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    (archive / "secret.txt").write_text("secret")
