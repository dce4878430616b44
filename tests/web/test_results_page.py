import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient

from kashshaf import Archive

Visit = Callable[..., Any]

PANEL = "//section[@class='panel'][.//h2='{}']"


def parameters(address: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(address).query, keep_blank_values=True)


def test_an_empty_query_lists_everything_newest_first(visit: Visit, archive) -> None:
    page = visit("/?q=")
    assert f"{len(archive)} " in page.says("//h1")
    assert "في الأرشيف" in page.says("//h1")
    days = [t.get("datetime") for t in page.all("//li//time") if t.get("datetime")[4:5] != ""]
    assert days == sorted(days, reverse=True)
    assert page.says("//nav[@class='sort']//a[@aria-current]") == "الأحدث"
    assert "الصلة" not in page.says("//nav[@class='sort']")


def test_a_search_says_how_many_it_found_and_how_it_was_understood(visit: Visit) -> None:
    page = visit("/", {"q": "كتاب"})
    assert page.says("//h1").endswith(("نتيجة", "نتائج"))
    assert page.says("//div[@class='total']/p").endswith(("خبرًا", "أخبار"))
    assert "كتاب بأي صيغة" in page.says("//p[@class='understood']")
    assert page.one("//input[@id='q']").get("value") == "كتاب"
    assert page.all("//article//mark")


def test_a_result_shows_its_title_source_date_and_platform(visit: Visit) -> None:
    page = visit("/", {"q": 'العنوان:"معرض الكتاب يفتح أبوابه"'})
    byline = page.says("(//article)[1]/p[@class='byline']")
    assert "معرض الكتاب يفتح أبوابه في رأس المرجان" in page.says("(//article)[1]/h2")
    assert "صحيفة الساحل" in byline
    assert "3 أيلول/سبتمبر 2014" in byline
    assert "موقع ويب" in byline


def test_choosing_a_source_narrows_the_results_and_choosing_it_again_widens_them(
    visit: Visit,
) -> None:
    everything = visit("/", {"page": "2"})
    offered = everything.all(PANEL.format("المصدر") + "//a[contains(., 'صحيفة الساحل')]")
    narrowed = visit(offered[0].get("href"))
    chosen = narrowed.one(PANEL.format("المصدر") + "//a[@aria-current]")
    assert "صحيفة الساحل" in chosen.text_content()
    assert "مختار" in chosen.text_content()
    assert {s.text_content() for s in narrowed.all("//article//span[@class='source']")} == {
        "صحيفة الساحل"
    }
    assert "page" not in parameters(chosen.get("href"))
    assert visit(chosen.get("href")).says("//h1") == visit("/?q=").says("//h1")


def test_two_values_of_a_facet_widen_and_two_facets_narrow(visit: Visit) -> None:
    def total(**asked: object) -> int:
        return len(visit("/", {**asked, "per_page": "100"}).all("//article"))

    one, other = total(source="صحيفة الساحل"), total(source="جريدة الوادي")
    assert total(source=["صحيفة الساحل", "جريدة الوادي"]) == one + other > one
    assert total(source="صحيفة الساحل", platform="telegram") < one


def test_a_source_may_be_named_in_any_spelling_and_its_chip_removes_it(visit: Visit) -> None:
    page = visit("/", {"platform": "فيس بوك"})
    chip = page.one("//ul[@class='chips']//a[contains(., 'أزل')]")
    assert "المنصة: فيسبوك" in chip.text_content()
    assert parameters(chip.get("href")) == {"q": [""]}
    assert page.link("ابدأ من جديد") == "/"


def test_what_is_unknown_can_be_chosen_too(visit: Visit) -> None:
    page = visit("/?q=")
    unknown = page.one(PANEL.format("المنصات المذكورة") + "//a[contains(., 'لا يذكر')]")
    narrowed = visit(unknown.get("href"))
    assert parameters(unknown.get("href")) == {"mentions": ["unknown"]}
    assert "لا يذكر أي منصة" in narrowed.says("//ul[@class='chips']")


