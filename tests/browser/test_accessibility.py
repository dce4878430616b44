"""The pages keep the rules of WCAG 2.2 AA that a program can check; axe-core checks them."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from driving import library
from site_pages import PAGES, in_turn

if TYPE_CHECKING:
    from playwright.sync_api import Page

Axe = library("axe_playwright_python.sync_playwright").Axe
expect = library("playwright.sync_api").expect

NARROW, WIDE = WIDTHS = 360, 1440

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OPTIONS = {"runOnly": RULES, "resultTypes": ["violations", "incomplete"]}

# axe takes a font whose letters join for one of icons, and leaves its contrast unchecked: Arabic,
# all of it. Where every piece of text is drawn alike, no font is taken so. Nor does axe see
# the colour within the gradient of a mark, what has to be scrolled to within a page, what is under
# what lies over it, or what is behind a text of a drawing, which has the colours of its caption.
SHOWING = """
CanvasRenderingContext2D.prototype.getImageData = () => ({ data: new Uint32Array([1]) });
for (const mark of document.querySelectorAll("mark, .chosen")) {
  mark.style.background = "";
  const opaque = getComputedStyle(mark).backgroundImage.match(/rgb\\([^)]+\\)/);
  if (opaque) mark.style.background = opaque[0];
}
for (const text of document.querySelectorAll("figure svg text")) text.remove();
for (const bar of document.querySelectorAll(".toolbar")) bar.style.position = "static";
for (const text of document.querySelectorAll(".pair .text")) text.style.maxBlockSize = "none";
for (const line of document.querySelectorAll(".views, .chips")) line.style.flexWrap = "wrap";
for (const region of document.querySelectorAll(".boxed")) {
  region.style.cssText = "max-block-size: none; overflow: visible";
  for (const part of region.querySelectorAll("table *")) {
    part.style.position = "static";
    if (part.matches("tr, th, td")) part.style.display = "inline-block";
  }
}
const over = ".to-results, .arranging > .unfolded, .take details > :not(summary)";
for (const part of document.querySelectorAll(over)) part.style.position = "static";
for (const page of document.querySelectorAll(".found")) page.style.display = "block";
"""


# What opens over the text would hide from axe how that looks.
UNFOLD = """
for (const fold of document.querySelectorAll("details"))
  fold.open = !fold.closest(".toolbar");
"""


def faults(page: "Page", part: str = "html") -> list[tuple[Any, ...]]:
    """What axe finds wrong, or cannot tell, in a part of the page as it is shown.

    Each is the rule, the element and what axe has to say of it.
    """
    page.evaluate(SHOWING)
    found = Axe().run(page, part, OPTIONS).response
    return [
        (rule["id"], node["target"], node["failureSummary"])
        for rule in [*found["violations"], *found["incomplete"]]
        for node in rule["nodes"]
    ]


def assert_no_faults(page: "Page", width: int) -> None:
    """With all folds open, light or dark: of two languages and two widths, each has both."""
    in_arabic = page.locator("html[lang=ar]").count() > 0
    page.evaluate(UNFOLD)
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="light" if in_arabic == (width == NARROW) else "dark")
    assert faults(page) == []


@pytest.mark.parametrize(("kind", "width"), in_turn(PAGES, WIDTHS))
def test_a_page_keeps_the_rules_of_wcag(
    visit: Callable[..., "Page"], kind: str, width: int
) -> None:
    assert_no_faults(visit(PAGES[kind]), width)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_list_of_completions_keeps_them_too(visit: Callable[..., "Page"], scheme: str) -> None:
    page = visit("/", scheme=scheme)
    page.locator("#q").press_sequentially("الكت")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    # Only the box and the list: axe cannot tell how what the list hides would look.
    assert faults(page, ":has(> [role=listbox])") == []


@pytest.mark.parametrize(
    ("damage", "rule"),
    [
        ("document.documentElement.lang = ''", "html-has-lang"),
        ("document.querySelector('#total').style.color = 'lightgray'", "color-contrast"),
        ("document.querySelector('mark').style.color = 'lightgray'", "color-contrast"),
    ],
    ids=["language", "heading", "mark"],
)
def test_what_breaks_a_rule_is_found(visit: Callable[..., "Page"], damage: str, rule: str) -> None:
    page = visit("/?q=كتاب")
    page.evaluate(damage)
    assert [broken for broken, *_ in faults(page)] == [rule]
