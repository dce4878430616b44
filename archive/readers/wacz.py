"""WACZ: web archives as ArchiveWeb.page and Browsertrix pack them, a zip of WARCs.

Beside these it has a list of the pages that somebody visited (`pages/pages.jsonl`), so
that the frames and answers which a browser fetched for a page are told from pages. The
indexes are for replaying, and what the list says of a page stands behind what the page does.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit
from zipfile import ZipFile, ZipInfo

from ..items import Item
from .base import Knowledge, Outcome, Reader, SourceFile, Unreadable
from .chunks import lines
from .containers import read_zip, unpacked
from .warc import Pages, read_crawl

_WARCS = (".warc", ".warc.gz")
_MARKS = frozenset(("datapackage.json", "webarchive.yaml"))
_MOST_PAGES = 500_000
"""Pages of a list that are remembered: more were never seen in one file."""


def _is_wacz(archive: ZipFile) -> bool:
    names = archive.namelist()
    return not _MARKS.isdisjoint(names) and any(map(_is_crawl, names))


def _is_crawl(name: str) -> bool:
    return name.startswith("archive/") and name.lower().endswith(_WARCS)


def _read(document: SourceFile, knowledge: Knowledge) -> Iterator[Outcome]:
    """An item a page that is in the list; every page of HTML where there is no list."""
    with read_zip(document) as archive:
        pages = _Listed(archive)
        if not pages:
            yield from _crawls(document, archive, knowledge, Pages())
            return
        yield from _crawls(document, archive, knowledge, pages)
        if pages.met:
            yield from _texts(document, archive, pages)
        else:  # a list that names its pages in a way of its own
            yield from _crawls(document, archive, knowledge, Pages())


WACZ = Reader(
    name="wacz",
    description="Web archives in WACZ: the pages that were visited",
    arabic="أرشيفات الويب بصيغة WACZ: الصفحات التي زارها جامعها",
    suffixes=(".wacz",),
    of_zip=_is_wacz,
    read=_read,
)


class _Listed(Pages):
    """The pages of the lists, by their addresses, with what these say of each."""

    def __init__(self, archive: ZipFile) -> None:
        self._listed: dict[str, Mapping[str, str]] = {}
        self._sent_on: dict[str, str] = {}
        self.met: set[str] = set()
        for page in _lists(archive):
            if len(self._listed) < _MOST_PAGES:
                title = page.get("title")
                known = {"title": title} if isinstance(title, str) and title != page["url"] else {}
                self._listed.setdefault(_key(page["url"]), known)

    def __len__(self) -> int:
        return len(self._listed)

    def wants(self, address: str) -> bool:
        """Whether it is listed, or a listed address led there."""
        key = _key(address)
        listed = self._sent_on.get(key, key)
        if listed not in self._listed:
            return False
        self.met.add(listed)
        return True

    def moved(self, address: str, to: str) -> None:
        """Count what a listed page leads to as that page."""
        key = _key(address)
        listed = self._sent_on.get(key, key)
        if listed in self._listed and len(self._sent_on) < _MOST_PAGES:
            self._sent_on.setdefault(_key(to), listed)

    def stated(self, address: str) -> Mapping[str, str]:
        """Its title, where the list has one."""
        key = _key(address)
        return self._listed.get(self._sent_on.get(key, key), {})


def _crawls(
    document: SourceFile, archive: ZipFile, knowledge: Knowledge, pages: Pages
) -> Iterator[Outcome]:
    """The pages of each WARC in turn; what is wrong with one costs no other."""
    for info in archive.infolist():
        if _is_crawl(info.filename):
            part = replace(document, file=f"{document.file}/{info.filename}", chunks=iter(()))
            try:
                crawl = replace(part, chunks=unpacked(archive, info))
                yield from read_crawl(crawl, knowledge, pages, is_part=True)
            except Unreadable as failed:
                yield part.rejection(str(failed))


def _texts(document: SourceFile, archive: ZipFile, pages: _Listed) -> Iterator[Outcome]:
    """The listed pages of which no HTML was read, where the list has what a browser showed."""
    missing = 0
    for number, page in enumerate(_lists(archive), 1):
        if _key(page["url"]) in pages.met:
            continue
        pages.met.add(_key(page["url"]))
        if isinstance(page.get("text"), str) and page["text"].strip():
            yield _shown(document, page, number)
        else:
            missing += 1
    if missing:
        yield document.rejection(f"lists also pages whose HTML is not in it ({missing:,})")


def _shown(document: SourceFile, page: Mapping[str, Any], number: int) -> Item:
    url = page["url"]
    fields = {"id": url, "url": url, "address": url, "crawled": page.get("ts")}
    stated = {**fields, "title": page.get("title"), "text": page["text"]}
    return document.item({name: value for name, value in stated.items() if value}, number)


def _lists(archive: ZipFile) -> Iterator[dict[str, Any]]:
    """The entries of the lists that have an address; what is broken in one costs no other."""
    for info in archive.infolist():
        if info.filename.startswith("pages/") and info.filename.endswith(".jsonl"):
            yield from _entries(archive, info)


def _entries(archive: ZipFile, info: ZipInfo) -> Iterator[dict[str, Any]]:
    try:
        for _, line in lines(unpacked(archive, info)):
            try:
                entry = json.loads(line or b"null")
            except (ValueError, RecursionError):
                continue
            if isinstance(entry, dict) and isinstance(entry.get("url"), str):
                yield entry
    except Unreadable:  # the crawls are there all the same
        return


def _key(address: str) -> str:
    """An address as it is compared: by http or https, with `www.` or not, wherever on its page."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return address
    host = (parts.netloc or "").lower().removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}?{parts.query}"
