"""Tables of posts, as tools of researchers write them: a row a post, in columns of their own.

Each table below says by which columns it is known and which of them is what. Of
several columns for one thing the first that has something is taken.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ...items import Rejection
from ..base import Knowledge, Outcome, Reader, SourceFile, Unreadable
from ..columns import is_empty
from .exports import account, hashtags, post, rows

_SAYS_NO = frozenset({"", "no", "false", "0", "none", "nan", "[]", "{}"})
_MOST_HEADER = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """A tool's table: `known_by` these columns (in small letters), `columns` by Kashshaf's names.

    `prefix` begins the ids, `accounts` says that the author is an account, which
    may be an outlet's. `kinds` are the columns that say so, of what a post may be;
    `renamed` are those with a name that means something else to Kashshaf.
    """

    known_by: frozenset[str]
    columns: Mapping[str, tuple[str, ...]]
    platform: str | None
    prefix: str = ""
    accounts: bool = False
    kinds: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    renamed: Mapping[str, str] = field(default_factory=dict)


def _names(names: str) -> frozenset[str]:
    return frozenset(names.split(", "))


_TABLES = (
    _Table(  # twint
        known_by=_names("username, tweet, link, date"),
        columns={
            "id": ("id",),
            "text": ("tweet",),
            "published": ("date", "created_at"),
            "author": ("name", "username"),
            "url": ("link",),
            "language": ("language",),
        },
        kinds={"retweet": ("retweet",), "quote": ("quote_url",)},
        platform="twitter",
        prefix="twitter",
        accounts=True,
    ),
    _Table(  # 4CAT, of X
        known_by=_names("thread_id, body, is_retweet"),
        columns={
            "id": ("id",),
            "text": ("body",),
            "published": ("timestamp", "unix_timestamp"),
            "author": ("author_fullname", "author"),
            "url": ("link", "url"),
            "language": ("language_guess",),
        },
        kinds={
            "retweet": ("is_retweet",),
            "quote": ("is_quote_tweet",),
            "reply": ("is_reply",),
        },
        renamed={"source": "application", "subject": "subject_line"},
        platform="twitter",
        prefix="twitter",
        accounts=True,
    ),
    _Table(  # twarc's csv
        known_by=_names("text, author_id, author.username, public_metrics.retweet_count"),
        columns={
            "id": ("id",),
            "text": ("note_tweet.text", "text"),
            "published": ("created_at",),
            "author": ("author.name", "author.username"),
            "language": ("lang",),
        },
        kinds={
            "retweet": ("referenced_tweets.retweeted.id",),
            "quote": ("referenced_tweets.quoted.id",),
            "reply": ("referenced_tweets.replied_to.id",),
        },
        renamed={"source": "application"},
        platform="twitter",
        prefix="twitter",
        accounts=True,
    ),
    _Table(  # snscrape, as pandas writes it
        known_by=_names("rawcontent, url, date, conversationid"),
        columns={
            "id": ("id",),
            "text": ("rawcontent", "renderedcontent"),
            "published": ("date",),
            "author": ("user.displayname", "username"),
            "url": ("url",),
            "language": ("lang",),
        },
        kinds={
            "retweet": ("retweetedtweet",),
            "quote": ("quotedtweet",),
            "reply": ("inreplytotweetid",),
        },
        renamed={"source": "application", "user": "account"},
        platform="twitter",
        prefix="twitter",
        accounts=True,
    ),
    _Table(  # snscrape, with the columns that people choose of it
        known_by=_names("tweet id, text, username"),
        columns={
            "id": ("tweet id",),
            "text": ("text",),
            "published": ("datetime", "date"),
            "author": ("username",),
        },
        platform="twitter",
        prefix="twitter",
        accounts=True,
        kinds={"reply": ("in reply to",)},
    ),
    _Table(  # 4CAT, of Telegram
        known_by=_names("thread_id, body, chat, author_username, views"),
        columns={
            "id": ("id",),
            "text": ("body",),
            "source": ("chat",),
            "published": ("timestamp", "unix_timestamp"),
            "author": ("author_name", "author_username"),
        },
        platform="telegram",
    ),
    _Table(  # 4CAT, of TikTok
        known_by=_names("thread_id, body, author_full, tiktok_url"),
        columns={
            "id": ("id",),
            "text": ("body",),
            "published": ("timestamp", "unix_timestamp"),
            "author": ("author_full", "author"),
            "url": ("tiktok_url",),
        },
        platform="tiktok",
        prefix="tiktok",
        accounts=True,
    ),
    _Table(  # 4CAT, of Instagram
        known_by=_names("thread_id, parent_id, body, author_fullname, image_url"),
        columns={
            "id": ("id",),
            "text": ("body",),
            "published": ("timestamp", "unix_timestamp"),
            "author": ("author_fullname", "author"),
            "url": ("url",),
        },
        platform="instagram",
        prefix="instagram",
        accounts=True,
    ),
    _Table(  # CrowdTangle, of pages and groups of Facebook
        known_by=_names("post created, message, url"),
        columns={
            "text": ("message", "description", "image text"),
            "title": ("link text",),
            "source": ("page name", "group name", "name"),
            "published": ("post created date", "post created"),
            "url": ("url",),
        },
        platform="facebook",
    ),
    _Table(  # CrowdTangle, of Instagram
        known_by=_names("account, post created, description, url"),
        columns={
            "text": ("description", "title", "image text"),
            "source": ("account",),
            "published": ("post created date", "post created"),
            "url": ("url",),
        },
        platform="instagram",
    ),
    _Table(  # YouTube Data Tools
        known_by=_names("videoid, channeltitle, videotitle, videodescription, publishedat"),
        columns={
            "id": ("videoid",),
            "text": ("videodescription",),
            "title": ("videotitle",),
            "source": ("channeltitle",),
            "published": ("publishedat",),
        },
        platform="youtube",
        prefix="youtube",
    ),
    _Table(  # Media Cloud: stories of the press, without their texts
        known_by=_names("media_name, publish_date, title, url"),
        columns={
            "id": ("stories_id", "id"),
            "text": ("text", "story_text"),
            "title": ("title",),
            "source": ("media_name",),
            "published": ("publish_date",),
            "url": ("url",),
            "language": ("language",),
        },
        platform=None,
        prefix="mediacloud",
    ),
)

_ADDRESSES = {
    "twitter": "https://x.com/i/status/{}",
    "youtube": "https://www.youtube.com/watch?v={}",
}


def _read(document: SourceFile, knowledge: Knowledge) -> Iterator[Outcome]:
    for found in rows(document, knowledge):
        if isinstance(found, Rejection):
            yield found
            continue
        if (table := _of_header(found.fields)) is None:
            raise Unreadable("is no table of posts whose columns are known")
        yield post(
            document, knowledge, _fields(table, found.fields, knowledge), found.origin.position
        )


def _of_header(names: Mapping[str, Any] | list[str]) -> _Table | None:
    known = {name.strip().lower() for name in names}
    return next((table for table in _TABLES if table.known_by <= known), None)


def _recognises(start: str, _: Knowledge) -> bool:
    header = start.lstrip()[:_MOST_HEADER].partition("\n")[0]
    names = [name.strip(' "\r') for name in re.split(r"[,;\t|]", header)]
    return _of_header(names) is not None


POSTS = Reader(
    name="posts",
    description="Tables of posts: twint, twarc, snscrape, 4CAT, CrowdTangle, Media Cloud",
    arabic="جداول منشورات من أدوات twint وtwarc وsnscrape و4CAT وCrowdTangle وMedia Cloud",
    among=(".csv", ".tsv"),
    recognises=_recognises,
    read=_read,
)


def _fields(table: _Table, row: Mapping[str, Any], knowledge: Knowledge) -> dict[str, Any]:
    by_name = {name.strip().lower(): name for name in row}
    told: dict[str, Any] = {}
    used = set()
    for known, candidates in table.columns.items():
        for column in candidates:
            if column in by_name and not is_empty(row[by_name[column]]):
                told[known] = row[by_name[column]]
                used.add(by_name[column])
                break
    if table.accounts:
        told |= account(knowledge, told.get("author"))
    if table.kinds:
        told["kind"] = _kind(table, row, by_name, str(told.get("text", "")))
    if "id" in told and table.prefix in _ADDRESSES:
        told.setdefault("url", _ADDRESSES[table.prefix].format(told["id"]))
    told["id"] = _id(table, told)
    told["platform"] = table.platform
    told["tags"] = hashtags(str(told.get("text", "")))
    left = {_renamed(table, name): value for name, value in row.items() if name not in used}
    return {**left, **{name: value for name, value in told.items() if not is_empty(value)}}


def _kind(table: _Table, row: Mapping[str, Any], by_name: Mapping[str, str], text: str) -> str:
    """What a post is: a column says so, or its text begins as retweets do."""
    if text.startswith("RT @"):
        return "retweet"
    for kind, columns in table.kinds.items():
        for column in columns:
            if str(row.get(by_name.get(column, ""), "")).strip().lower() not in _SAYS_NO:
                return kind
    return "post"


def _id(table: _Table, told: Mapping[str, Any]) -> str | None:
    """An id that is the post's alone; its address where the table numbers posts by channel."""
    if table.prefix and "id" in told:
        return f"{table.prefix}:{told['id']}"
    if table.platform == "telegram" and "id" in told:
        return f"telegram:{told.get('source')}/{str(told['id']).rpartition('-')[2]}"
    return told.get("url")


def _renamed(table: _Table, name: str) -> str:
    return table.renamed.get(name.strip().lower(), name)
