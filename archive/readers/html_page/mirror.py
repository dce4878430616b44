"""Where a page was that a program copied with its whole site: HTTrack, wget and their like.

HTTrack notes it in a comment; others keep the site's own paths, so that a page lies in
`www.example.com/2014/09/x.html`. Whether that was http or https neither says.
"""

import re
from pathlib import PurePosixPath

_HTTRACK = re.compile(
    r"<!--\s*Mirrored from\s+(?:https?://)?(?P<address>[^\s<>\"]+)\s+by HTTrack\b", re.I
)
_LOOKED_AT = 20_000
_HOST = re.compile(
    r"(?:www\d?\.[a-z0-9-]+(?:\.[a-z0-9-]+)*|(?:[a-z0-9-]+\.)+"
    r"(?:com|net|org|info|edu|gov|mil|int|news|press|media|online|site|co|[a-z]{2}))"
    r"(?:[:+]\d{2,5})?",
    re.I,
)
_FILE_ENDINGS = frozenset(("js", "py", "md", "sh", "cs", "ts", "gz", "xz", "db", "hs"))
"""What looks like a country and mostly ends the name of a file."""

_INDEX = re.compile(r"(?:index|default|home)\.\w{3,5}", re.I)
_ADDED = re.compile(
    r"(?<=[=&])(?P<value>[^=&]*)\.html$|(?<=\.php|\.asp|\.jsp|\.cfm|\.cgi)\.html$", re.I
)
"""What wget puts behind an address that has no such ending."""

_QUERY = re.compile(r"@(?=[\w.%-]+=)")
"""Where `?` stands on disks that have none."""


def mirrored_from(file: str, text: str) -> str | None:
    """The address of a page by HTTrack's comment or by its path; None where neither tells."""
    if noted := _HTTRACK.search(text[:_LOOKED_AT]):
        return f"http://{noted['address']}"
    parts = PurePosixPath(file.replace("\\", "/")).parts
    for place in range(len(parts) - 2, -1, -1):
        if _is_host(parts[place]):
            return f"http://{parts[place].replace('+', ':')}/{_path(parts[place + 1 :])}"
    return None


def _is_host(folder: str) -> bool:
    if not _HOST.fullmatch(folder):
        return False
    return (
        folder.lower().startswith("www") or folder.rpartition(".")[2].lower() not in _FILE_ENDINGS
    )


def _path(parts: tuple[str, ...]) -> str:
    """The path on the site: without what the program has put behind it, and an index's name."""
    *folders, name = parts
    name = _QUERY.sub("?", _ADDED.sub(lambda added: added["value"] or "", name), count=1)
    if _INDEX.fullmatch(name):
        name = ""
    return "/".join([*folders, name])