def test_what_is_undated_can_be_chosen_and_left_out(visit: Visit) -> None:
    panel = PANEL.format("التاريخ")
    undated = visit("/?q=").one(panel + "//a[contains(span, 'بلا تاريخ')]")
    count = undated.xpath("string(span[@class='count'])")
    chosen = visit(undated.get("href"))
    assert parameters(undated.get("href")) == {"date": ["unknown"]}
    assert chosen.says("//h1").startswith(count)
    assert "التاريخ: بلا تاريخ" in chosen.says("//ul[@class='chips']")
    assert not [t for t in chosen.all("//article//time") if len(t.get("datetime")) != 5]
    assert chosen.one(panel + "//a[@aria-current][contains(span, 'بلا تاريخ')]") is not None
    left_out = visit(visit("/?q=").one(panel + "//a[@aria-label='استبعد: بلا تاريخ']").get("href"))
    assert "بلا تاريخ" in left_out.says("//ul[@class='chips']")
    # What is left out can be allowed again, in the panel too.
    again = left_out.one(panel + "//li[@class='excluded']/a").get("href")
    assert parameters(again) == {"q": [""]}


def test_what_is_undated_has_no_order_by_date_and_says_that_it_names_no_source(
    browse: Callable[[Archive], Visit],
) -> None:
    with Archive.in_memory("أرشيف المنشورات") as archive:
        archive.add({"text": f"منشور عن الميناء {at}"} for at in range(3))
        archive.add(
            {"text": f"خبر عن الميناء {at}", "source": "جريدة القنطرة", "date": f"201{at}"}
            for at in range(3)
        )
        visit = browse(archive)
        for asked in ({"q": "الميناء", "date": "unknown"}, {"q": "منشور"}, {"date": "unknown"}):
            page = visit("/", asked)
            assert "غير معروف" in page.says(PANEL.format("المصدر"))
            assert not page.all("//nav[@aria-label='ترتيب النتائج']")
        assert visit("/?q=خبر").all("//nav[@aria-label='ترتيب النتائج']")
        assert visit("/", {"q": "الميناء", "date": "unknown", "since": "2010"}).all(
            "//nav[@aria-label='ترتيب النتائج']"
        )


def test_the_undated_stand_beside_a_period(visit: Visit) -> None:
    page = visit("/", {"date": "unknown", "since": "2020", "q": "كتاب"})
    chips = page.says("//ul[@class='chips']")
    assert "بلا تاريخ" in chips
    assert "منذ 2020" in chips
    assert page.one("//form[@id='search']/input[@name='date']").get("value") == "unknown"
    years = {t.get("datetime")[:4] for t in page.all("//article//time")}
    assert min(years) >= "2020"


def test_dates_are_a_tree_in_which_each_period_leads_to_its_own(visit: Visit) -> None:
    panel = PANEL.format("التاريخ")
    tree = panel + "//details[@class='more']/ul"
    years = visit("/?q=").all(tree + "[contains(@class, 'tree')]/li")
    assert len(years) > 5
    assert not visit("/?q=").all(tree + "//ul")  # nothing within them yet
    year = visit("/", {"since": "2014", "until": "2014"})
    (top,) = year.all(tree + "[contains(@class, 'tree')]/li")
    assert top.xpath("string(div/a/@aria-current)") == "true"
    months = top.xpath("ul/li")
    assert len(months) > 1
    # What is known of the year alone stands above its months, so that it has more than they.
    count = int(top.xpath("string(div/a/span[@class='count'])"))
    assert count >= sum(int(month.xpath("string(div/a/span[@class='count'])")) for month in months)
    month = visit(months[0].xpath("string(div/a/@href)"))
    (above,) = month.all(tree + "[contains(@class, 'tree')]/li")
    assert parameters(above.xpath("string(div/a/@href)")) == {"since": ["2014"], "until": ["2014"]}
    assert not above.xpath("div/a/span[@class='count']")  # not all of the year was counted
    assert above.xpath("ul/li/ul/li")
    assert parameters(month.link("كل التواريخ")) == {"q": [""]}


