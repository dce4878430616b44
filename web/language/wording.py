"""Words that depend on a number, a date or a name, in the reader's language."""

from collections.abc import Iterable
from typing import Final

from hijridate import Gregorian

from ...archive.dates import PartialDate
from ...archive.fields import STANDARD, UNKNOWN_VALUE, Field
from ...archive.media_files import MediaKind
from ...archive.metadata import months
from ...archive.metadata.naming import Naming
from ...archive.ranges import ends, known_date
from ...archive.record import UNKNOWN, Record
from ...index.reprints.answers import FirstSeen, Reprint, Shared, Stories
from ...index.searching.pages import Per
from ...index.searching.results import Parts
from .messages import _, ngettext
from .preferences import preferences

ARABIC_DIGITS: Final = str.maketrans("0123456789,.", "٠١٢٣٤٥٦٧٨٩٬٫")

_DAYS_TOLD: Final = 62
_MONTHS_TOLD: Final = 24
"""A stretch of so many days is told in months, and one of so many months in years."""

SHOWN_VARIANTS: Final = 5
"""Of the ways to write one word, how many the page names."""


def number(of: float) -> str:
    """A number in the reader's digits, its thousands set apart: 31,030 or ٣١٬٠٣٠."""
    return digits(f"{of:,}")


def digits(written: str) -> str:
    """What we wrote ourselves, in the reader's digits; a record's own text stays as it is."""
    return written.translate(ARABIC_DIGITS) if preferences().digits == "arabic" else written


def results(total: int) -> str:
    """So many results: نتيجتان، 3 نتائج، 11 نتيجة."""
    if not total:
        return _("No results")
    return ngettext("%(num)s result", "%(num)s results", total, num=number(total))


def hits(total: int, per: Per) -> str:
    """So many records or stories, whichever a hit stands for."""
    return stories(total) if per == "story" else results(total)


def items(total: int) -> str:
    """So many records of the archive."""
    if not total:
        return _("No items")
    return ngettext("%(num)s item", "%(num)s items", total, num=number(total))


def values(total: int) -> str:
    """So many values of a field."""
    if not total:
        return _("No values")
    return ngettext("%(num)s value", "%(num)s values", total, num=number(total))


def values_order_label(name: str) -> str:
    """What an order of values is called."""
    return {"count": _("Most first"), "name": _("Alphabetical")}[name]


def suggestions(total: int) -> str:
    """So many completions of what is typed, as a screen reader says it."""
    if not total:
        return _("No suggestions")
    return ngettext("%(num)s suggestion", "%(num)s suggestions", total, num=number(total))


def picture_of_item(number_: int, of: int) -> str:
    """What a picture is called that nobody has said anything of."""
    if of == 1:
        return _("Picture of this item")
    return _(
        "Picture %(number)s of %(total)s of this item", number=number(number_), total=number(of)
    )


def media_kind(kind: MediaKind) -> str:
    """What kind of file is beside a record."""
    return {
        "picture": _("Picture"),
        "video": _("Video"),
        "audio": _("Audio"),
        "pdf": _("PDF"),
        "file": _("File"),
    }[kind]


def file_size(of: int) -> str:
    """The size of a file, in two digits or more: 340 kB, 1.2 MB."""
    if of < 1_000_000:
        return _("%(number)s kB", number=number(max(1, round(of / 1_000))))
    if of < 1_000_000_000:
        return _("%(number)s MB", number=number(_short(of / 1_000_000)))
    return _("%(number)s GB", number=number(_short(of / 1_000_000_000)))


def _short(of: float) -> float:
    return round(of, 1) if of < 10 else round(of)


def matches(total: int) -> str:
    """So many matches in a text."""
    return ngettext("%(num)s match", "%(num)s matches", total, num=number(total))


def lines(total: int) -> str:
    """So many lines of a concordance."""
    if not total:
        return _("No lines")
    return ngettext("%(num)s line", "%(num)s lines", total, num=number(total))


