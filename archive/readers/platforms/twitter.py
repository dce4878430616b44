"""X, which was Twitter: its own download, and tweets as its API and collectors give them.

A shape a function below: what the download has (`window.YTD.tweets.part0 = […]`,
and `note-tweet.js` for long ones), the API's first version, its second (a page of
tweets with `includes`, or tweets made whole by twarc), the web's own (as Zeeschuimer
keeps it), snscrape and twint. Texts have `&amp;` for "&" in all of them.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from html import unescape
from typing import Any

from ...items import Rejection
from ...media import Media
from ..base import Knowledge, Outcome, Reader, SourceFile, Unreadable
from ..chunks import peeked
from .exports import a_text, account, an_object, at, dicts, hashtags, names_in, objects, post, rest

_DOWNLOAD = re.compile(rb"\s*window\.YTD\.(\w+)\.part\d+\s*=\s*")
_POSTS = frozenset({"tweet", "tweets", "note_tweet", "community_tweet"})

_SHAPES = (
    frozenset({"id_str", "full_text"}),
    frozenset({"id_str", "text", "user", "screen_name"}),
    frozenset({"data", "includes", "author_id", "text"}),
    frozenset({"author_id", "created_at", "text", "edit_history_tweet_ids"}),
    frozenset({"author_id", "created_at", "text", "public_metrics"}),
    frozenset({"author_id", "created_at", "text", "conversation_id"}),
    frozenset({"author_id", "created_at", "text", "author", "username"}),
    frozenset({"rest_id", "legacy", "full_text"}),
    frozenset({"rawContent", "conversationId", "user", "date"}),
    frozenset({"renderedContent", "conversationId", "user", "date"}),
    frozenset({"tweet", "username", "link", "date"}),
)
_SNSCRAPE = "snscrape.modules.twitter"


def _read(document: SourceFile, knowledge: Knowledge) -> Iterator[Outcome]:
    start, chunks = peeked(document.chunks)
    media_folder = ""
    if download := _DOWNLOAD.match(start):
        name = download[1].decode()
        if name not in _POSTS:
            raise Unreadable(f"is the list “{name}” of X's download, which holds no posts")
        media_folder = f"{name}_media"
        chunks = _without(chunks, download.end())
    for found in objects(replace(document, chunks=chunks), knowledge):
        if isinstance(found, Rejection):
            yield found
            continue
        for tweet in _tweets(found.fields):
            if fields := _fields(tweet, knowledge):
                media = _media(tweet, media_folder) if media_folder else ()
                yield post(document, knowledge, fields, found.origin.position, media)
            else:
                reason = "is no post of X in a shape that is known"
                yield document.rejection(reason, found.origin.position)


def _media(tweet: Mapping[str, Any], folder: str) -> Iterator[Media]:
    """The pictures and videos that the download has in a folder: `tweets_media/NUMBER-NAME`."""
    entities = (at(tweet, name, "media") for name in ("extended_entities", "entities"))
    for one in dicts(next(filter(None, entities), None)):
        videos = dicts(at(one, "video_info", "variants"))
        best = max(videos, key=lambda video: int(str(video.get("bitrate") or 0)), default=one)
        address = a_text(best.get("url") if videos else one.get("media_url_https"))
        if name := address.partition("?")[0].rpartition("/")[2]:
            yield Media(f"{folder}/{tweet.get('id_str')}-{name}", a_text(one.get("ext_alt_text")))


def _without(chunks: Iterator[bytes], count: int) -> Iterator[bytes]:
    """The chunks without their first bytes, all of which stand in the first one."""
    yield next(chunks)[count:]
    yield from chunks


def _recognises(start: str, _: Knowledge) -> bool:
    if _DOWNLOAD.match(start[:200].encode(errors="replace")):
        return True
    names = names_in(start)
    return any(shape <= names for shape in _SHAPES) or f'"{_SNSCRAPE}.' in start


TWITTER = Reader(
    name="twitter",
    description="Posts of X: its download (tweets.js), its API, twarc, snscrape, twint",
    arabic="منشورات إكس: ما يُنزَّل منه (tweets.js)، وواجهته البرمجية، وأدوات twarc وsnscrape وtwint",
    among=(".js", ".json", ".jsonl", ".ndjson"),
    recognises=_recognises,
    read=_read,
)


def _tweets(found: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The tweets in an object: itself, what it is wrapped in, or those of a page of the API."""
    data = found.get("data")
    if isinstance(data, dict) and "legacy" in data:
        yield data
    elif isinstance(data, list | dict):
        users = {str(user.get("id")): user for user in dicts(at(found, "includes", "users"))}
        whole = {str(tweet.get("id")): tweet for tweet in dicts(at(found, "includes", "tweets"))}
        for tweet in dicts(data if isinstance(data, list) else [data]):
            yield _made_whole(tweet, users, whole)
    else:
        wrapped = found.get("tweet")
        yield dict(wrapped) if isinstance(wrapped, dict) else dict(found)


