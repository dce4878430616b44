"""Lists that the archive keeps for its readers: each for its own, and from our forms alone."""

import io
import json
import re
from base64 import b64encode
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from jinja2 import StrictUndefined
from pages_seen import Page

from kashshaf import Archive
from kashshaf.archive.collections import bounds
from kashshaf.archive.collections.values import Entry
from kashshaf.cli.main import main
from kashshaf.web import create_app
from kashshaf.web.access.gate import with_passwords
from kashshaf.web.access.passwords import set_password

LAYLA, SALIM = ("ليلى", "بحر وميناء: ٧"), ("salim", "a harbour, and a pier")
RECORDS = [
    {
        "id": f"{at}",
        "title": f"كتاب رقم {at}",
        "text": "نص الكتاب",
        "source": "صحيفة المرفأ",
        "date": "2014-09-03",
    }
    for at in range(1, 8)
]


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    folder = tmp_path / "press"
    with Archive.create(folder, title="صحف الساحل") as archive:
        archive.add(RECORDS)
    with (folder / "settings.toml").open("a", encoding="utf-8") as settings:
        settings.write("\n[collections]\non_server = true\n")
    with Archive.open(folder) as archive:
        yield archive


@pytest.fixture(scope="session")
def readers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("access") / "readers"
    for name, password in (LAYLA, SALIM):
        set_password(file, name, password)
    return file


class Reader:
    """A reader in a browser: what they are logged in as goes with each request."""

    def __init__(self, client: FlaskClient, name: str, password: str) -> None:
        self._client = client
        login = b64encode(f"{name}:{password}".encode()).decode()
        self.headers = {"Authorization": f"Basic {login}", "Accept-Language": "en"}

    def visit(self, path: str, **parameters: object) -> Page:
        answer = self._client.get(path, query_string=parameters or None, headers=self.headers)
        return Page(answer.status_code, answer.text)

    def get(self, path: str) -> Any:
        return self._client.get(path, headers=self.headers)

    def send(self, path: str, data: dict[str, Any], **headers: str) -> Any:
        return self._client.post(path, data=data, headers={**self.headers, **headers})

    def submit(self, page: Page, action: str, changes: dict[str, Any] | None = None) -> Any:
        """Send the form that leads to an address, its fields as they stand but for some."""
        form = page.one(f"//form[substring-before(concat(@action, '?'), '?') = '{action}']")
        data: dict[str, Any] = {}
        for name, value in form.form_values():
            data.setdefault(name, []).append(value)
        sent = {**data, **(changes or {})}
        kept = {name: value for name, value in sent.items() if value is not None}
        return self.send(form.get("action"), kept, **{"Sec-Fetch-Site": "same-origin"})


Log = Callable[[tuple[str, str]], Reader]


@pytest.fixture
def log_in(archive: Archive, readers: Path) -> Log:
    app = create_app(archive)
    app.testing = True
    app.jinja_env.undefined = StrictUndefined
    with_passwords(app, readers)
    client = app.test_client(use_cookies=False)
    return lambda who: Reader(client, *who)


@pytest.fixture
def layla(log_in: Log) -> Reader:
    return log_in(LAYLA)


@pytest.fixture
def salim(log_in: Log) -> Reader:
    return log_in(SALIM)


def made(archive: Archive, name: str = "كتب", *ids: str) -> str:
    """The address of a list of Layla's with these records."""
    assert archive.collections is not None
    key = archive.collections.named(LAYLA[0], name).key
    archive.collections.add(key, LAYLA[0], [Entry(one, f"كتاب رقم {one}") for one in ids])
    return f"/lists/{key}"


def shelf(archive: Archive) -> Any:
    return archive.collections


def test_selected_results_and_whole_searches_are_gathered(layla: Reader, archive: Archive) -> None:
    page = layla.visit("/", q="كتاب", per_page=10, sort="oldest")
    assert len(page.all("//article//input[@type='checkbox' and @form='chosen']")) == 7
    answer = layla.submit(page, "/lists/add", {"to.id": ["3", "2"], "to.name": "مختارات"})
    assert answer.status_code == 303
    back = layla.visit(answer.location)
    assert "sort=oldest" in answer.location
    assert "In your lists: مختارات" in back.says("//article[@data-record='3']")
    assert not back.all("//article[@data-record='4']//p[@class='held']")
    (own,) = shelf(archive).own(LAYLA[0])
    assert [one.id for one in shelf(archive).entries(own.key, LAYLA[0])] == ["3", "2"]

    answer = layla.submit(back, "/lists/add-found")
    assert answer.status_code == 303
    assert shelf(archive).get(own.key, LAYLA[0]).size == 7