def test_what_says_nothing_stands_last_in_its_panel_unless_it_is_chosen(visit: Visit) -> None:
    panel = PANEL.format("الكاتب")
    labels = [one.text_content() for one in visit("/?q=").all(panel + "//a[@class='value']//bdi")]
    assert labels[-1] == "بلا كاتب"
    chosen = visit("/", {"author": "unknown"})
    assert chosen.all(panel + "//a[@class='value']//bdi")[0].text_content() == "بلا كاتب"
    exclude = visit("/?q=").all(panel + "//a[@class='exclude']")[0]
    assert exclude.get("title") == exclude.get("aria-label")


def test_a_long_facet_folds_its_tail_but_never_what_is_chosen(visit: Visit) -> None:
    page = visit("/?q=")
    folded = page.all(PANEL.format("المصدر") + "//details[@class='more']//a[@class='value']")
    assert len(page.all(PANEL.format("المصدر") + "/details/ul/li")) == 8
    assert folded
    chosen = visit(folded[-1].get("href"))
    assert chosen.all(PANEL.format("المصدر") + "/details/ul//a[@aria-current]")


def test_a_year_narrows_to_its_months_and_the_form_shows_it(visit: Visit) -> None:
    page = visit("/?q=")
    year = page.one(PANEL.format("التاريخ") + "//a[span/bdi='2014']")
    narrowed = visit(year.get("href"))
    assert narrowed.one("//input[@id='since']").get("value") == "2014"
    assert all(t.get("datetime").startswith("2014") for t in narrowed.all("//article//time"))
    assert "2014" in narrowed.says("//ul[@class='chips']")
    assert "أيلول/سبتمبر 2014" in narrowed.says(PANEL.format("التاريخ"))


def test_a_wrong_date_is_explained_and_stays_in_its_field(visit: Visit) -> None:
    page = visit("/", {"q": "كتاب", "since": "أمس"})
    assert page.status == 400
    assert "لم نفهم التاريخ «\u2068أمس\u2069»" in page.says("//div[@role='alert']")
    assert page.one("//input[@id='since']").get("value") == "أمس"
    assert page.one("//input[@id='q']").get("value") == "كتاب"


def test_a_text_too_long_is_explained(visit: Visit) -> None:
    page = visit("/", {"q": "كتاب " * 500})
    assert page.status == 400
    assert "2,000" in page.says("//div[@role='alert']")


def test_a_new_search_keeps_the_filters_and_drops_the_page(visit: Visit) -> None:
    page = visit("/", {"q": "كتاب", "source": ["أ", "ب"], "sort": "oldest", "page": "1"})
    kept = [
        (i.get("name"), i.get("value"))
        for i in page.all("//form[@id='search']//input[@type='hidden']")
    ]
    assert sorted(kept) == [("sort", "oldest"), ("source", "أ"), ("source", "ب")]


def test_the_sort_asked_for_is_the_sort_given(visit: Visit) -> None:
    page = visit(visit("/", {"q": "كتاب"}).link("الأقدم"))
    assert page.says("//nav[@class='sort']//a[@aria-current]") == "الأقدم"
    days = [t.get("datetime") for t in page.all("//article//time") if len(t.get("datetime")) > 5]
    assert days == sorted(days)


def test_turning_the_pages_meets_every_item_once(visit: Visit, archive) -> None:
    seen: list[str] = []
    address: str | None = "/?q="
    while address:
        page = visit(address)
        seen += [urlsplit(a.get("href")).path for a in page.all("//article/h2/a")]
        following = page.all("//link[@rel='next']")
        address = following[0].get("href") if following else None
    assert len(seen) == len(set(seen)) == len(archive)


def test_a_page_past_the_last_says_so_and_leads_back(visit: Visit) -> None:
    page = visit("/", {"page": "900"})
    assert page.status == 404
    assert "ليس في النتائج صفحة 900" in page.says()
    assert visit(page.link("آخر صفحة")).all("//article")


