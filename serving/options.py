"""How an archive is served, as one value."""

import socket as sockets
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_address
from pathlib import Path
from typing import TypeAlias
from urllib.parse import urlsplit

from ..archive.errors import KashshafError
from ..web.limits.limits import SECONDS, THREADS

Network: TypeAlias = IPv4Network | IPv6Network


class ServingError(KashshafError):
    """The archive cannot be served as asked."""


@dataclass(frozen=True, slots=True)
class PublicAddress:
    """The address under which readers know the archive: `https://news.example.org/archive`."""

    scheme: str
    host: str
    prefix: str

    @classmethod
    def of(cls, url: str) -> "PublicAddress":
        """Read an address; raise `ServingError` where it is none of pages."""
        try:
            parts = urlsplit(url)
            name = (parts.hostname or "").encode("idna").decode()
            port = f":{parts.port}" if parts.port else ""
        except ValueError as error:
            raise ServingError(f"“{url}” is no address of pages: {error}") from error
        extra = parts.query or parts.fragment or parts.username is not None
        if parts.scheme not in ("http", "https") or not name or extra:
            raise ServingError(
                f"“{url}” is no address of pages: write it as https://news.example.org/archive"
            )
        shown = f"[{name}]" if ":" in name else name
        return cls(parts.scheme, shown + port, prefix_of(parts.path))

    @property
    def name(self) -> str:
        """The host without its port."""
        return urlsplit(f"//{self.host}").hostname or ""


def name_of(host: str) -> str:
    """A name as browsers send it; raise `ServingError` where it can be none.

    A dot before it stands for all names below it.
    """
    dot = "." if host.startswith(".") else ""
    try:
        name = host.removeprefix(".").encode("idna").decode().lower()
    except UnicodeError:
        name = ""
    if not name or set(name) & set(":/[]@?# "):
        raise ServingError(f"“{host}” is no name: write news.example.org, without a port")
    return dot + name


def prefix_of(path: str) -> str:
    """A path under which the pages are to be: "" for the root, else `/archive`."""
    stripped = path.strip("/")
    return f"/{stripped}" if stripped else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What `kashshaf serve` can be told.

    `socket` is a file to listen on instead of `host` and `port`. `prefix` is "" or
    `/archive`. `proxies` are the networks whose forwarded headers count, None where
    nobody's do. `auth` is the file of those who may read, None where all may. `seconds`
    is the time for one request. `access_log` is a file, or "-".
    """

    host: str = "127.0.0.1"
    port: int = 8000
    socket: Path | None = None
    prefix: str = ""
    public: PublicAddress | None = None
    trusted_hosts: tuple[str, ...] = ()
    proxies: tuple[Network, ...] | None = None
    auth: Path | None = None
    processes: int = 1
    threads: int = THREADS
    seconds: float = SECONDS
    access_log: str | None = None
    log_queries: bool = False
    metrics: tuple[str, int] | None = None

    @property
    def is_open(self) -> bool:
        """Whether others can reach it, by no name that was given."""
        named = self.trusted_hosts or self.public
        return not named and (self.socket is not None or not _is_local(self.host))

    @property
    def is_reached(self) -> bool:
        """Whether others than who sits at this machine are meant to reach it, by a proxy or not."""
        through_proxy = self.socket or self.public or self.proxies
        return bool(through_proxy) or not _is_local(self.host)

    @property
    def is_plain(self) -> bool:
        """Whether what is sent crosses a network unencrypted, as far as one can tell."""
        if self.public:
            return self.public.scheme == "http" and not _is_local(self.public.name)
        return self.socket is None and not _is_local(self.host)

    @property
    def own_names(self) -> list[str]:
        """What this machine is called in its network."""
        name = sockets.gethostname()
        return [name] if "." in name else [name, f"{name}.local"]

    @property
    def address(self) -> str:
        """Where it listens, for people."""
        if self.socket is not None:
            return f"unix:{self.socket}"
        return f"http://{bracketed(self.host)}:{self.port}{self.prefix}"


def _is_local(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def bracketed(host: str) -> str:
    """A host as addresses have it: those of IPv6 in brackets."""
    return f"[{host}]" if ":" in host else host