def test_a_record_is_gathered_on_its_own_page(layla: Reader, archive: Archive) -> None:
    page = layla.visit("/record/5", q="كتاب", at=1)
    answer = layla.submit(page, "/lists/add")
    assert "/record/5" in answer.location and "at=1" in answer.location
    assert "In your lists: My list" in layla.visit(answer.location).says()


def test_a_list_is_named_noted_and_emptied_by_its_form(layla: Reader, archive: Archive) -> None:
    path = made(archive, "كتب", "1", "2", "3")
    page = layla.visit(path)
    assert "كتاب رقم 1 صحيفة المرفأ 3 September 2014" in page.says("//ol[@class='entries']/li[1]")
    changes = {"name": "كتب الساحل", "note": "للبحث", "record_note": ["أ", "", "ج"], "out": "2"}
    assert layla.submit(page, path, changes).status_code == 303
    page = layla.visit(path)
    assert page.says("//h1") == "كتب الساحل"
    assert [note.text.strip() for note in page.all("//li//textarea")] == ["أ", "ج"]
    assert page.one("//textarea[@name='note']").text.strip() == "للبحث"
    assert layla.submit(page, path, {"act": "delete"}).location == "/lists"
    assert layla.visit(path).status == 404


def test_what_is_in_a_list_is_put_in_order(layla: Reader, archive: Archive) -> None:
    path = made(archive, "كتب", "1", "2", "3")
    page = layla.visit(path)
    answer = layla.submit(page, path, {"record_note": ["أ", "", "ج"], "up": "3"})
    assert answer.location == f"{path}#entry-2"
    page = layla.visit(path)
    assert [field.get("value") for field in page.all("//input[@name='id']")] == ["1", "3", "2"]
    assert [note.text.strip() for note in page.all("//li//textarea")] == ["أ", "ج", ""]
    assert [button.get("value") for button in page.all("//button[@name='up']")] == ["3", "2"]


def test_what_another_window_has_saved_is_not_written_over(layla: Reader, archive: Archive) -> None:
    path = made(archive, "كتب", "1", "2")
    page, other = layla.visit(path), layla.visit(path)
    layla.submit(other, path, {"record_note": ["من النافذة الأخرى", ""], "out": "2"})
    answer = layla.submit(page, path, {"record_note": ["مني", "متأخرة"], "act": "delete"})
    assert answer.status_code == 409
    told = Page(409, answer.text)
    assert "من النافذة الأخرى" in told.says("//li[1]//p[@role='alert']")
    assert told.one("//li[1]//textarea").text.strip() == "مني"
    assert "متأخرة" in told.says("//form[@class='one-list']/p[@role='alert']")
    # Nothing is deleted before it is seen. Sent again, it is meant.
    assert layla.submit(told, path).status_code == 303
    assert shelf(archive).entries(path.rpartition("/")[2], LAYLA[0])[0].note == "مني"


def test_a_list_is_opened_as_results_under_its_name_with_its_notes(
    layla: Reader, archive: Archive
) -> None:
    path = made(archive, "كتب. وصحف", "1", "4")
    page = layla.visit(path)
    layla.submit(page, path, {"note": "عن المرفأ", "record_note": ["", "مهم"]})
    page = layla.visit(layla.get(f"{path}/open").location)
    assert page.says("//h1") == "2 results"
    assert page.says("//ul[@class='chips']/li[1]//bdi") == "كتب. وصحف"
    assert page.link("كتب. وصحف") in (path, page.all("//ul[@class='chips']//a")[0].get("href"))
    assert "عن المرفأ" in page.says("//div[@class='opened-list']")
    assert page.says("//article[@data-record='4']//p[@class='note']") == "مهم"
    # A search within the list keeps it, and what is taken away has the same records.
    assert page.one("//form[@id='search']//input[@name='among']").get("value")


