"""Parsers of formats that may hang or swell, in a process of their own with limits.

The document goes to the process as a file, and comes back as JSON, a line a piece. What the parser
does beyond its time or memory ends the process and not what is being taken in.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from importlib.util import find_spec
from threading import Timer
from typing import Any, BinaryIO

from ..base import Chunks, Unreadable, megabytes
from ..chunks import spooled

SECONDS = 60
"""How long a parser may compute for one document."""

MEMORY = 2**30
"""How many bytes of addresses its process may have."""

_WAITED = 5
"""How many times as long it may take where others compute too."""


def confined(
    parser: str,
    needs: str,
    chunks: Chunks,
    *,
    extra: str = "documents",
    bytes_a_second: int = 0,
) -> Iterator[Any]:
    """What a parser yields of a document, which a process of its own reads.

    `parser` is the module whose `parse` takes the open document and yields what JSON can hold;
    `needs` is the package that it imports, which the `extra` brings. For so many `bytes_a_second`
    it has a second more. Raises `Unreadable` with the reason where the package is not installed,
    the document cannot be read, or a limit is met; what came before is yielded first.
    """
    if find_spec(needs) is None:
        raise Unreadable(
            f"is read with {needs}, which is not installed: pip install 'kashshaf[{extra}]'"
        )
    with spooled(chunks) as document:
        size = document.seek(0, os.SEEK_END)
        document.seek(0)
        more = size // bytes_a_second if bytes_a_second else 0
        yield from _run(parser, document, SECONDS + more)


def _run(parser: str, document: BinaryIO, seconds: int) -> Iterator[Any]:
    document.fileno()  # puts it on disk, so that the process has it as its input
    # Where this package and others are found is known to whoever imported it.
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-m", __name__, parser, str(seconds)]
    with subprocess.Popen(  # noqa: S603 - the command is ours
        command,
        stdin=document,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
    ) as process:
        late = Timer(_WAITED * seconds, process.kill)
        late.start()
        try:
            yield from _said(process, seconds)
        finally:
            late.cancel()
            process.kill()


def _said(process: "subprocess.Popen[bytes]", seconds: int) -> Iterator[Any]:
    """What the process says; raise `Unreadable` where it says that it failed, or falls silent."""
    for line in process.stdout or ():
        try:
            said, what = json.loads(line)
        except ValueError:
            break  # it was ended in the middle of a line
        match said:
            case "piece":
                yield what
            case "end":
                return
            case "memory":
                raise Unreadable(
                    f"takes over {megabytes(MEMORY)} of memory to read: divide it, or save its text"
                )
            case _:
                raise Unreadable(what)
    process.wait()
    raise Unreadable(
        f"cannot be read within {seconds} seconds and {megabytes(MEMORY)} of memory, or is damaged"
        ": divide it, or save its text"
    )


def main(parser: str, seconds: int) -> None:
    """Parse the standard input within the limits; what comes of it goes to the standard output."""
    _limit(seconds)
    parse: Callable[[BinaryIO], Iterable[Any]] = import_module(parser).parse
    try:
        for piece in parse(sys.stdin.buffer):
            _say("piece", piece)
        _say("end")
    except MemoryError:
        _say("memory")
    except Unreadable as failed:
        _say("unreadable", str(failed))
    except Exception:  # whatever a parser makes of a damaged document
        _say("unreadable", "is damaged, or of a kind that is not known: save it again, or its text")


def _limit(seconds: int) -> None:
    if sys.platform != "win32":  # which has no such limits
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _say(*said: Any) -> None:
    kind, what = (*said, None)[:2]
    sys.stdout.write(json.dumps([kind, what]) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