def stories(total: int) -> str:
    """So many stories: خبران، 3 أخبار، 97 خبرًا."""
    if not total:
        return _("No stories")
    return ngettext("%(num)s story", "%(num)s stories", total, num=number(total))


def printed_again(found: Stories) -> str:
    """How many of the stories of a search have more than one copy."""
    if not found.total:
        return _("No stories in more than one copy")
    return _("%(stories)s in more than one copy", stories=stories(found.total))


def copies(total: int) -> str:
    """So many copies of a story."""
    return ngettext("%(num)s copy", "%(num)s copies", total, num=number(total))


def copies_or_more(least: int) -> str:
    """So many copies or more."""
    return ngettext("%(num)s copy or more", "%(num)s copies or more", least, num=number(least))


def printed_by(record: Record) -> str:
    """Who is named for a copy: its source, or who posted it where that is all that is known."""
    return record.source or record.author or _("Unknown source")


def copies_in_sources(size: int, sources: int) -> str:
    """How many copies of a story there are, and in how many sources where any is known."""
    if not sources:
        return copies(size)
    return ngettext(
        "%(copies)s in %(num)s source",
        "%(copies)s in %(num)s sources",
        sources,
        num=number(sources),
        copies=copies(size),
    )


def oldest_copies(size: int, first: FirstSeen | None) -> str:
    """Of when the oldest of so many copies are, and how many are of that very day."""
    if first is None:
        return _("none is dated")
    date = date_in_words(first.date)
    of_that_day = sum(record.published == first.date for record in first.records)
    if of_that_day == 1 or first.date.precision != "day":
        return _("the oldest in the archive: %(date)s", date=date)
    if of_that_day == size:
        return _("all of one day, %(date)s", date=date)
    return ngettext(
        "the oldest in the archive: %(date)s (%(num)s copy on that day)",
        "the oldest in the archive: %(date)s (%(num)s copies on that day)",
        of_that_day,
        num=number(of_that_day),
        date=date,
    )


def days_between(days: int) -> str:
    """How far the last copy of a story is from the first."""
    if not days:
        return _("all on one day")
    return ngettext(
        "%(num)s day from the first to the last",
        "%(num)s days from the first to the last",
        days,
        num=number(days),
    )


def days_later(days: int) -> str:
    """How long after the first copies another one came."""
    return ngettext("%(num)s day later", "%(num)s days later", days, num=number(days))


def fraction(of: float) -> str:
    """A number to a tenth, which is left out where it is none: 12 or 12.5."""
    return digits(f"{of:,.1f}".removesuffix(".0"))


def story_order_label(name: str) -> str:
    """What an order of stories is called."""
    return {
        "size": _("Most copies"),
        "sources": _("Most sources"),
        "days": _("Longest in print"),
        "newest": _("Newest"),
    }[name]


def arrangement_label(name: str) -> str:
    """What it is called that the lines of a concordance go by."""
    return {
        "record": _("as in the results"),
        "before": _("by what comes before"),
        "after": _("by what comes after"),
    }[name]


def style_label(name: str) -> str:
    """What a style of citations is called."""
    return {
        "arabic": _("Arabic style"),
        "apa": "APA",
        "chicago": "Chicago",
        "mla": "MLA",
    }[name]


def mean_label(units: int, by: str) -> str:
    """What it is called that a curve goes through the mean of so many units, or through each."""
    if units == 1:
        return _("off")
    if by == "year":
        return ngettext("%(num)s year", "%(num)s years", units, num=number(units))
    if by == "month":
        return ngettext("%(num)s month", "%(num)s months", units, num=number(units))
    return ngettext("%(num)s day", "%(num)s days", units, num=number(units))


def elsewhere(total: int, by: str) -> str:
    """How many of the results trends have no place for, and why, as far as that is one thing."""
    if by == "year":
        return _("%(count)s of them undated", count=number(total))
    if by in ("month", "day"):
        return _("%(count)s of them less closely dated, or undated", count=number(total))
    return _("%(count)s of them in others", count=number(total))


