"""Where the OpenSearch server is, how to be let in, and how an index is laid out on it."""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from ....archive.errors import SettingsError

_VARIABLES = {
    "hosts": "KASHSHAF_OPENSEARCH_HOSTS",
    "user": "KASHSHAF_OPENSEARCH_USER",
    "password": "KASHSHAF_OPENSEARCH_PASSWORD",
    "ca_certs": "KASHSHAF_OPENSEARCH_CA_CERTS",
}

_INDEX_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerSettings:
    """What `[engines.opensearch]` in settings.toml says, or the environment in its place.

    `index` is the alias of the index in use and the beginning of every index's
    own name: archives that share a server need one each. `replicas` are the
    copies beside the first.
    """

    hosts: tuple[str, ...] = ("http://localhost:9200",)
    user: str = ""
    password: str = field(default="", repr=False)
    ca_certs: str | None = None
    verify: bool = True
    index: str = "kashshaf"
    shards: int = 1
    replicas: int = 1

    @classmethod
    def read(cls, table: Mapping[str, object]) -> Self:
        """Check what the table and the environment say; raise `SettingsError`.

        No message repeats what stands there for hosts, user or password.
        """
        stated: dict[str, Any] = {}
        for key, value in table.items():
            if key not in _RULES:
                raise SettingsError(
                    f"[engines.opensearch] has no setting {key!r}; it has {', '.join(_RULES)}"
                )
            stated[key] = _checked(f"[engines.opensearch] {key}", key, value)
        for key, variable in _VARIABLES.items():
            if text := os.environ.get(variable):
                value = re.split(r"[,\s]+", text.strip(", \t")) if key == "hosts" else text
                stated[key] = _checked(variable, key, value)
        settings = cls(**stated)
        if bool(settings.user) != bool(settings.password):
            raise SettingsError("OpenSearch needs both a user and a password, or neither")
        if settings.user and any(map(_is_open, settings.hosts)):
            raise SettingsError(
                "a password for OpenSearch would go out for all to read:"
                " write its hosts with https://"
            )
        return settings


def _checked(where: str, key: str, value: object) -> object:
    passes, meant = _RULES[key]
    if not passes(value):
        raise SettingsError(f"{where} must be {meant}")
    return tuple(value) if isinstance(value, list) else value


def _are_addresses(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_address, value))


def _is_address(value: object) -> bool:
    if not isinstance(value, str):
        return False
    try:
        parts = urlsplit(value)
        named = bool(parts.hostname) and parts.port != 0
        return parts.scheme in ("http", "https") and named and "@" not in value
    except ValueError:  # what is no port
        return False


def _is_open(host: str) -> bool:
    """Whether what is sent to a host can be read on the way."""
    parts = urlsplit(host)
    return parts.scheme == "http" and parts.hostname not in ("localhost", "127.0.0.1", "::1")


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_file(value: object) -> bool:
    return isinstance(value, str) and Path(value).is_file()


def _is_index_name(value: object) -> bool:
    return isinstance(value, str) and _INDEX_NAME.fullmatch(value) is not None


def _is_count(value: object, least: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= least


_Rule = tuple[Callable[[object], bool], str]

_RULES: dict[str, _Rule] = {
    "hosts": (
        _are_addresses,
        'a list of addresses, such as ["https://search.example:9200"], without user or password',
    ),
    "user": (_is_text, "text"),
    "password": (_is_text, "text"),
    "ca_certs": (_is_file, "the path of a file of certificates, and there is none there"),
    "verify": (lambda value: isinstance(value, bool), "true or false"),
    "index": (_is_index_name, "lower-case Latin letters, digits, - and _, at most 100"),
    "shards": (lambda value: _is_count(value, 1), "a whole number from 1 up"),
    "replicas": (lambda value: _is_count(value, 0), "a whole number from 0 up"),
}
