"""The pages in a real browser; skipped where Chromium is not installed."""

import json
import re
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from lxml import html
from werkzeug.serving import make_server

from kashshaf import Archive
from kashshaf.web import create_app

ITEMS = Path(__file__).parents[2] / "fixtures" / "items"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "chrome"))), None)
OPTIONS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--virtual-time-budget=20000",
]
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")

# The pages let nothing frame them, so each is fetched and laid out in a frame of this page's
# own, as wide as the screen asked for. What is measured becomes the page's text.
MEASURING = """
<!doctype html><meta charset="utf-8"><body><script>
async function layOut(address, width) {
  const frame = document.createElement("iframe");
  frame.style.cssText = `border: 0; height: 900px; width: ${width}px`;
  frame.srcdoc = await (await fetch(address)).text();
  const loaded = new Promise((done) => { frame.onload = done; });
  document.body.append(frame);
  await loaded;
  const page = frame.contentDocument;
  const panels = page.querySelector(".panels");
  page.documentElement.getBoundingClientRect();  // lays it out: before, nothing is visible
  const measured = { address, width, panels: panels && panels.checkVisibility() };
  page.querySelectorAll("details").forEach((fold) => { fold.open = true; });
  measured.scrolls = page.documentElement.scrollWidth;
  frame.remove();
  return measured;
}
const { addresses, widths } = JSON.parse(decodeURIComponent(location.hash.slice(1)));
(async () => {
  const all = [];
  for (const address of addresses)
    for (const width of widths) all.push(await layOut(address, width));
  document.body.textContent = JSON.stringify(all);
})();
</script>
"""


# Types into the search box of a page in a frame, and gives back what is offered under it.
TYPING = """
<!doctype html><meta charset="utf-8"><body><script>
(async () => {
  const frame = document.createElement("iframe");
  frame.srcdoc = await (await fetch("/")).text();
  const loaded = new Promise((done) => { frame.onload = done; });
  document.body.append(frame);
  await loaded;
  const box = frame.contentDocument.querySelector("#q");
  const { KeyboardEvent } = frame.contentWindow;
  const press = (key) => box.dispatchEvent(new KeyboardEvent("keydown", { key }));
  box.value = decodeURIComponent(location.hash.slice(1));
  box.dispatchEvent(new frame.contentWindow.Event("input"));
  await new Promise((done) => setTimeout(done, 3000));
  press("ArrowDown");
  const options = [...frame.contentDocument.querySelectorAll("[role=option]")];
  const offered = options.map((one) => [one.className, one.textContent, one.ariaSelected]);
  const active = box.getAttribute("aria-activedescendant");
  press("Escape");
  const hidden = frame.contentDocument.querySelector("[role=listbox]").hidden;
  document.body.textContent = JSON.stringify({ offered, active, hidden });
})();
</script>
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The fixtures, served on a free port of this machine."""
    with Archive.create(tmp_path_factory.mktemp("browser") / "archive", title="صحف") as archive:
        archive.ingest([ITEMS])
        app = create_app(archive)
        app.get("/measuring")(lambda: MEASURING)
        app.add_url_rule("/typing", view_func=lambda: TYPING, endpoint="typing")
        # The pages' policy is not this one's: it runs a script.
        app.after_request_funcs[None].clear()
        server = make_server("127.0.0.1", 0, app, threaded=True)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def browse(site: str, tmp_path: Path) -> Callable[..., str]:
    """Open an address in a window so wide and give back the document as the browser has it."""

    def dump(path: str, width: int = 1440) -> str:
        return subprocess.run(
            [
                str(CHROMIUM),
                *OPTIONS,
                f"--user-data-dir={tmp_path / 'profile'}",
                f"--window-size={width},900",
                "--dump-dom",
                site + path,
            ],
            capture_output=True,
            check=True,
            text=True,
            timeout=60,
        ).stdout

    return dump


@pytest.mark.parametrize("width", [360, 1440])
def test_the_address_of_a_search_shows_its_results_and_facets(
    browse: Callable[..., str], width: int
) -> None:
    page = html.fromstring(browse("/?" + urlencode({"q": "كتاب", "match": "all"}), width))
    assert page.find(".//input[@name='q']").get("value") == "كتاب"
    assert len(page.findall(".//article")) == 10
    assert page.findall(".//article//mark")
    assert len(page.findall(".//section[@class='panel']")) == 5


def test_pages_fit_every_screen_and_facets_fold_on_narrow_ones(browse: Callable[..., str]) -> None:
    search = "/?" + urlencode({"q": "كتاب", "source": "صحيفة الساحل", "since": "2012"})
    addresses = [
        "/?per_page=100",
        search,
        "/?since=x",
        "/record/saahil-2014-001?q=x",
        "/record/hostile-long-word",
        "/record/none",
        "/?q=" + "x" * 500,
    ]
    asked = {"addresses": addresses, "widths": [320, 360, 1440]}
    page = browse("/measuring#" + quote(json.dumps(asked)))
    measured = json.loads(unescape(re.search(r"<body>(.*)</body>", page, re.DOTALL)[1]))
    assert len(measured) == len(addresses) * 3
    assert [m for m in measured if m["scrolls"] > m["width"]] == []
    folded = {(m["address"], m["width"]): m["panels"] for m in measured}
    assert (folded[search, 320], folded[search, 360], folded[search, 1440]) == (False, False, True)


def test_what_is_typed_is_completed_under_the_box(browse: Callable[..., str]) -> None:
    page = browse("/typing#" + quote("الكت"))
    measured = json.loads(unescape(re.search(r"<body>(.*)</body>", page, re.DOTALL)[1]))
    first, *others = measured["offered"]
    assert first == ["word", "الكتاب", "true"]
    assert {selected for _, _, selected in others} == {"false"}
    assert any(kind == "title" and "الكتاب" in label for kind, label, _ in others)
    assert (measured["active"], measured["hidden"]) == ("completion-0", True)
