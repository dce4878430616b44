"""An application on a port that is free, in this process."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from flask import Flask
from waitress.server import BaseWSGIServer, create_server


@contextmanager
def served(app: Flask, threads: int = 2) -> Iterator[str]:
    """Serve it for the block, which is given its address."""
    server = create_server(app, host="127.0.0.1", port=0, threads=threads)
    assert isinstance(server, BaseWSGIServer)
    assert server.socket is not None
    threading.Thread(target=_run, args=(server,), daemon=True).start()
    yield f"http://127.0.0.1:{server.socket.getsockname()[1]}"
    server.close()


def _run(server: BaseWSGIServer) -> None:
    # In the end it may be just about to wait for the sockets that are closed then.
    with suppress(OSError):
        server.run()