def test_no_results_says_so_and_offers_other_searches_with_what_each_finds(visit: Visit) -> None:
    asked = {"q": "كتاب زعفرانقرمزي", "source": "صحيفة الساحل", "since": "2014"}
    page = visit("/", asked)
    assert page.status == 200
    assert page.says("//h1") == "لا نتائج"
    any_word = page.link("أيّ كلمة من كلماتك")
    assert "match=any" in any_word
    found = visit(any_word)
    assert found.all("//article")
    assert found.says("//h1") in page.says("//div[@class='no-results']")
    # Without one of the conditions there would still be nothing.
    assert "من دون شرط" not in page.says("//div[@class='no-results']")


def test_no_results_names_the_condition_that_empties_the_search(visit: Visit) -> None:
    page = visit("/", {"q": "كتاب", "source": "صحيفة الساحل", "since": "2031"})
    ways = page.says("//div[@class='no-results']")
    assert "من دون شرط التاريخ: \u2068منذ 2031\u2069" in ways
    assert "من دون شرط المصدر" not in ways
    assert "since" not in parameters(page.link("من دون شرط التاريخ"))
    assert set(parameters(page.link("الأرشيف كله"))) == {"q"}


def test_an_exact_phrase_that_is_nowhere_leads_to_its_words(visit: Visit) -> None:
    page = visit("/", {"q": '"الكتاب معرض"'})
    assert page.says("//h1") == "لا نتائج"
    assert parameters(page.link("الكلمات بأي صيغة"))["q"] == ["الكتاب معرض"]


def test_any_word_finds_more_than_all_words(visit: Visit) -> None:
    def total(match: str) -> int:
        asked = {"q": "كتاب مكتبة", "match": match, "per_page": "100"}
        return len(visit("/", asked).all("//article"))

    assert total("any") > total("all") > 0


def test_what_was_not_understood_is_told_beside_the_results(visit: Visit, archive) -> None:
    text = '"كتاب'
    warnings = archive.search(text).warnings("ar")
    assert warnings
    assert warnings[0] in visit("/", {"q": text}).says()


def test_every_link_of_the_first_page_leads_somewhere(visit: Visit, client: FlaskClient) -> None:
    page = visit("/", {"q": "الكتاب"})
    addresses = {a.get("href") for a in page.all("//a | //link")} - {"#total"}
    assert len(addresses) > 30
    answers = {
        # Preferences are chosen on the page itself: their addresses have no path.
        address: client.get(f"/{address.removeprefix('/')}", buffered=True).status_code
        for address in sorted(addresses)
    }
    assert {address: status for address, status in answers.items() if status != 200} == {}


@pytest.mark.parametrize("path", ["/", "/?q=الكتاب", "/?since=x", "/record/none", "/nowhere"])
def test_every_page_is_arabic_right_to_left_and_has_its_landmarks(visit: Visit, path: str) -> None:
    page = visit(path)
    root = page.one("/html")
    assert (root.get("lang"), root.get("dir")) == ("ar", "rtl")
    assert len(page.all("//h1")) == len(page.all("//main")) == 1
    ids = [e.get("id") for e in page.all("//*[@id]")]
    assert len(ids) == len(set(ids))
    assert page.one("//a[@class='skip']").get("href").removeprefix("#") in ids
    for field in page.all("//input[not(@type='hidden')]"):
        assert page.all(f"//label[@for='{field.get('id')}']"), field.get("name")


def test_a_slip_leads_to_the_search_that_was_meant(visit: Visit) -> None:
    page = visit("/", {"q": "hg;jhf", "match": "any"})
    assert page.says("//h1").startswith("لا")
    link = page.one("//div[@class='no-results']/p[1]/a[1]")
    assert link.text_content() == "الكتاب"
    assert parameters(link.get("href")) == {"q": ["الكتاب"], "match": ["any"]}
    assert visit(link.get("href")).all("//article//mark")


def test_the_page_says_what_else_was_searched_for_and_leads_to_the_words_alone(
    visit: Visit,
) -> None:
    page = visit("/", {"q": "كتاب", "sort": "newest"})
    line = page.one("//p[@class='variants']")
    assert "كتب" in line.text_content()
    address = line.xpath("a")[0].get("href")
    assert parameters(address) == {"q": ["كتاب"], "sort": ["newest"], "variants": ["no"]}
    alone = visit(address)
    assert "كلماتك وحدها" in alone.says("//p[@class='variants']")
    assert alone.says("//h1") != page.says("//h1")
    record = alone.one("(//article)[1]//h2/a").get("href")
    assert parameters(record)["variants"] == ["no"]
    assert visit(record).all("//mark")