def axis_label(name: str) -> str:
    """What trends go by."""
    return {
        "year": _("Year"),
        "month": _("Month"),
        "day": _("Day"),
    }.get(name) or facet_title(STANDARD[name])


def facet_title(field: Field) -> str:
    """What a facet is called above its values."""
    return field.title(preferences().lang)


def per_label(name: str) -> str:
    """What it is called that each copy of a text is shown, or one of them."""
    return {"record": _("all"), "story": _("one of each story")}[name]


def sort_label(name: str) -> str:
    """What an order of the results is called."""
    return {"relevance": _("Relevance"), "newest": _("Newest"), "oldest": _("Oldest")}[name]


def list_label(name: str) -> str:
    """What it is called that a result is shown with a piece of its text, or in one line."""
    return {"full": _("full"), "compact": _("compact")}[name]


def show_hits(total: int, per: Per) -> str:
    """What leads from the filters to what they leave: اعرض 635 نتيجة."""
    if per == "story":
        return ngettext("Show %(num)s story", "Show %(num)s stories", total, num=number(total))
    return ngettext("Show %(num)s result", "Show %(num)s results", total, num=number(total))


def match_label(name: str) -> str:
    """What it is called that most words must match, all, or any."""
    return {"most": _("Most words"), "all": _("All words"), "any": _("Any word")}[name]


def in_parts(parts: Parts) -> str:
    """How many results have all the words, and how many others most."""
    if not parts.all:
        return _("No result has all the words together; these have most of them.")
    return _(
        "%(all)s with all the words together, and %(most)s with most of them",
        all=number(parts.all),
        most=number(parts.most),
    )


def level_label(name: str) -> str:
    """What a level of match is called, from the loosest to the closest."""
    return {
        "any": _("Any form"),
        "clitics": _("With its prefixes"),
        "word": _("The word itself"),
        "written": _("As written"),
    }[name]


def variants_label(name: str) -> str:
    """What it is called that what stands for words is looked for too, or not."""
    return {"yes": _("included"), "no": _("left out")}[name]


def manner(match: str, level: str, variants: str) -> str:
    """How a search is taken, in a few words: معظم الكلمات، بأي صيغة."""
    level_in_brief = level_label(level)
    told = [match_label(match), level_in_brief[:1].lower() + level_in_brief[1:]]
    if variants == "no" and level == "any":
        told.append(_("without other spellings and plurals"))
    return _(", ").join(told)


def closer_label(name: str, total: int) -> str:
    """How many of the results have the words just so."""
    return {
        "clitics": _("with prefixes: %(num)s", num=number(total)),
        "word": _("in this form alone: %(num)s", num=number(total)),
        "phrase": _("side by side in this order: %(num)s", num=number(total)),
    }[name]


def not_drawn(others: int) -> str:
    """That more values than these have results, of which no chart is drawn."""
    return _(
        "They are the first by the number of results; not drawn: %(count)s more.",
        count=number(others),
    )


def no_text() -> str:
    """What stands for the title of a record that has neither title nor text."""
    return _("Item without text")


def date_in_words(date: PartialDate | None) -> str:
    """A date as far as it is known, saying what is not; the Hijri beside it if that is wished."""
    if date is None:
        return _("Undated")
    words = digits(months.date_in_words(date, preferences().lang))
    if date.year is None:
        return _("%(date)s, year not stated", date=words)
    hijri = _hijri(date) if preferences().hijri == "yes" else None
    return f"{words} ({hijri})" if hijri else words


def period_in_words(since: PartialDate | None, until: PartialDate | None) -> str:
    """A range of dates in words, open or closed; a single one where both ends are the same."""
    if since is None:
        return _("until %(date)s", date=date_in_words(until))
    if until is None:
        return _("since %(date)s", date=date_in_words(since))
    if since == until:
        return date_in_words(since)
    return _("%(since)s to %(until)s", since=date_in_words(since), until=date_in_words(until))


