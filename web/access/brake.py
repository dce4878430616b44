"""How often one may guess: so many wrong passwords of one client, and of all, in some minutes."""

import time
from collections import deque
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address, ip_network
from threading import Lock
from typing import Final

SECONDS: Final = 300
OF_ONE: Final = 10
OF_ALL: Final = 100
"""Tries of all clients together: what many machines guess side by side costs no more work."""


class Brake:
    """Counts wrong passwords; it never holds more than `of_all` of them."""

    def __init__(
        self,
        of_one: int = OF_ONE,
        of_all: int = OF_ALL,
        seconds: float = SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._of_one, self._of_all, self._seconds = of_one, of_all, seconds
        self._clock = clock
        self._tries: deque[tuple[float, str]] = deque(maxlen=of_all)
        self._lock = Lock()

    def wait(self, address: str | None) -> float:
        """The seconds until a client may try again; 0 where it may now."""
        client, now = client_of(address), self._clock()
        with self._lock:
            recent = [(when, who) for when, who in self._tries if when > now - self._seconds]
        own = [when for when, who in recent if who == client]
        over = [own[-self._of_one]] if len(own) >= self._of_one else []
        over += [recent[0][0]] if len(recent) >= self._of_all else []
        return max((when + self._seconds - now for when in over), default=0.0)

    def count(self, address: str | None) -> None:
        """Count a try that was wrong."""
        with self._lock:
            self._tries.append((self._clock(), client_of(address)))


def client_of(address: str | None) -> str:
    """Who asks: an address, of IPv6 its network, of which a client has as many as it likes."""
    try:
        known = ip_address(address or "")
    except ValueError:
        return address or ""
    if isinstance(known, IPv6Address):
        inner = known.ipv4_mapped
        return str(inner) if inner else str(ip_network((known, 64), strict=False))
    return str(known)
