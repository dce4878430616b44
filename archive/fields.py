"""The fields of a record, each once: what it is called, where its values stand, what it is for.

Readers' column names, the query language, filters, facets, the engines' schemas,
the options of commands, the parameters of the API and the parts of pages all
derive from here. An archive may have fields of its own beside these
(`own_fields.py`); what a record has of each is read in `field_values.py`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from functools import cached_property
from typing import Any, Final, Literal, TypeAlias, TypeVar

# The fields are known to every command, and most fold no names and make no index:
# what only those need is imported where they do.

Language = Literal["ar", "en"]
Words: TypeAlias = Mapping[Language, str]

T = TypeVar("T")


def in_language(told: Mapping[Language, T], language: Language) -> T:
    """What is told in a language; in English where nobody has yet told it in that one."""
    return told[language] if language in told else told["en"]


Kind = Literal["name", "text", "number", "date", "note"]
"""A name is counted and filtered by, a text searched, a number or a date filtered by its
range; a note is only kept and shown."""

FacetName = Literal[
    "source",
    "country",
    "date",
    "platform",
    "mentions",
    "agency",
    "author",
    "tag",
]
"""What is counted in every archive, for editors to offer and type checkers to know: the keys of
the facets below."""

Authority = Literal["sources", "countries", "platforms", "agencies"]

UNKNOWN_VALUE: Final = ""
"""The value that stands for "not stated" in every facet."""

DATE: Final = "date"
"""The key of the date of publication, which has days and is limited by `since` and `until`."""

_UNSTATED: Final[Words] = {"ar": "غير معروف", "en": "Unknown"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field: `key` is its name in filters, facets, addresses and commands.

    `label` is a noun, `names` are what queries call it beside its key, `columns`
    what files call it, the preferred first; `later` are taken where there is none
    of these, unless a field of the archive's own has them. `attribute` is where a `Record` has
    its values, "" where they are read from `Record.extra`, or follow from those of the
    attribute that it is `derived_from` (`Fields.derived`). `several` says that a
    record may have more than one. The names of an `authority` have one spelling
    each. A text's words count as `weight` words. Values that are `completed` are
    offered to who begins to type them; what is `listed`, lists of records tell of
    each, and it has an attribute.

    What is said of it: `having` (a clause with `{values}`), `lacking` (a clause),
    `unstated` (the label of records that state none), `only` (which results a
    filter leaves: "from this source"), `meaning` and an `example`.
    """

    key: str
    kind: Kind
    label: Words
    columns: tuple[str, ...]
    later: tuple[str, ...] = ()
    attribute: str = ""
    derived_from: str = ""
    names: tuple[str, ...] = ()
    several: bool = False
    authority: Authority | None = None
    weight: int = 1
    completed: bool = False
    listed: bool = False
    having: Words
    lacking: Words
    unstated: Words = dataclass_field(default_factory=lambda: _UNSTATED)
    only: str = ""
    meaning: str = ""
    example: str = ""

    @property
    def is_facet(self) -> bool:
        """Whether it is counted beside results, and filtered by."""
        return self.kind in ("name", "number", "date")

    @property
    def is_own(self) -> bool:
        """Whether its values are among the `extra` ones of records, as all of an archive's own."""
        return not (self.attribute or self.derived_from)

    @property
    def column(self) -> str:
        """What readers call a column of it."""
        return self.attribute or self.key

    def title(self, language: Language) -> str:
        """The label as a heading has it."""
        label = in_language(self.label, language)
        return label[:1].upper() + label[1:]

    def digest(self, derived: Mapping[str, str] | None = None) -> str:
        """Changes whenever an index made before holds something else under this field.

        `derived` is the table by which a derived one has its values.
        """
        import hashlib

        known = (self.kind, self.attribute, self.columns, self.authority, self.weight)
        told = f"{known}{sorted(derived.items())}" if derived is not None else f"{known}"
        return hashlib.sha256(told.encode()).hexdigest()[:16]


def _listed(names: str) -> tuple[str, ...]:
    return tuple(names.split(", "))


