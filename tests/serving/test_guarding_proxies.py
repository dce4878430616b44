"""The proxies of the page on access ask for a login and hold back who asks too much."""

import base64
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TypeAlias

import bcrypt
import pytest
from sockets import Running, free_port, serving, wait_until

PAGE = (Path(__file__).parents[2] / "docs" / "access.md").read_text("utf-8")
LAYLA = "Basic " + base64.b64encode("layla:بحر".encode()).decode()
SERVED = ("--public-url", "https://press.example.org", "--proxy-headers")
Proxy: TypeAlias = Callable[[Running, Path], AbstractContextManager[Running]]
FILE = "/kashshaf-static/keys.js"


def example(language: str) -> str:
    [found] = re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    return str(found)


def hashed() -> str:
    return bcrypt.hashpw("بحر".encode(), bcrypt.gensalt(4, prefix=b"2a")).decode()


@contextmanager
def running(command: list[str], port: int, folder: Path) -> Iterator[Running]:
    environment = {"HOME": str(folder), "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}
    with subprocess.Popen(
        command, cwd=folder, env=environment, stderr=subprocess.DEVNULL, text=True
    ) as process:
        proxy = Running(process, port)
        try:
            wait_until(lambda: listens(proxy), "the proxy listens")
            yield proxy
        finally:
            process.terminate()


def listens(proxy: Running) -> bool:
    try:
        return bool(proxy.get("/").status)
    except OSError:
        return False


def status(proxy: Running, path: str = "/", login: str = "") -> int:
    named = {"Authorization": login} if login else {}
    return proxy.get(path, Host="press.example.org", **named).status


@contextmanager
def nginx(server: Running, folder: Path) -> Iterator[Running]:
    port = free_port()
    (folder / "readers").write_text(f"layla:{hashed()}\n", "utf-8")
    site = (
        example("nginx")
        .replace("listen 443 ssl;", f"listen 127.0.0.1:{port};")
        .replace("/etc/nginx/readers", str(folder / "readers"))
        .replace("127.0.0.1:8000", f"127.0.0.1:{server.port}")
    )
    paths = "".join(
        f"{name}_temp_path {folder}/{name};\n"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole = folder / "nginx.conf"
    whole.write_text(
        f"user root;\npid {folder}/pid;\ndaemon off;\nerror_log {folder}/errors;\nevents {{}}\n"
        f"http {{\naccess_log off;\n{paths}{site}}}\n",
        "utf-8",
    )
    with running(["nginx", "-c", str(whole)], port, folder) as door:
        yield door


@contextmanager
def caddy(server: Running, folder: Path) -> Iterator[Running]:
    port = free_port()
    site = (
        example("caddyfile")
        .replace("press.example.org {", f"http://press.example.org:{port} {{")
        .replace("$2a$14$...", hashed())
        .replace("127.0.0.1:8000", f"127.0.0.1:{server.port}")
    )
    file = folder / "Caddyfile"
    file.write_text(f"{{\n    admin off\n}}\n{site}", "utf-8")
    command = ["caddy", "run", "--config", str(file), "--adapter", "caddyfile"]
    with running(command, port, folder) as door:
        yield door


@pytest.mark.parametrize(("name", "proxy"), [("nginx", nginx), ("caddy", caddy)])
def test_a_proxy_lets_in_only_who_logs_in_and_keeps_the_login_to_itself(
    press: Path, tmp_path: Path, name: str, proxy: Proxy
) -> None:
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not here")
    with serving(press, *SERVED) as server, proxy(server, tmp_path) as door:
        assert status(door) == status(door, FILE) == 401
        assert status(door, login="Basic bGF5bGE6eA==") == 401
        for path in ("/", FILE, "/api/v1/search", "/record/saahil-2014-001"):
            assert status(door, path, LAYLA) == 200


def test_nginx_holds_back_who_asks_too_much(press: Path, tmp_path: Path) -> None:
    if shutil.which("nginx") is None:
        pytest.skip("nginx is not here")
    with serving(press, *SERVED) as server, nginx(server, tmp_path) as door:
        statuses = [status(door, FILE, LAYLA) for _ in range(10)]
        assert statuses == [200] * 10
        began, refused = time.monotonic(), 0
        while not refused and time.monotonic() - began < 30:
            refused += status(door, FILE) == 429
        assert refused
        time.sleep(0.5)
        assert status(door, FILE, LAYLA) == 200
