"""The socket that is listened on: a port, or a file for a proxy on the same machine."""

import os
import socket
import stat
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

from .options import Options, ServingError, bracketed

_BACKLOG: Final = 1024
_OWN_AND_GROUP: Final = 0o117
"""The mask of a socket file that its owner and its group may connect to."""


def listen(options: Options) -> socket.socket:
    """Begin to listen; raise `ServingError` where that cannot be."""
    if options.socket is not None:
        return _on_file(options.socket)
    return on_port(options.host, options.port)


def on_port(host: str, port: int) -> socket.socket:
    """Listen on a port of an address of this machine."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listening = socket.socket(family, kind, protocol)
        if sys.platform != "win32":  # where it would let others listen to the same port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(_BACKLOG)
    except OSError as error:
        raise ServingError(
            f"cannot listen on {bracketed(host)}:{port}: {error.strerror};"
            " choose another --port or --host"
        ) from error
    return listening


def _on_file(path: Path) -> socket.socket:
    if not hasattr(socket, "AF_UNIX"):
        raise ServingError("this system has no sockets in files: listen on a --port instead")
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    mask = os.umask(_OWN_AND_GROUP)
    try:
        _clear(path)
        listening.bind(str(path))
        listening.listen(_BACKLOG)
    except OSError as error:
        raise ServingError(
            f"cannot listen on {path}: {error.strerror or error}; choose another --socket"
        ) from error
    finally:
        os.umask(mask)
    return listening


def _clear(path: Path) -> None:
    """Remove the socket that a server that was killed has left; one that answers is kept."""
    with suppress(FileNotFoundError):
        if stat.S_ISSOCK(path.stat().st_mode):
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as trial:
                try:
                    trial.connect(str(path))
                except ConnectionRefusedError:
                    path.unlink()