def _made_whole(
    tweet: dict[str, Any], users: Mapping[Any, Any], whole: Mapping[Any, Any]
) -> dict[str, Any]:
    """A tweet with its author, and those that it refers to with theirs, as twarc flattens them."""
    referred = [
        one | _with_author(whole.get(str(one.get("id")), {}), users)
        for one in dicts(tweet.get("referenced_tweets"))
    ]
    return _with_author(tweet, users) | ({"referenced_tweets": referred} if referred else {})


def _with_author(tweet: dict[str, Any], users: Mapping[Any, Any]) -> dict[str, Any]:
    return tweet | {"author": users.get(str(tweet.get("author_id"))) or tweet.get("author")}


def _fields(tweet: dict[str, Any], knowledge: Knowledge) -> dict[str, Any] | None:
    """What a tweet says, in whichever shape; None for what is no tweet."""
    if "noteTweet" in tweet:
        return _note(tweet["noteTweet"])
    if isinstance(tweet.get("legacy"), dict):
        return _of_the_web(tweet, knowledge)
    if "id_str" in tweet or "full_text" in tweet:
        return _of_first_api(tweet, knowledge)
    if "rawContent" in tweet or a_text(tweet.get("_type")).startswith(_SNSCRAPE):
        return _of_snscrape(tweet, knowledge)
    if isinstance(tweet.get("tweet"), str):
        return _of_twint(tweet, knowledge)
    if "text" in tweet and "id" in tweet:
        return _of_second_api(tweet, knowledge)
    return None


def _told(
    id_: Any, text: str, published: Any, username: str, kind: str, more: Mapping[str, Any]
) -> dict[str, Any]:
    """What all shapes have, under one name each; `kind` is post, reply, quote or retweet."""
    return {
        "id": f"twitter:{id_}",
        "text": unescape(text),
        "published": published,
        "platform": "twitter",
        "url": f"https://x.com/{username or 'i'}/status/{id_}",
        "tags": hashtags(unescape(text)),
        "kind": kind,
        "username": username or None,
        **more,
    }


def _repeated(username: str, text: str) -> str:
    """A retweet as it was always written; the field of its own text is cut short."""
    return f"RT @{username}: {text}"


def _note(note: Mapping[str, Any]) -> dict[str, Any]:
    more = rest(note, "noteTweetId", "core", "createdAt")
    text = a_text(at(note, "core", "text"))
    return _told(note.get("noteTweetId"), text, note.get("createdAt"), "", "post", more)


def _of_first_api(tweet: Mapping[str, Any], knowledge: Knowledge) -> dict[str, Any]:
    text = _first_text(tweet)
    username = a_text(at(tweet, "user", "screen_name"))
    original = tweet.get("retweeted_status")
    if isinstance(original, dict):
        text = _repeated(a_text(at(original, "user", "screen_name")), _first_text(original))
    if text.startswith("RT @"):
        kind = "retweet"
    elif tweet.get("is_quote_status"):
        kind = "quote"
    else:
        kind = "reply" if tweet.get("in_reply_to_status_id_str") else "post"
    used = ("id", "id_str", "full_text", "text", "extended_tweet", "created_at", "user", "lang")
    more = {
        **account(knowledge, at(tweet, "user", "name")),
        "language": tweet.get("lang"),
        "links": _links(tweet),
        "application": tweet.get("source"),
        **rest(tweet, *used, "source", "retweeted_status", "entities", "display_text_range"),
    }
    id_ = tweet.get("id_str") or tweet.get("id")
    return _told(id_, text, tweet.get("created_at"), username, kind, more)


def _links(tweet: Mapping[str, Any]) -> list[str]:
    """Where the shortened addresses in the text lead."""
    urls = dicts(at(tweet, "entities", "urls"))
    return [url["expanded_url"] for url in urls if a_text(url.get("expanded_url"))]