def tick(date: str, whole: bool) -> str:
    """What a date is called under an axis, in few letters: 2014, 9/2014, 3/9; whole, 3/9/2014."""
    parts = [part.lstrip("0") for part in reversed(date.split("-"))]
    if len(parts) == 3 and not whole:
        parts.pop()
    if preferences().lang != "en" or len(parts) == 1:
        return digits("/".join(parts))
    at = 0 if len(date) == len("2014-09") else 1
    parts[at] = months.MONTHS["en"][int(parts[at]) - 1][:3]
    return digits(" ".join(parts))


def _without_items(first: str, last: str) -> str:
    low, high = PartialDate.from_edtf(first).first, PartialDate.from_edtf(last).last
    if low is None or high is None:
        return ""
    total_days = (high - low).days + 1
    total_months, years = round(total_days / 30.44), round(total_days / 365.25)
    if len(first) == 10 and total_days < _DAYS_TOLD:
        return ngettext(
            "%(num)s day without items", "%(num)s days without items", total_days,
            num=number(total_days),
        )  # fmt: skip
    if len(first) > 4 and total_months < _MONTHS_TOLD:
        return ngettext(
            "%(num)s month without items", "%(num)s months without items", total_months,
            num=number(total_months),
        )  # fmt: skip
    return ngettext(
        "%(num)s year without items", "%(num)s years without items", years, num=number(years)
    )


def gap_length(first: str, last: str) -> str:
    """How long a stretch is of which the archive has nothing, from a unit to one."""
    return _without_items(ends(first)[0], ends(last)[1])


def gap(first: str, last: str) -> str:
    """Of which stretch the archive has nothing, from a unit to one, and how long it is."""
    low, high = ends(first)[0], ends(last)[1]
    period = period_in_words(PartialDate.from_edtf(low), PartialDate.from_edtf(high))
    return f"{_without_items(low, high)} ({period})"


def breaks(places: int, first: str, last: str) -> str:
    """In how many places an axis is broken, and the longest stretch that is left out."""
    told = gap(first, last)
    if places == 1:
        return _("Break in the axis: %(gap)s", gap=told)
    return ngettext(
        "%(num)s break in the axis, the longest: %(gap)s",
        "%(num)s breaks in the axis, the longest: %(gap)s",
        places,
        num=number(places),
        gap=told,
    )


def _hijri(date: PartialDate) -> str | None:
    """A whole date by the calendar of Umm al-Qura; None outside its years, 1343 to 1500.

    None too in a language for which there are no names of its months.
    """
    if date.year is None or date.month is None or date.day is None:
        return None
    language = preferences().lang
    try:
        hijri = Gregorian(date.year, date.month, date.day).to_hijri()
        month, era = hijri.month_name(language), hijri.notation(language)
    except (OverflowError, ValueError):
        return None
    return digits(f"{hijri.day} {month} {hijri.year} {era}")


def excluded_title(field: Field) -> str:
    """What a facet is called before a value of it that is excluded."""
    return _("%(facet)s is not", facet=facet_title(field))


def vaguely_dated(value: str) -> str:
    """What is dated by a year or a month alone, beside what is dated more closely."""
    period = date_in_words(PartialDate.from_edtf(value))
    if len(value) == len("2014"):
        return _("%(period)s, month not known", period=period)
    return _("%(period)s, day not known", period=period)


def value_label(naming: Naming, key: str, value: str) -> str:
    """What a facet's value is called, as it stands in an address; ranges in the reader's digits."""
    value = UNKNOWN_VALUE if value == UNKNOWN else value
    kind = naming.fields[key].kind
    if kind == "date" and value:
        low, high = ends(value)
        date = known_date(low) if low == high else None
        if date is not None:
            return date_in_words(date)
    label = naming.label(key, value, preferences().lang)
    return digits(label) if kind != "name" and value else label


def percent(share: float) -> str:
    """A share of 1 in whole hundredths: 45%, ٤٥٪; of what is not all, 99 at the most."""
    hundredths = min(round(100 * share), 99) if share < 1 else 100
    sign = _percent_sign()
    if share and not hundredths:
        return _("less than %(share)s", share=number(1) + sign)
    return number(hundredths) + sign