BUILT_IN: Final = (
    Field(
        key="id",
        kind="note",
        attribute="id",
        listed=True,
        label={"ar": "المعرّف", "en": "identifier"},
        columns=_listed(
            "id, guid, uid, identifier, article_id, post_id, tweet_id, المعرف, معرف, الرقم, رقم"
        ),
        having={"ar": "المعرّف: {values}", "en": "identifier {values}"},
        lacking={"ar": "ما لا معرّف له", "en": "without an identifier"},
        meaning="The record's identifier, as `/records/{record_id}` takes it.",
    ),
    Field(
        key="title",
        kind="text",
        attribute="title",
        listed=True,
        label={"ar": "العنوان", "en": "title"},
        names=("العنوان", "عنوان"),
        columns=_listed("title, headline, heading, العنوان, عنوان, عنوان الخبر, عنوان المقال"),
        later=_listed(
            "article_title, news_title, post_title, story_title, video_title, page_title, "
            "main_title, headlines, titre, العنوان الرئيسي, عنوان المادة, عنوان المنشور, "
            "عنوان الفيديو, عنوان التقرير"
        ),
        weight=2,
        having={"ar": "ما في عنوانه {query}", "en": "in the title: {query}"},
        lacking={"ar": "ما لا عنوان له", "en": "without a title"},
        meaning="The title.",
    ),
    Field(
        key="text",
        kind="text",
        attribute="text",
        label={"ar": "النص", "en": "text"},
        names=("النص",),
        columns=_listed(
            "text, body, content, full_text, article_text, article_body, article, "
            "content_text, message, "
            "النص, نص, المتن, متن, المحتوى, محتوى, نص الخبر, نص المقال, نص المنشور"
        ),
        later=_listed(
            "main_text, full_content, story, story_text, story_body, article_content, "
            "news_text, news_body, news_content, body_text, text_content, plain_text, "
            "clean_text, cleaned_text, raw_text, raw_content, post_text, post_content, "
            "post_body, post_message, tweet, tweet_text, tweet_content, message_text, "
            "message_body, comment_text, comment_body, selftext, transcript, transcription, "
            "contenu, texte, body_html, body_xhtml, content_html, text_html, html_content, "
            "caption, description, details, النص الكامل, نص كامل, المحتوى الكامل, "
            "المتن الكامل, نص المادة, نص التقرير, نص البيان, نص التغريدة, نص الرسالة, "
            "نص التعليق, محتوى الخبر, محتوى المقال, محتوى المنشور, محتوى المادة, متن الخبر, "
            "متن المقال, المقال, مقال, الخبر, المنشور, منشور, التغريدة, تغريدة, الرسالة, "
            "تفاصيل الخبر, التفاصيل, تفاصيل, الوصف, وصف"
        ),
        having={"ar": "ما في نصه {query}", "en": "in the text: {query}"},
        lacking={"ar": "ما لا نص له", "en": "without a text"},
        meaning="The whole text.",
    ),
    Field(
        key="source",
        kind="name",
        attribute="source",
        listed=True,
        authority="sources",
        completed=True,
        label={"ar": "المصدر", "en": "source"},
        names=("المصدر",),
        columns=_listed(
            "source, publisher, newspaper, outlet, site_name, sitename, site, "
            "المصدر, مصدر, الصحيفة, صحيفة, الجريدة, جريدة, الناشر, ناشر, الموقع"
        ),
        later=_listed(
            "source_name, publisher_name, publication, publication_name, news_source, "
            "media_name, journal, magazine, channel_name, اسم المصدر, اسم الصحيفة, "
            "اسم الجريدة, اسم الموقع, اسم القناة, جهة النشر, المجلة, القناة"
        ),
        having={"ar": "المصدر: {values}", "en": "source {values}"},
        lacking={"ar": "ما لا يُعرف مصدره", "en": "source unknown"},
        only="from this source",
        meaning="Who published it.",
        example="رويترز",
    ),
    Field(
        key="country",
        kind="name",
        derived_from="source",
        authority="countries",
        label={"ar": "بلد المصدر", "en": "source’s country"},
        names=("البلد", "بلد", "بلد_المصدر"),
        columns=(),
        having={"ar": "بلد المصدر: {values}", "en": "source’s country {values}"},
        lacking={"ar": "ما لا يُعرف بلد مصدره", "en": "source’s country unknown"},
        only="from sources of this country",
        meaning="The country of its source, where that is known: a code of ISO 3166.",
        example="مصر",
    ),
    Field(
        key=DATE,
        kind="date",
        attribute="published",
        listed=True,
        label={"ar": "التاريخ", "en": "date"},
        names=("التاريخ",),
        columns=_listed(
            "published, date_published, published_at, published_date, publication_date, "
            "publish_date, pubdate, date, datetime, created_at, timestamp, "
            "تاريخ النشر, التاريخ, تاريخ, تاريخ الخبر, تاريخ المقال"
        ),
        later=_listed(
            "published_on, published_time, published_utc, published_date_time, publish_time, "
            "pub_time, publication_time, date_posted, posted_at, posted_on, post_date, "
            "article_date, news_date, upload_date, release_date, issue_date, first_created, "
            "version_created, created_time, created_utc, date_created, تاريخ النشر والوقت, "
            "تاريخ ووقت النشر, وقت النشر, تاريخ المنشور, تاريخ التغريدة, تاريخ المادة, "
            "تاريخ الإصدار, تاريخ العدد"
        ),
        having={"ar": "التاريخ: {values}", "en": "dated {values}"},
        lacking={"ar": "ما لا تاريخ له", "en": "undated"},
        unstated={"ar": "بلا تاريخ", "en": "Undated"},
        only="that state no date, or none with a year",
        meaning="The date as far as it is known: 2014, 2014-09 or 2014-09-03, or XXXX-09-03.",
    ),
    Field(
        key="platform",
        kind="name",
        attribute="platform",
        listed=True,
        authority="platforms",
        label={"ar": "المنصة", "en": "platform"},
        names=("المنصة",),
        columns=_listed("platform, network, social_network, المنصة, منصة, الشبكة, شبكة التواصل"),
        having={"ar": "المنصة: {values}", "en": "platform {values}"},
        lacking={"ar": "ما لا تُعرف منصته", "en": "platform unknown"},
        only="on this platform",
        meaning="Where it was published: a key of the table of platforms, or `unknown`.",
        example="تويتر",
    ),
    Field(
        key="mentions",
        kind="name",
        attribute="mentions",
        several=True,
        authority="platforms",
        label={"ar": "المنصات المذكورة", "en": "mentioned platform"},
        names=("يذكر",),
        columns=(),
        having={"ar": "ما يذكر {values}", "en": "mentioning {values}"},
        lacking={"ar": "ما لا يذكر أي منصة", "en": "mentioning no platform"},
        unstated={"ar": "لا يذكر أي منصة", "en": "Mentions no platform"},
        only="that speak of this platform",
        meaning="The platforms that the text speaks of.",
        example="فيسبوك",
    ),
    Field(
        key="agency",
        kind="name",
        attribute="agencies",
        several=True,
        authority="agencies",
        label={"ar": "الوكالة", "en": "agency"},
        names=("الوكالة",),
        columns=(),
        having={"ar": "الوكالة: {values}", "en": "agency {values}"},
        lacking={"ar": "ما لا يُنسب إلى وكالة", "en": "crediting no agency"},
        unstated={"ar": "لا يُنسب إلى وكالة", "en": "No agency credited"},
        only="that credit this agency",
        meaning="The wire services that the text credits.",
        example="رويترز",
    ),
    Field(
        key="author",
        kind="name",
        listed=True,
        attribute="author",
        label={"ar": "الكاتب", "en": "author"},
        names=("الكاتب",),
        columns=_listed(
            "author, byline, writer, authors, creator, "
            "الكاتب, كاتب, المؤلف, مؤلف, المحرر, محرر, بقلم"
        ),
        later=_listed(
            "author_name, author_names, writer_name, journalist, reporter, اسم الكاتب, "
            "اسم المؤلف, كاتب المقال, كاتب الخبر, الصحفي, الصحافي"
        ),
        having={"ar": "الكاتب: {values}", "en": "author {values}"},
        lacking={"ar": "ما لا يُعرف كاتبه", "en": "author unknown"},
        unstated={"ar": "بلا كاتب", "en": "No author named"},
        only="by this author",
        meaning="Who wrote it.",
        example="ليلى حسن",
    ),
    Field(
        key="tag",
        kind="name",
        attribute="tags",
        several=True,
        label={"ar": "الوسم", "en": "tag"},
        names=("الوسم",),
        columns=_listed(
            "tags, keywords, labels, hashtags, "
            "الوسوم, وسوم, الكلمات المفتاحية, كلمات مفتاحية, الكلمات الدلالية, الأوسمة"
        ),
        having={"ar": "الوسم: {values}", "en": "tag {values}"},
        lacking={"ar": "ما لا وسم له", "en": "without a tag"},
        unstated={"ar": "بلا وسوم", "en": "No tags"},
        only="with this tag",
        meaning="The tags that the file stated.",
        example="سياسة",
    ),
    Field(
        key="url",
        kind="note",
        attribute="url",
        listed=True,
        label={"ar": "الرابط", "en": "address"},
        columns=_listed("url, link, permalink, uri, الرابط, رابط, رابط الخبر, رابط المقال"),
        later=_listed(
            "article_url, article_link, news_url, post_url, post_link, tweet_url, video_url, "
            "page_url, web_url, webpage_url, canonical_url, full_url, رابط المنشور, "
            "رابط المادة, رابط التغريدة, رابط الفيديو, رابط الصفحة, عنوان الرابط"
        ),
        having={"ar": "الرابط: {values}", "en": "address {values}"},
        lacking={"ar": "ما لا رابط له", "en": "without an address"},
        meaning="Where the original is; it comes from the file, and may be anything.",
    ),
    Field(
        key="language",
        kind="note",
        attribute="language",
        label={"ar": "اللغة", "en": "language"},
        columns=_listed("language, lang, اللغة, لغة"),
        having={"ar": "اللغة: {values}", "en": "language {values}"},
        lacking={"ar": "ما لم تُذكر لغته", "en": "language not stated"},
        meaning="The language that the file stated.",
    ),
)