def test_a_record_that_is_gone_is_said_to_be(layla: Reader, archive: Archive) -> None:
    path = made(archive, "كتب", "1", "2")
    archive.remove("2")
    page = layla.visit(path)
    assert page.says("//li[2]/div[1]") == "كتاب رقم 2 No longer in the archive"
    assert layla.visit(layla.get(f"{path}/open").location).says("//h1") == "1 result"


def test_nobody_sees_or_changes_the_list_of_another(
    layla: Reader, salim: Reader, archive: Archive
) -> None:
    path = made(archive, "خاصة", "1")
    token = salim.visit("/lists").all("//input[@name='token']")[0].get("value")
    assert [salim.get(f"{path}{end}").status_code for end in ("", "/open", "/file")] == [404] * 3
    change = {"token": token, "act": "delete"}
    assert salim.send(path, change).status_code == 404
    added = salim.send(
        "/lists/add", {"token": token, "to.list": path.rpartition("/")[2], "to.id": "2"}
    )
    assert added.status_code == 404
    assert "خاصة" not in salim.visit("/lists").says()
    assert not salim.visit("/", q="كتاب").all("//p[@class='held']")

    layla.submit(layla.visit(path), path, {"act": "share"})
    assert "خاصة" in salim.visit("/lists").says("//ul[@aria-labelledby='shared']")
    page = salim.visit(path)
    assert page.status == 200
    assert not page.all("//main//form[contains(@action, '/lists/')]")
    assert f"Shared by \u2068{LAYLA[0]}\u2069" in page.says()
    assert salim.get(f"{path}/file").json["lists"][0]["name"] == "خاصة"
    assert salim.send(path, change).status_code == 404
    layla.submit(layla.visit(path), path, {"act": "withdraw"})
    assert salim.visit(path).status == 404
    assert shelf(archive).get(path.rpartition("/")[2], LAYLA[0]).size == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
    ],
    ids=str,
)
def test_what_another_site_has_a_browser_send_is_refused(
    layla: Reader, archive: Archive, headers: dict[str, str]
) -> None:
    path = made(archive, "كتب", "1")
    token = layla.visit(path).one("//main//form//input[@name='token']").get("value")
    for address in (path, "/lists/make", "/lists/add", "/lists/add-found", "/lists/import"):
        answer = layla.send(address, {"token": token, "act": "delete", "name": "x"}, **headers)
        assert answer.status_code == 403
        assert "Open the page of lists" in answer.text
    assert [one.name for one in shelf(archive).own(LAYLA[0])] == ["كتب"]


def test_a_form_counts_for_the_reader_that_it_was_given_to(
    layla: Reader, salim: Reader, archive: Archive
) -> None:
    token = salim.visit("/lists").all("//input[@name='token']")[0].get("value")
    for sent in ("", "x", token, "\u0661" * 32):
        assert layla.send("/lists/make", {"token": sent, "name": "x"}).status_code == 403
    assert salim.send("/lists/make", {"token": token, "name": "x"}).status_code == 303
    same = {"Origin": "http://localhost"}
    assert salim.send("/lists/make", {"token": token, "name": "y"}, **same).status_code == 303


def test_a_file_goes_out_and_comes_back_as_the_browsers_own_does(
    layla: Reader, salim: Reader, archive: Archive
) -> None:
    path = made(archive, "كتب/صحف", "2", "1", "بعيد")
    layla.submit(layla.visit(path), path, {"note": "ملاحظة", "record_note": ["أ", "", ""]})
    answer = layla.get(f"{path}/file")
    assert "attachment" in answer.headers["Content-Disposition"]
    assert answer.json == {
        "lists": [
            {
                "name": "كتب/صحف",
                "note": "ملاحظة",
                "records": [
                    {"id": "2", "title": "كتاب رقم 2", "note": "أ"},
                    {"id": "1", "title": "كتاب رقم 1", "note": ""},
                    {"id": "بعيد", "title": "كتاب رقم بعيد", "note": ""},
                ],
            }
        ]
    }
    for name in ("كتب/صحف", "كتب/صحف (2)"):
        file = (io.BytesIO(answer.data), "list.json")
        brought = salim.submit(salim.visit("/lists"), "/lists/import", {"file": file})
        assert brought.status_code == 303
        assert name in salim.visit("/lists").says()
    (_, first) = shelf(archive).own(SALIM[0])
    assert shelf(archive).entries(first.key, SALIM[0])[0] == Entry("2", "كتاب رقم 2", "أ")