def hundredths(of: float, decimals: int) -> str:
    """So many hundredths with so many decimals, as the others beside it have: 3.20%."""
    return digits(f"{of:,.{decimals}f}") + _percent_sign()


def decimals(highest: float) -> int:
    """With how many decimals hundredths of which this is the most are told apart."""
    return 1 if highest >= 10 else 2 if highest >= 0.1 else 3


def _percent_sign() -> str:
    return "٪" if preferences().digits == "arabic" else "%"


def words(total: int) -> str:
    """So many words."""
    return ngettext("%(num)s word", "%(num)s words", total, num=number(total))


def shared_words(total: int) -> str:
    """So many words that two texts have both."""
    return ngettext("%(num)s shared word", "%(num)s shared words", total, num=number(total))


def shared_passages(total: int) -> str:
    """So many passages that two texts have both."""
    if not total:
        return _("No shared passage")
    return ngettext("%(num)s shared passage", "%(num)s shared passages", total, num=number(total))


def other_copies(total: int) -> str:
    """So many records beside one that have its text."""
    return ngettext("%(num)s other copy", "%(num)s other copies", total, num=number(total))


def places(total: int, *, elsewhere: bool) -> str:
    """So many records that have a text, or some of it; or others than the one that it is from."""
    if not total:
        nowhere = _("It appears nowhere in the archive")
        return _("It appears nowhere else in the archive") if elsewhere else nowhere
    if elsewhere:
        return ngettext("In %(num)s other item", "In %(num)s other items", total, num=number(total))
    return ngettext("In %(num)s item", "In %(num)s items", total, num=number(total))


def kind_label(shared: Shared) -> str:
    """How two records share text; "" where no more can be said than which passages they share."""
    if shared.a.id == shared.b.id:
        return _("One item on both sides")
    if not shared.passages:
        return ""
    if shared.kind is None:
        if shared.is_repeated:
            return _("Words that are printed again and again, and count as no reprint")
        return _("Too little in common to count as a reprint")
    return {
        "reprint": _("Reprint"),
        "excerpt": _("Excerpt"),
        "part": _("Part of an issue"),
        "passage": "",
    }[shared.kind]


def reprints_title(name: str) -> str:
    """What a list of records that share text with one is called."""
    return {
        "copies": _("Also printed in"),
        "undated copies": _("Undated copies"),
        "excerpts": _("Excerpts of it"),
        "excerpt of": _("It is an excerpt of"),
        "part of": _("It is part of the issue"),
        "parts": _("Its articles, each by itself"),
        "passages": _("Shares passages with"),
    }[name]


def shared_part(name: str, pair: Reprint) -> str:
    """How much of the two a record of such a list shares with the one whose page it is."""
    if name in ("passages", "parts", "part of"):
        return shared_words(pair.words)
    if name == "excerpts":
        return _("%(share)s of it stands here", share=percent(pair.covers_that))
    return _("has %(share)s of this text", share=percent(pair.covers_this))


def example_label(kind: str) -> str:
    """What an example of a search shows."""
    labels = {
        "word": _("the word in any form"),
        "clitics": _("the word with what is joined to its front"),
        "phrase": _("the words in this order"),
        "written": _("as it is written"),
        "either": _("either of the two"),
        "without": _("the first without the second"),
        "beginning": _("all that begins with these letters"),
        "source": _("in one source"),
        "period": _("in one year"),
    }
    return labels[kind]


def years_without(empty: tuple[int, int]) -> str:
    """How long a stretch of years is of which there is nothing."""
    first, last = empty
    years = last - first + 1
    return ngettext(
        "nothing for %(num)s year", "nothing for %(num)s years", years, num=number(years)
    )


def named(query: str, narrowed: Iterable[str]) -> str:
    """What a search is called that is saved: what is sought, and what it is narrowed to."""
    return _("; ").join(filter(None, (query, *narrowed))) or _("All items")
