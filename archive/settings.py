"""The archive's settings: its title, its engine, and the names that its user adds.

They stand in `settings.toml` in the archive's folder, written once as a
commented template and from then on the user's own.
"""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from os.path import realpath
from pathlib import Path
from typing import Any, Self

from .errors import SettingsError
from .fields import STANDARD, Fields
from .whole_files import os_errors, write_whole

SETTINGS_FILE = "settings.toml"
DEFAULT_ENGINE = "whoosh"
MEDIA_FOLDER = "media"
"""Where the files that records name stand, unless it is said: in the archive's folder."""

_TEXTS = ("title", "engine")
_CHOICES = ("private", "reprints")
_AUTHORITIES = ("sources", "platforms", "agencies")
_TABLES = (*_AUTHORITIES, "engines", "fields", "media", "collections")
_OF_COLLECTIONS = "on_server"

_TEMPLATE = """\
# Settings of this Kashshaf archive. إعدادات هذا الأرشيف.
# Text after a # is a comment; take the # away to put a line into effect.

# What the pages call the archive.
title = {title}

# What the first index is made with; later, `kashshaf rebuild --engine NAME` changes it.
engine = {engine}

# Whether it is for some people only. Search engines and caches are then told to
# keep nothing of it, and its feeds have addresses that nobody can guess. Who may
# read it is said elsewhere: see `kashshaf serve --auth`.
# private = true

# Whether it is found, as the index is made, which records have one another's text.
# Without it a rebuild is shorter; after a change, `kashshaf sync`.
# reprints = false

# Whether the lists that readers gather are kept here too, each for its reader, who
# is known by the name that `kashshaf serve --auth` asks for.
#
# [collections]
# on_server = true

# What is below adds to the names that come with Kashshaf, or corrects them.
# Records that write a source in any of its names are counted together under
# the heading; `hosts` are the sites whose addresses tell the source where a
# record does not say it. Names act on what is taken in from now on: take the
# same files in again with `kashshaf ingest` to give them to what is kept already.
# `country` is where an outlet is registered; after a change of it, `kashshaf rebuild`.
#
# [sources."صحيفة الساحل"]
# names = ["الساحل", "as-sahel"]
# hosts = ["sahel.example"]
# country = "LB"

# A platform's heading is the key that filters use; its label is what pages show.
# `in_context` is for names with other meanings: they count in a text only
# beside a word such as «موقع» or «وكالة», or alone within quotes.
#
# [platforms.bluesky]
# label = {{ ar = "بلوسكاي", en = "Bluesky" }}
# names = ["بلوسكاي", "بلو سكاي", "bluesky"]
# hosts = ["bsky.app"]

# Wire services that texts credit.
#
# [agencies."وكالة الساحل للأنباء"]
# names = ["الساحل للأنباء"]
# in_context = ["وسا"]

# Columns of your files that Kashshaf has no name for can be searched, counted
# and filtered by too. `kind` is "name" (counted and filtered by, the default),
# "number" or "date" (filtered by their range) or "text" (searched like a title,
# each word counting as `weight` words). After a change here, `kashshaf rebuild`.
#
# [fields.section]
# label = {{ ar = "القسم", en = "Section" }}
# columns = ["category", "القسم"]
# kind = "name"

# Where the pictures and files stand that exports have beside them, to be shown with
# their items: the folder of an export, or one in which several lie. Nothing is
# copied, and nothing changed there. Without this it is `media` in this folder.
#
# [media]
# folder = "/srv/exports"

# Where the engine is opensearch: its server. A password is better kept in the
# environment, as KASHSHAF_OPENSEARCH_PASSWORD. Archives that share a server
# need an `index` each.
#
# [engines.opensearch]
# hosts = ["https://search.example:9200"]
# user = "kashshaf"
# index = "press"
# shards = 1
# replicas = 1
"""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the archive's user has set.

    `authorities` has the user's own `sources`, `platforms` and `agencies`, as
    the file has them; those that the user left out are absent. `engines` has
    each engine's own settings under its name. `fields` are all that records
    have, the archive's own among them. What is `private` is not to be found by
    search engines nor kept by caches. `reprints` says whether they are looked for, and
    `collections` whether readers' lists are kept on the server.
    `media_folder`, absolute or within the archive's, is where the files stand that records name.
    """

    title: str
    engine: str = DEFAULT_ENGINE
    authorities: Mapping[str, Any] = field(default_factory=dict)
    engines: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    fields: Fields = STANDARD
    private: bool = False
    reprints: bool = True
    collections: bool = False
    media_folder: str = MEDIA_FOLDER

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Read the folder's settings; where there are none, the folder's name is the title.

        Raises `SettingsError` that names the file and the line or key at fault.
        """
        path = folder / SETTINGS_FILE
        values = _load(path)
        for key, value in values.items():
            _check(path, key, value)
        authorities = {key: values[key] for key in _AUTHORITIES if key in values}
        return cls(
            title=values.get("title", folder.resolve().name),
            engine=values.get("engine", DEFAULT_ENGINE),
            authorities=authorities,
            engines=values.get("engines", {}),
            fields=_fields(values.get("fields"), authorities),
            private=values.get("private", False),
            reprints=values.get("reprints", True),
            collections=values.get("collections", {}).get(_OF_COLLECTIONS, False),
            media_folder=_media_folder(path, values.get("media", {})),
        )