class Fields(Mapping[str, Field]):
    """The fields of an archive by their keys: the built-in ones, then its own.

    `authorities` are the tables of names that its settings add, as they state them.
    """

    def __init__(
        self, own: tuple[Field, ...] = (), authorities: Mapping[str, Any] | None = None
    ) -> None:
        self._fields = {field.key: field for field in (*BUILT_IN, *own)}
        self._authorities = authorities or {}
        self.own = own

    def __getitem__(self, key: str) -> Field:
        return self._fields[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._fields)

    def __len__(self) -> int:
        return len(self._fields)

    def __hash__(self) -> int:
        return hash(tuple(self._fields))

    def __repr__(self) -> str:
        return f"Fields({self.own!r})"

    @cached_property
    def facets(self) -> tuple[Field, ...]:
        """What is counted beside results."""
        return tuple(field for field in self.values() if field.is_facet)

    @property
    def filters(self) -> tuple[Field, ...]:
        """What takes values to filter by, each of the facets.

        Of the date of publication that is the unknown alone: the rest has `since` and `until`.
        """
        return self.facets

    @cached_property
    def by_value(self) -> tuple[Field, ...]:
        """The facets whose values an index has under their keys.

        That is all but the date of publication, of which it has the month and the day.
        """
        return tuple(field for field in self.facets if field.key != DATE)

    @cached_property
    def texts(self) -> tuple[Field, ...]:
        """What is searched."""
        return tuple(field for field in self.values() if field.kind == "text")

    @cached_property
    def completed(self) -> tuple[Field, ...]:
        """What is completed as it is typed."""
        return tuple(field for field in self.values() if field.completed)

    @cached_property
    def by_name(self) -> Mapping[str, Field]:
        """What queries may name a field by, folded: `title`, العنوان."""
        from ..arabic.folding import fold

        found = (field for field in self.values() if field.kind != "note")
        return {fold(name): field for field in found for name in (field.key, *field.names)}

    @cached_property
    def by_column(self) -> Mapping[str, tuple[Field, int]]:
        """What files call the fields, as `column_key` has it, and how much each is preferred."""
        names = (
            (column_key(column), field, rank)
            for field in self.values()
            for rank, column in enumerate((*_columns(field), *field.later))
        )
        own = {column_key(column) for field in self.own for column in field.columns}
        return {
            key: (field, rank)
            for key, field, rank in names
            if key not in own or rank < len(_columns(field))
        }

    @cached_property
    def later_columns(self) -> frozenset[str]:
        """The names of `Field.later`, as `column_key` has them."""
        return frozenset(column_key(column) for field in self.values() for column in field.later)

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The names under which readers hand over what they know, in the order they are told."""
        return tuple(field.column for field in self.values() if _columns(field))

    @cached_property
    def derived(self) -> Mapping[str, Mapping[str, str]]:
        """By the key of each derived field the values of it that follow from those of another."""
        from .metadata.source_countries import source_countries

        return {"country": source_countries(self._authorities)}

    def digests(self) -> dict[str, str]:
        """What an index notes of the fields it was made of."""
        return {
            key: field.digest(self.derived[key] if field.derived_from else None)
            for key, field in self.items()
            if field.kind != "note"
        }


LISTED: Final = tuple(field for field in BUILT_IN if field.listed)
"""What lists of records tell of each."""

STANDARD: Final = Fields()
"""The fields of an archive that has none of its own."""


def _columns(field: Field) -> tuple[str, ...]:
    """A field of the archive's own may be mapped to by its key, and keeps its columns' names."""
    return (field.key,) if field.is_own else field.columns


def column_key(name: str) -> str:
    """A column's name without what spellings of it differ in: case, marks, hamza, separators."""
    from ..arabic.names import fold_name

    return fold_name(name).replace(" ", "") or name
