"""Who reads, as the one who has let them in says."""

from flask import g


def let_in(reader: str) -> None:
    """Note for this request under which name its reader was let in."""
    g.kashshaf_reader = reader


def known_reader() -> str | None:
    """The name under which the reader was let in; None where nobody has asked for one."""
    name: str | None = g.get("kashshaf_reader")
    return name