def test_nothing_is_said_of_variants_where_there_are_none(visit: Visit) -> None:
    assert not visit("/", {"q": "الحكومة"}).all("//p[@class='variants']")
    assert not visit("/", {"q": '"كتاب"'}).all("//p[@class='variants']")


def test_the_page_says_how_many_have_just_the_word_and_leads_to_them(visit: Visit) -> None:
    page = visit("/", {"q": "مكتبة", "sort": "newest"})
    links = page.all("//p[@class='closer']/a")
    assert [link.text_content().split(": ")[0] for link in links] == [
        "مع ما يتصل بأولها",
        "بهذه الصيغة وحدها",
    ]
    for link, level in zip(links, ("clitics", "word"), strict=True):
        asked = {"q": ["مكتبة"], "level": [level], "sort": ["newest"]}
        assert parameters(link.get("href")) == asked
        number = re.findall(r"\d+", link.text_content())[0]
        assert number in visit(link.get("href")).says("//h1")
    assert not visit("/", {"q": "مكتبة", "page": "2"}).all("//p[@class='closer']")
    assert not visit("/", {"q": '"مكتبة"'}).all("//p[@class='closer']")
    assert not visit("/?q=").all("//p[@class='closer']")


def test_several_words_lead_to_those_results_that_have_them_as_a_phrase(visit: Visit) -> None:
    page = visit("/", {"q": "معرض الكتاب", "sort": "oldest"})
    link = page.all("//p[@class='closer']/a")[-1]
    told, number = link.text_content().split(": ")
    assert told == "متجاورة بهذا الترتيب"
    assert parameters(link.get("href")) == {"q": ['"معرض الكتاب"'], "sort": ["oldest"]}
    assert number in visit(link.get("href")).says("//h1")


def test_a_level_that_finds_nothing_leads_to_any_form(visit: Visit) -> None:
    page = visit("/", {"q": "+مكتبتكما", "level": "written"})
    other = page.one("//div[@class='no-results']//ul/li[1]/a")
    assert parameters(other.get("href")) == {"q": ["مكتبتكما"]}


def test_the_box_is_offered_words_sources_and_titles_with_their_addresses(
    client: FlaskClient,
) -> None:
    def asked(text: str) -> Any:
        return client.get("/complete", query_string={"q": text}).get_json()

    offered = asked("الساح")["options"]
    assert asked("الساح")["said"] == f"{len(offered)} اقتراحات"
    kinds = [option["kind"] for option in offered]
    assert kinds == sorted(kinds, key=["word", "value", "title"].index)
    by_kind = {option["kind"]: option for option in reversed(offered)}
    assert by_kind["word"] == {"kind": "word", "group": "الكلمات", "label": "الساحل"}
    assert by_kind["value"]["group"] == "المصدر"
    assert by_kind["value"]["add"] == {"source": "صحيفة الساحل"}
    assert by_kind["value"]["q"] == ""
    *_, last = asked("الكت")["options"]
    assert (last["kind"], last["group"]) == ("title", "العناوين")
    assert asked("الساحل ") == {"options": [], "said": "لا اقتراحات"}


def test_a_value_or_a_period_is_offered_behind_a_query_which_it_narrows(
    client: FlaskClient,
) -> None:
    def limits(text: str) -> list[Any]:
        options = client.get("/complete", query_string={"q": text}).get_json()["options"]
        return [option for option in options if option["kind"] == "value"]

    (source,) = limits("كتاب صحيفة الساح")
    assert (source["q"], source["add"]) == ("كتاب", {"source": "صحيفة الساحل"})
    (period,) = limits("كتاب أيلول 2014")
    assert (period["q"], period["group"], period["label"]) == (
        "كتاب",
        "التاريخ",
        "أيلول/سبتمبر 2014",
    )
    assert period["set"] == {"since": "2014-09", "until": "2014-09", "date": ""}
    assert int(period["count"]) > 0