def write_settings(
    folder: Path,
    title: str,
    engine: str = DEFAULT_ENGINE,
    fields: Mapping[str, Mapping[str, Any]] | None = None,
) -> None:
    """Write the commented template, and `fields` of the archive's own as tables below it.

    Raises `SettingsError` rather than replace a file. Only for who may write in the folder.
    """
    path = folder / SETTINGS_FILE
    _check(path, "title", title)
    _check(path, "engine", engine)
    _fields(fields)
    text = _TEMPLATE.format(title=_toml(title), engine=_toml(engine))
    text += "".join(f"\n[fields.{key}]\n{_table(table)}" for key, table in (fields or {}).items())
    try:
        content = text.encode()
    except UnicodeEncodeError as error:
        raise SettingsError(f"the title {title!r} is not Unicode text: choose another") from error
    if path.exists():
        if path.read_bytes() == content:  # of a creation that was killed, and is run again
            return
        raise SettingsError(f"there are settings already in {path}: edit them there")
    with os_errors(SettingsError, "the settings cannot be written"):
        write_whole(path, content)


def _fields(
    stated: Mapping[str, Any] | None, authorities: Mapping[str, Any] | None = None
) -> Fields:
    """All fields; few archives have their own, and the others need not know how they are stated."""
    if not stated:
        return Fields(authorities=authorities) if authorities else STANDARD
    from .own_fields import own_fields

    return own_fields(stated, authorities)


def _media_folder(path: Path, stated: Mapping[str, Any]) -> str:
    """The folder of the files that records name, of which those of the archive are none."""
    for key in stated:
        if key != "folder":
            raise SettingsError(f"{path}: [media] has no {key!r}; it has folder")
    folder = stated.get("folder", MEDIA_FOLDER)
    if not isinstance(folder, str) or not folder.strip() or "\0" in folder:
        raise SettingsError(f'{path}: folder of [media] must be text in quotes, such as "exports"')
    if realpath(path.parent / folder) == realpath(path.parent):
        raise SettingsError(
            f"{path}: folder of [media] is that of the archive: name one of the files alone"
        )
    return folder


def _load(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path} is not UTF-8 text: save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:  # its message ends in the line and column
        raise SettingsError(f"{path} is not valid TOML: {error}") from error


def _check(path: Path, key: str, value: object) -> None:
    if key in _TEXTS:
        if not isinstance(value, str) or not value.strip():
            raise SettingsError(f'{path}: {key} must be text in quotes, such as {key} = "…"')
    elif key in _CHOICES:
        if not isinstance(value, bool):
            raise SettingsError(f"{path}: {key} must be true or false, without quotes")
    elif key in _TABLES:
        tables = [value]
        if key == "engines" and isinstance(value, dict):
            tables += value.values()
        if not all(isinstance(table, dict) for table in tables):
            raise SettingsError(f'{path}: {key} must be headings, such as [{key}."…"]')
        if key == "collections":
            _check_collections(path, value)
    else:
        known = ", ".join((*_TEXTS, *_CHOICES, *_TABLES))
        raise SettingsError(f"{path}: there is no setting {key!r}; there are {known}")


def _check_collections(path: Path, table: Any) -> None:
    for key, value in table.items():
        if key != _OF_COLLECTIONS:
            raise SettingsError(
                f"{path}: there is no setting {key!r} under [collections]; there is"
                f" {_OF_COLLECTIONS}"
            )
        if not isinstance(value, bool):
            raise SettingsError(
                f"{path}: {key} under [collections] must be true or false, without quotes"
            )


def _table(values: Mapping[str, Any]) -> str:
    return "".join(f"{key} = {_value(value)}\n" for key, value in values.items())


def _value(value: Any) -> str:
    if isinstance(value, str):
        return _toml(value)
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{key} = {_value(one)}' for key, one in value.items())} }}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_value, value))}]"
    return str(value)


def _toml(text: str) -> str:
    """Return a TOML string: JSON's, but that TOML wants DEL escaped and letters as they are."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
