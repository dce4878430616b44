"""What stands before a server in earnest: TLS, and a user and a password."""

import ssl
import subprocess
import threading
from base64 import b64encode
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self

from opensearch_node import Node


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a client that did not trust us."""


class Gateway:
    """A gateway on the loopback address that passes requests on to a node."""

    def __init__(self, node: Node, folder: Path, user: str, password: str) -> None:
        key, self.certificate = folder / "key.pem", folder / "certificate.pem"
        made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"]
        made += ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"]
        made += ["-keyout", str(key), "-out", str(self.certificate)]
        subprocess.run(made, check=True, capture_output=True)
        allowed = "Basic " + b64encode(f"{user}:{password}".encode()).decode()

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def parse_request(self) -> bool:
                """Pass every request on, whatever its method, as soon as its head is read."""
                if super().parse_request():
                    self._pass_on()
                return False

            def _pass_on(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                if self.headers.get("Authorization") != allowed:
                    self._answer(401, "text/html", b"<h1>Who are you?</h1>")
                    return
                upstream = HTTPConnection(node.http)
                upstream.request(
                    self.command, self.path, body, {"Content-Type": "application/json"}
                )
                answer = upstream.getresponse()
                self._answer(answer.status, answer.headers["Content-Type"], answer.read())
                upstream.close()

            def _answer(self, status: int, kind: str | None, body: bytes) -> None:
                self.send_response(status)
                self.send_header("Content-Type", kind or "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *said: object) -> None:
                pass

        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate, key)
        self._server = _Server(("127.0.0.1", 0), Handler)
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.address = f"https://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *error: object) -> None:
        self._server.shutdown()
        self._server.server_close()
