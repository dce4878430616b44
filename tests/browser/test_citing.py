"""Stories of those who cite: one result, all results, what the clipboard holds."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from driving import library, open_fold

if TYPE_CHECKING:
    from playwright.sync_api import Page

expect = library("playwright.sync_api").expect

Visit = Callable[..., "Page"]

CLIPBOARD = """async () => {
    const [item] = await navigator.clipboard.read();
    const kinds = ["text/plain", "text/html"];
    return Promise.all(kinds.map(async (kind) => (await item.getType(kind)).text()));
}"""
LRM = "\u200e"


def copied(page: "Page", button: Any) -> tuple[str, str]:
    """What is in the clipboard once a button is pressed: the plain text and the markup."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    label = button.text_content()
    button.click()
    expect(button).not_to_have_text(str(label))
    plain, markup = page.evaluate(CLIPBOARD)
    return plain, markup


def test_a_result_is_cited_where_it_stands_in_a_style_that_is_kept(
    walk: Visit, scripts: bool
) -> None:
    page = walk("/?q=كتاب", scripts=scripts)
    sign = page.locator(".cite-hit > summary").first
    box = sign.bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 24
    sign.click()
    opened = page.locator(".cite-hit[open]")
    expect(opened.locator("p")).to_be_visible()
    opened.get_by_role("link", name="APA").click()
    # The page comes back with the citation open, in the style that was chosen.
    expect(page.locator("#cite-1")).to_be_visible()
    expect(page.locator("#cite-1")).to_contain_text("(2014, September")
    page.goto("/?q=مكتبة")
    page.locator(".cite-hit > summary").first.click()
    expect(page.locator(".cite-hit[open] [aria-current]")).to_have_text("APA")
    if scripts:
        plain, markup = copied(page, page.locator(".cite-hit[open] .copy"))
        assert plain.replace(LRM, "") == page.locator("#cite-1").text_content()
        assert LRM not in markup
        assert '<span dir="rtl" lang="ar">' in markup


def test_all_results_become_a_bibliography_to_be_copied_and_taken_to_a_document(
    walk: Visit, scripts: bool
) -> None:
    page = walk("/?q=كتاب&platform=web", scripts=scripts)
    open_fold(page, ".arranging")
    page.locator(".take summary").first.click()
    page.locator(".take li a").first.click()
    page.get_by_role("link", name="Chicago").click()
    entries = page.locator("#entries > li")
    expect(page.locator("#entries")).to_have_attribute("dir", "ltr")
    texts = entries.all_text_contents()
    assert len(texts) > 1
    with page.expect_download() as download:
        page.get_by_role("link", name="RTF").click()
    words, suffix = download.value.suggested_filename.rsplit(".", 1)
    assert words.startswith("kashshaf كتاب ")  # and what they are limited to
    assert suffix == "rtf"
    if not scripts:
        expect(page.locator(".bibliography button").first).to_be_hidden()
        return
    plain, markup = copied(page, page.locator(".bibliography .copy"))
    assert plain.replace(LRM, "").rstrip("\n").split("\n\n") == texts
    assert markup.count("<p ") == len(texts)
    assert LRM not in markup
    # What is selected by hand has the words alone.
    page.locator("#entries").evaluate("list => getSelection().selectAllChildren(list)")
    page.keyboard.press("ControlOrMeta+c")
    assert LRM not in page.evaluate("navigator.clipboard.readText()")
