"""The options of `kashshaf serve`, as one value."""

from collections.abc import Mapping
from ipaddress import ip_network
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import options

if TYPE_CHECKING:
    from ..serving.options import Network, Options, PublicAddress


def _public(_: click.Context, __: click.Parameter, url: str | None) -> "PublicAddress | None":
    if url is None:
        return None
    from ..serving.options import PublicAddress, ServingError

    try:
        return PublicAddress.of(url)
    except ServingError as error:
        raise click.BadParameter(str(error)) from error


def _names(_: click.Context, __: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    from ..serving.options import ServingError, name_of

    try:
        return tuple(map(name_of, given))
    except ServingError as error:
        raise click.BadParameter(str(error)) from error


def _passwords(_: click.Context, __: click.Parameter, file: Path | None) -> Path | None:
    if file is not None:
        from ..web.access.passwords import Passwords

        Passwords(file)  # what is wrong with it is told now, and not by each process
    return file


def _networks(_: click.Context, __: click.Parameter, given: tuple[str, ...]) -> list["Network"]:
    try:
        return [ip_network(one) for one in given]
    except ValueError as error:
        raise click.BadParameter(
            f"{error}: give an address or a network, 10.0.0.5 or 10.0.0.0/8"
        ) from error


def _host_and_port(
    _: click.Context, __: click.Parameter, given: str | None
) -> tuple[str, int] | None:
    if given is None:
        return None
    host, _colon, port = given.rpartition(":")
    if not port.isdecimal() or int(port) > 65535:
        raise click.BadParameter(f"“{given}” is not of the form 127.0.0.1:9100")
    return host.strip("[]") or "127.0.0.1", int(port)


_ALL = (
    options.address,
    click.option(
        "--socket",
        type=click.Path(path_type=Path, dir_okay=False),
        help="A file to listen on instead, for a proxy on this machine.",
    ),
    click.option(
        "--public-url",
        "public",
        callback=_public,
        metavar="URL",
        help="The address that readers know, https://news.example.org/archive: for feeds, the"
        " sitemap and secure cookies. Its name is answered and its path is the prefix.",
    ),
    click.option("--prefix", default="", help="A path under which the pages are, /archive."),
    click.option(
        "--trusted-host",
        "trusted_hosts",
        multiple=True,
        callback=_names,
        metavar="NAME",
        help="A name to answer to beside localhost, or .example.org for all names below it.",
    ),
    click.option(
        "--proxy-headers",
        is_flag=True,
        help="Believe a proxy on this machine, or one that comes by the socket, as to who asks"
        " (X-Forwarded-For, -Proto, -Host, X-Request-ID).",
    ),
    click.option(
        "--trusted-proxy",
        "networks",
        multiple=True,
        callback=_networks,
        metavar="NETWORK",
        help="Believe proxies at this address or in this network too, such as 10.0.0.0/8.",
    ),
    options.passwords(
        "Let in only who has a name and a password in this file; see `kashshaf password`.",
        callback=_passwords,
    ),
    click.option(
        "--processes",
        type=click.IntRange(min=1),
        default=1,
        show_default=True,
        help="Processes that answer; one a core is a good number. Each opens the archive.",
    ),
    click.option(
        "--threads",
        type=click.IntRange(min=8),
        default=16,
        show_default=True,
        help="Threads of each process; slow searches and downloads take half of them at most.",
    ),
    click.option(
        "--time-limit",
        "seconds",
        type=click.FloatRange(min=0.1),
        default=8.0,
        show_default=True,
        help="Seconds after which a search is ended.",
    ),
    click.option(
        "--access-log",
        metavar="FILE",
        help="Write a line of JSON for each request, - to standard output; without what was"
        " searched for.",
    ),
    click.option("--log-queries", is_flag=True, help="Write what was searched for too."),
    click.option(
        "--metrics",
        callback=_host_and_port,
        metavar="HOST:PORT",
        help="Answer Prometheus there, such as 127.0.0.1:9100. Needs kashshaf[metrics].",
    ),
)


serving = options.all_of(*_ALL)


def options_of(given: Mapping[str, Any]) -> "Options":
    """What a command was given of these, in one; raise `click.UsageError` where it clashes."""
    from ..serving.options import Options, prefix_of
    from ..serving.proxies import OF_THIS_MACHINE

    rest = dict(given)
    public, prefix = rest.pop("public"), prefix_of(rest.pop("prefix"))
    local, networks = rest.pop("proxy_headers"), rest.pop("networks")
    if public and prefix not in ("", public.prefix):
        raise click.UsageError(
            f"--public-url has the path {public.prefix or '/'} and --prefix says {prefix}:"
            " leave --prefix away"
        )
    if rest["log_queries"] and not rest["access_log"]:
        raise click.UsageError("--log-queries says what an --access-log holds: give one")
    return Options(
        public=public,
        prefix=public.prefix if public else prefix,
        proxies=(*(OF_THIS_MACHINE if local else ()), *networks) if local or networks else None,
        **rest,
    )
