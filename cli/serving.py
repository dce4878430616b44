"""The commands that show an archive in a browser."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import options, serving_options
from .ending import begun_whole, closed_in_peace, end_when_told
from .keeping import take_in
from .printing import say
from .wording import said

if TYPE_CHECKING:
    from ..facade.stored import StoredArchive
    from ..serving.options import Options

FIXTURES = Path(__file__).parent.parent / "fixtures" / "items"


@click.command()
@options.archive
@serving_options.serving
@options.language
def serve(folder: Path, **given: Any) -> None:
    """Serve the archive's pages and its JSON API.

    Example: kashshaf serve -a press --port 8080
    """
    end_when_told()
    served = serving_options.options_of(given)
    from ..serving import running
    from ..serving.kept_lists import prepare_lists

    if served.processes > 1:
        from ..facade.stored import StoredArchive

        # Each process opens the archive for itself; here it is closed again.
        with StoredArchive.open(folder) as stored:
            prepare_lists(stored, served)
            ready = _ready(stored, served)
        running.serve_folder(folder, served, ready)
    else:
        from ..facade.archive import Archive

        with Archive.open(folder) as archive:
            prepare_lists(archive, served)
            running.serve_archive(archive, served, _ready(archive, served))


@click.command()
@options.address
@options.language
def demo(host: str, port: int) -> None:
    """Take in a small archive of examples, and serve it.

    Nothing is left of it at the end.

    Example: kashshaf demo --port 8080
    """
    end_when_told()
    say(said("demo"))
    from ..facade.archive import Archive
    from ..serving import running
    from ..serving.options import Options

    with begun_whole():
        archive = Archive.in_memory("كشّاف: أرشيف تجريبي")
    with archive, closed_in_peace():
        take_in(archive, (str(FIXTURES),), {}, workers=1)
        served = Options(host=host, port=port)
        running.serve_archive(archive, served, _ready(archive, served))


def _ready(archive: "StoredArchive", served: "Options") -> Callable[[], None]:
    """What says that the archive is served, where, and to whom."""
    lines = [said("serving", title=archive.title, records=len(archive), address=served.address)]
    names = said("comma").join(served.own_names)
    open_here = served.is_open and served.socket is None
    if served.auth is not None:
        lines += [said("open-to-some", names=names)] if open_here else []
        lines += [said("plain-passwords")] if served.is_plain else []
    elif archive.private and served.is_reached:
        lines.append(said("private-but-open"))
    elif open_here:
        lines.append(said("open-to", names=names))
    return lambda: say("\n".join(lines))
