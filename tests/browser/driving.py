"""Debian's Chromium, driven by Playwright, which brings no browser of its own here."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, NoReturn

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
PATIENCE = 15_000
"""How long a page may take to show what is expected of it, in milliseconds: machines are busy."""


def library(name: str) -> ModuleType:
    """A module that drives the browser; without it the tests are skipped, but fail in CI."""
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        skip_or_fail(f"{error.name} is not installed: make test installs it")


@contextmanager
def chromium() -> Iterator["Browser"]:
    """The browser, closed at the end; without it the tests are skipped, but fail in CI."""
    playwright = library("playwright.sync_api")
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        skip_or_fail("Chromium is not installed: apt-get install chromium")
    playwright.expect.set_options(timeout=PATIENCE)
    with (
        playwright.sync_playwright() as driver,
        driver.chromium.launch(executable_path=found) as browser,
    ):
        yield browser


def skip_or_fail(reason: str) -> NoReturn:
    if os.environ.get("CI"):
        pytest.fail(f"CI must run the pages in Chromium: {reason}")
    pytest.skip(reason, allow_module_level=True)


def unfold_filters(page: "Page") -> None:
    """Open the facets where the window is too narrow to show them."""
    page.wait_for_load_state()  # until then the stylesheet may not hide what it hides
    open_fold(page, ".filters")


def unfold(page: "Page") -> None:
    """The same, and open each of their panels, which are folded there."""
    unfold_filters(page)
    for panel in page.locator(".fold:not([open]) > summary").all()[::-1]:
        panel.click()


def open_fold(page: "Page", fold: str) -> None:
    """Open a fold that only narrow windows have, unless it is open."""
    page.wait_for_load_state()
    summary = page.locator(f"{fold}:not([open]) > summary")
    if summary.count() and summary.is_visible():
        summary.click()
