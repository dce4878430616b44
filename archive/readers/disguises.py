"""What is saved as a text and is none that is read: other formats, and letters that are coded.

Each is refused with what it is and how to come to its text. What is only in another language or
has a sign of markup here and there is a text.
"""

import re

from .base import Textless, Unreadable
from .site_lists import check_is_no_list_of_pages

_LOOKED_AT = 2**16
"""Characters at the beginning that tell what a text is."""

_XML = ("XML of a kind that is not read", "save its text as .txt, or a table of it as .csv")

_SVG = re.compile(
    r"\s*+(?:<\?xml\b[^>]*>\s*+|<!--.*?-->\s*+|<!DOCTYPE\s+svg[^>]*>\s*+)*+<svg[\s>]", re.DOTALL
)

_SHAPES = (
    (r"\{\\rtf", "rich text (RTF)", "save it with the ending .rtf"),
    (
        r"(?:<\?xml\b|<!DOCTYPE\s+(?!html)|<!ENTITY\b|<(?:\w+:)?\w+[^<>]*\bxmlns(?::\w+)?=)",
        *_XML,
    ),
    (
        r"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*"
        r"(?:MIME-Version|Content-Transfer-Encoding|Content-Type)[ ]*:",
        "a message or a page in MIME",
        "save it with the ending .eml or .mhtml, or its text as .txt",
    ),
    (r"%!PS", "PostScript", "save its text as .txt"),
    (r"begin(?:-base64)? [0-7]{3,4} \S", "a file coded for mail (uuencode)", "decode it first"),
    (r"-----BEGIN [A-Z ]+-----", "coded (PEM)", "decode it first"),
    (r"BEGIN:V(?:CARD|CALENDAR|NOTE)\b", "a card or a calendar", "save its text as .txt"),
    (
        r"(?:(?:--|/\*|#)[^\n]*\n|\s)*"
        r"(?:SET @?\w+ ?=|(?:CREATE|DROP|LOCK) TABLE|INSERT INTO|PRAGMA|BEGIN TRANSACTION)",
        "an SQL dump",
        "export its table as .csv",
    ),
)
_FORMATS = [
    (re.compile(r"\s*" + shape, re.IGNORECASE | re.MULTILINE), what, advice)
    for shape, what, advice in _SHAPES
]

_ELEMENT = re.compile(r"\s*<(?P<name>[A-Za-z][\w.:-]*)(?:\s[^<>]*)?>")
_OF_HTML = re.compile(
    "a|article|b|blockquote|body|br|center|div|dl|em|figure|font|h[1-6]|head|i|img|li|main|meta|ol|p"
    "|pre|section|span|strong|style|table|tbody|td|title|tr|ul?",
    re.IGNORECASE,
)

_BASE64 = re.compile(
    r"(?:[A-Za-z0-9+/_-]{40,}=*\s+)*[A-Za-z0-9+/_-]{60,}=*(?:\s+[A-Za-z0-9+/_-]*=*)?"
)
_HEX = re.compile(r"(?:[0-9A-Fa-f]{2}[\s:,]*){60,}")

# Ways to write an Arabic letter in ASCII: each is counted against those that stand as they are.
_CODED = (
    (r"\\u06[0-9a-f]{2}", r"codes such as \u0627"),
    (r"&#(?:1[56]\d\d|x0?6[0-9a-f]{2});", "codes such as &#1575;"),
    (r"%D[89AB]%[89AB][0-9A-F]", "codes such as %D8%A7 (percent encoding)"),
    (r"=D[89AB]=\s*[89AB][0-9A-F]", "codes such as =D8=A7 (quoted-printable)"),
    (r"\\x[dD][89abAB]\\x[89abAB][0-9a-fA-F]", r"codes such as \xd8\xa7"),
    (r"<U\+06[0-9A-F]{2}>", "codes such as <U+0627>"),
)
_CODES = [(re.compile(shape, re.IGNORECASE), what) for shape, what in _CODED]
_LETTER = re.compile("[\u0621-\u064a]")
_LEAST_CODES = 20


def check_is_prose(text: str) -> None:
    """Raise `Unreadable`, with what it is, for what is no text as people read it."""
    start = text[:_LOOKED_AT].lstrip("\ufeff")
    if _SVG.match(start):
        raise Textless("is not text but an SVG image")
    check_is_no_list_of_pages(text)
    for shape, what, advice in _FORMATS:
        if shape.match(start):
            raise Unreadable(f"is not plain text but {what}: {advice}")
    if (element := _ELEMENT.match(start)) and text.rstrip().endswith(f"</{element['name']}>"):
        if _OF_HTML.fullmatch(element["name"]):
            raise Unreadable("is not plain text but a piece of HTML: give it the ending .html")
        raise Unreadable(f"is not plain text but {_XML[0]}: {_XML[1]}")
    if _BASE64.fullmatch(start.strip()):
        raise Unreadable("is not plain text but coded in base64: decode it first")
    if _HEX.fullmatch(start.strip()):
        raise Unreadable("is not plain text but bytes in hexadecimal digits: decode it first")
    letters = len(_LETTER.findall(start))
    for shape, what in _CODES:
        if (coded := len(shape.findall(start))) >= _LEAST_CODES and coded > letters:
            raise Unreadable(f"has its letters in {what}: decode it, and save it as UTF-8")
