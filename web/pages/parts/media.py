"""The pictures and files of a record, as its page shows them."""

from typing import Final, NamedTuple

from ....archive.media_files import MediaFile
from ....archive.pictures import Picture

MOST_SHOWN: Final = 30
"""Pictures on one page; further ones are listed with the files."""

_ALONE: Final = (736, 560)
"""The width and height in which a picture that stands alone is shown, in pixels: a line of text is
as wide."""

_AMONG: Final = (480, 240)


class ShownPicture(NamedTuple):
    """A picture, with the width and height that are kept free for it before it is there."""

    file: MediaFile
    width: int
    height: int


class ShownMedia(NamedTuple):
    """What is shown of a record's media, and what is listed: files, and what is gone."""

    pictures: list[ShownPicture]
    files: list[MediaFile]


def shown_media(files: list[MediaFile]) -> ShownMedia:
    """The pictures that a page shows, and all else that the record names."""
    found = [(one, one.picture) for one in files if one.picture][:MOST_SHOWN]
    box = _ALONE if len(found) == 1 else _AMONG
    pictures = [_shown(one, picture, *box) for one, picture in found]
    shown = {one.file.number for one in pictures}
    return ShownMedia(pictures, [one for one in files if one.number not in shown])


def _shown(file: MediaFile, picture: Picture, width: int, height: int) -> ShownPicture:
    """As large as it is, unless that is more than there is room for."""
    scale = min(1.0, width / picture.width, height / picture.height)
    return ShownPicture(
        file, max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
    )
