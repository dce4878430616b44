"""The commands that show an archive in a browser."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..archive.errors import KashshafError
from . import options
from .ending import closed_in_peace, end_when_told
from .keeping import take_in
from .printing import say
from .wording import said

if TYPE_CHECKING:
    from ..facade.archive import Archive

FIXTURES = Path(__file__).parent.parent / "fixtures" / "items"


@click.command()
@options.archive
@options.address
@options.language
def serve(folder: Path, host: str, port: int) -> None:
    """Serve the archive's pages and its JSON API.

    Example: kashshaf serve -a press --port 8080
    """
    end_when_told()
    from ..facade.archive import Archive

    with Archive.open(folder) as archive:
        _serve(archive, host, port)


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

    with Archive.in_memory("كشّاف: أرشيف تجريبي") as archive, closed_in_peace():
        take_in(archive, (str(FIXTURES),), {}, workers=1)
        _serve(archive, host, port)


def _serve(archive: "Archive", host: str, port: int) -> None:
    from waitress.server import create_server

    from ..web import create_app

    try:
        server = create_server(create_app(archive), host=host, port=port, threads=4)
    except OSError as error:
        raise KashshafError(
            f"cannot listen on {host}:{port}: {error.strerror}; choose another --port or --host"
        ) from error
    address = f"http://{host}:{port}"
    say(said("serving", title=archive.title, records=len(archive), address=address))
    server.run()