def test_what_is_too_much_or_no_list_is_told_in_the_readers_words(
    layla: Reader, archive: Archive
) -> None:
    path = made(archive)
    page = layla.visit("/lists")
    many = [{"id": f"{at}", "title": ""} for at in range(bounds.MOST_RECORDS + 1)]
    for lists, told in (
        ([{"name": "كثيرة", "records": many}], "A list has 2,000 items at most"),
        ([{"name": "", "records": []}], "A list has a name"),
        ("x", "a file of lists is one that was saved"),
    ):
        file = (io.BytesIO(json.dumps({"lists": lists}).encode()), "list.json")
        answer = layla.submit(page, "/lists/import", {"file": file})
        assert answer.status_code == 400
        assert told in answer.text
    answer = layla.send("/lists/import", {"file": " " * (2 * bounds.LARGEST_FILE)})
    assert answer.status_code == 400
    assert "1,048,576 bytes at most" in answer.text
    long = "م" * (bounds.LONGEST_NOTE + 1)
    answer = layla.submit(layla.visit(path), path, {"note": long})
    assert "A note has 2,000 characters at most" in answer.text
    assert len(shelf(archive).own(LAYLA[0])) == 1


def test_long_lists_are_read_and_noted_page_by_page(layla: Reader, archive: Archive) -> None:
    path = made(archive, "طويلة", *map(str, range(120)))
    page = layla.visit(path, page=3)
    assert len(page.all("//ol[@class='entries']/li")) == 20
    assert page.one("//ol[@class='entries']").get("start") == "101"
    notes = [f"{at}" for at in range(20)]
    answer = layla.submit(page, path, {"record_note": notes})
    assert answer.location == f"{path}?page=3"
    assert layla.visit(path, page=99).all("//li//textarea")[19].text.strip() == "19"


def test_markup_in_names_and_notes_is_shown_as_letters(layla: Reader, archive: Archive) -> None:
    path = made(archive, '"><script>alert(1)</script>', "1")
    nasty = "</textarea><script>alert(2)</script>"
    layla.submit(layla.visit(path), path, {"record_note": nasty, "note": nasty})
    for address in (path, "/lists", layla.get(f"{path}/open").location, "/record/1"):
        page = layla.visit(address)
        assert page.status == 200
        assert "alert(" not in "".join(script.text or "" for script in page.all("//script"))


def test_without_the_setting_or_a_name_lists_stay_in_the_browser(
    archive: Archive, log_in: Log, browse: Callable[[Archive], Callable[..., Page]]
) -> None:
    made(archive, "كتب", "1")
    visit = browse(archive)
    assert not visit("/lists").all("//section[@class='kept']")
    assert visit("/", {"q": "كتاب"}).all("//details[@data-lists]")
    assert visit(made(archive)).status == 404


def test_serving_wants_to_know_who_reads_where_lists_are_kept(archive: Archive) -> None:
    result = CliRunner().invoke(main, ["serve", "-a", str(archive.folder)])
    assert result.exit_code == 1
    assert re.search(r"nothing asks who reads: give --auth FILE, or take on_server", result.output)


def test_rows_of_a_browsers_lists_are_told_of(archive: Archive, layla: Reader) -> None:
    answer = layla.send("/lists/told", {"ids": json.dumps(["1", "none"])})
    assert answer.json == {"1": {"source": "صحيفة المرفأ", "date": "3 September 2014"}}
    assert layla.send("/lists/told", {"ids": "x"}).status_code == 400


def test_lists_outlive_a_rebuild_and_go_with_a_backup(archive: Archive, tmp_path: Path) -> None:
    path = made(archive, "كتب", "1", "2")
    key = path.rpartition("/")[2]
    archive.rebuild()
    assert shelf(archive).get(key, LAYLA[0]).size == 2
    backup = archive.backup(tmp_path / "backup")
    shelf(archive).delete(key, LAYLA[0])
    with Archive.open(backup.folder) as copy:
        assert shelf(copy).get(key, LAYLA[0]).size == 2
    with Archive.from_backup(backup.folder, archive.folder) as restored:
        assert shelf(restored).get(key, LAYLA[0]).size == 2
    # Who serves goes on with the file that has taken the place of the one before.
    assert shelf(archive).get(key, LAYLA[0]).size == 2
