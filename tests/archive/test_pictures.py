"""Pictures are known by their first bytes, with the size in which they are shown."""

import io
import random

import pytest
from drawn_pictures import gif_beginning, jpeg_beginning, png, webp_beginning

from kashshaf.archive.pictures import picture_in

PICTURES = [
    (png(30, 20), "image/png"),
    (gif_beginning(30, 20), "image/gif"),
    (webp_beginning("VP8X", 30, 20), "image/webp"),
    (webp_beginning("VP8L", 30, 20), "image/webp"),
    (webp_beginning("VP8 ", 30, 20), "image/webp"),
    (jpeg_beginning(30, 20), "image/jpeg"),
]


@pytest.mark.parametrize(("data", "media_type"), PICTURES)
def test_each_format_is_known_with_its_size(data: bytes, media_type: str) -> None:
    assert picture_in(io.BytesIO(data)) == (media_type, 30, 20)


@pytest.mark.parametrize("order", [">", "<"])
@pytest.mark.parametrize(("orientation", "size"), [(1, (30, 20)), (3, (30, 20)), (6, (20, 30))])
def test_a_camera_that_was_held_upright_gives_an_upright_picture(
    order: str, orientation: int, size: tuple[int, int]
) -> None:
    found = picture_in(io.BytesIO(jpeg_beginning(30, 20, orientation, order)))
    assert found and found[1:] == size


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<!doctype html><script>alert(1)</script>",
        b"%PDF-1.7\n",
        b"BM" + b"\0" * 60,
        b"GIF89a\0\0\0\0" + b"\0" * 40,
        b"\xff\xd8\xff\xd9",
        b"RIFF\0\0\0\0WAVEfmt " + b"\0" * 40,
    ],
)
def test_what_is_no_whole_picture_of_these_formats_is_none(data: bytes) -> None:
    assert picture_in(io.BytesIO(data)) is None


def test_damaged_pictures_are_read_to_an_end() -> None:
    chance = random.Random("pictures")
    for data, _ in PICTURES:
        for _ in range(300):
            spoilt = bytearray(data[: chance.randrange(1, 20_000)])
            for _ in range(chance.choice([0, 1, 8])):
                spoilt[chance.randrange(min(len(spoilt), 200))] = chance.randrange(256)
            picture_in(io.BytesIO(spoilt))