def _first_text(tweet: Mapping[str, Any]) -> str:
    extended = at(tweet, "extended_tweet", "full_text")
    return a_text(extended or tweet.get("full_text") or tweet.get("text"))


def _of_second_api(tweet: Mapping[str, Any], knowledge: Knowledge) -> dict[str, Any]:
    referred = {a_text(one.get("type")): one for one in dicts(tweet.get("referenced_tweets"))}
    text = _second_text(tweet)
    original = referred.get("retweeted", {})
    if a_text(original.get("text")):
        text = _repeated(a_text(at(original, "author", "username")), _second_text(original))
    kinds = {"retweeted": "retweet", "quoted": "quote", "replied_to": "reply"}
    kind = next((told for name, told in kinds.items() if name in referred), "post")
    used = ("id", "text", "note_tweet", "created_at", "author", "lang", "source", "entities")
    more = {
        **account(knowledge, at(tweet, "author", "name")),
        "language": tweet.get("lang"),
        "links": _links(tweet),
        "application": tweet.get("source"),
        "quoted": _second_text(referred.get("quoted", {})),
        "refers_to": [one.get("id") for one in referred.values()],
        **rest(tweet, *used, "referenced_tweets", "edit_history_tweet_ids", "__twarc"),
    }
    username = a_text(at(tweet, "author", "username"))
    return _told(tweet["id"], text, tweet.get("created_at"), username, kind, more)


def _second_text(tweet: Mapping[str, Any]) -> str:
    return a_text(at(tweet, "note_tweet", "text") or tweet.get("text"))


def _of_the_web(tweet: Mapping[str, Any], knowledge: Knowledge) -> dict[str, Any]:
    """The web's shape is that of the first API in other wrappings."""
    user = at(tweet, "core", "user_results", "result") or {}
    named = {"name": at(user, "legacy", "name") or at(user, "core", "name")}
    named["screen_name"] = at(user, "legacy", "screen_name") or at(user, "core", "screen_name")
    note = at(tweet, "note_tweet", "note_tweet_results", "result", "text")
    first = {**tweet["legacy"], "user": named, "id_str": tweet.get("rest_id")}
    if isinstance(original := at(first, "retweeted_status_result", "result"), dict):
        writer = at(original, "core", "user_results", "result") or {}
        name = at(writer, "legacy", "screen_name") or at(writer, "core", "screen_name")
        first["retweeted_status"] = {
            **an_object(original.get("legacy")),
            "user": {"screen_name": name},
        }
    if note:
        first["full_text"] = note
    return _of_first_api(rest(first, "retweeted_status_result"), knowledge)


def _of_snscrape(tweet: Mapping[str, Any], knowledge: Knowledge) -> dict[str, Any]:
    text = a_text(tweet.get("rawContent") or tweet.get("content") or tweet.get("renderedContent"))
    username = a_text(at(tweet, "user", "username"))
    original = tweet.get("retweetedTweet")
    if isinstance(original, dict):
        said = a_text(original.get("rawContent") or original.get("content"))
        text = _repeated(a_text(at(original, "user", "username")), said)
    if original:
        kind = "retweet"
    elif tweet.get("quotedTweet"):
        kind = "quote"
    else:
        kind = "reply" if tweet.get("inReplyToTweetId") else "post"
    used = ("_type", "id", "rawContent", "content", "renderedContent", "date", "user", "lang")
    more = {
        **account(knowledge, at(tweet, "user", "displayname")),
        "language": tweet.get("lang"),
        "application": tweet.get("sourceLabel"),
        **rest(tweet, *used, "url", "hashtags", "source", "sourceUrl", "sourceLabel"),
        "retweetedTweet": None,
    }
    return _told(tweet.get("id"), text, tweet.get("date"), username, kind, more)


def _of_twint(tweet: Mapping[str, Any], knowledge: Knowledge) -> dict[str, Any]:
    kind = "retweet" if tweet.get("retweet") in (True, "True") else "post"
    if kind == "post" and tweet.get("quote_url"):
        kind = "quote"
    used = ("id", "tweet", "created_at", "date", "time", "username", "name", "language", "link")
    more = {
        **account(knowledge, tweet.get("name")),
        "language": tweet.get("language"),
        **rest(tweet, *used, "hashtags"),
    }
    published = tweet.get("date") or tweet.get("created_at")
    username = a_text(tweet.get("username"))
    return _told(tweet.get("id"), a_text(tweet["tweet"]), published, username, kind, more)
