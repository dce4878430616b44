"""What exports leave in a text that its readers never saw: entities, invisible characters, stars.

Names and titles are lines. Nothing invisible is left in them, since two that look alike
must be one. A text keeps its bidi controls and joiners, which say how it is to be set:
Persian's می‌خواهد has one within the word.
"""

import html
import re
from functools import partial

from ...arabic.letters import INVISIBLE, ZERO_WIDTH, char_class

_JOINER = "\u200d"
_EMOJI = "[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff]"
_CONTROLS = "\0-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"  # but for line ends and other blanks
_FORMATS = "\u2061-\u2064\u206a-\u206f\ufff9-\ufffb"
_UNSEEN = re.compile(
    f"[{char_class(INVISIBLE.replace(_JOINER, ''))}{_CONTROLS}{_FORMATS}]"
    # Between two emoji it makes one of them: 👨‍👧 is a father and his daughter.
    f"|(?<!{_EMOJI}){_JOINER}|{_JOINER}(?!{_EMOJI})"
)
_LINE_ENDS = "\r\n", "\r", "\u2028", "\u2029"
_BLANK_ENDS = f" \t\n\v\f\x85\xa0{ZERO_WIDTH}"

_ENTITY = re.compile(
    r"&(?:(?:amp|#0*38|#[xX]0*26);)*"  # an & that was made an entity again, and again
    r"(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});"
)
_MARKUP = "<>&"
_QUOTES = "\"'"
_TAG = re.compile(r"(?:<|&(?:amp;)*lt;)[/!]?[a-zA-Z]")
_CODE = re.compile(
    r"`|&&|</?(?:code|pre|kbd|samp|script|style)\b"
    r"|(?<![./\w])(?:x?html[45]?|xml|css|javascript|php)(?!\w)"  # not page.html
    r"|\b[a-zA-Z_]\w*\s*=\s*&"  # pointer = &reg;
    r"|[{}]\s*$",
    re.I | re.M,
)

_BULLET = re.compile(r"^\*+\.?\s+")
_EMPHASIS = re.compile(r"(?<![\w*])(\*{1,3})(?![\s*)])([^*]++)(?<!\s)\1(?![\w*])")
# Behind a # or @ an underscore belongs to a name.
_UNDERSCORED = re.compile(r"(?<![\w#@/.-])(_{1,3})(?![\s_])([^_]++)(?<!\s)\1(?![\w/.-])")
_IDENTIFIER = re.compile(r"[!-~]+")


def is_about_code(*texts: str) -> bool:
    """Whether an entity in these texts may be what they speak of: «اكتب &nbsp; في HTML»."""
    return any("&" in text for text in texts) and any(map(_CODE.search, texts))


def without_entities(text: str) -> str:
    """Resolve HTML's entities that end in their semicolon, those made twice (`&amp;quot;`) too.

    Where tags stand in the text, whether written out or as entities, what would make
    or unmake one (`&lt;`) stays. So does an entity for a sign that everyone types,
    but for quotation marks: `&num;` is a variable in C.
    """
    if "&" not in text or not _ENTITY.search(text):
        return text
    return _ENTITY.sub(partial(_resolved, has_tags=_TAG.search(text) is not None), text)


def one_line(text: str) -> str:
    """The text as a line: a blank for each line end or run of blanks, nothing invisible."""
    # Blanks first, since U+0085 ends a line and is a control character too.
    return " ".join(_UNSEEN.sub("", " ".join(text.split())).split())


def clean_name(name: str) -> str:
    """The name of a source, an author or a tag as its readers see it."""
    return _without_emphasis(one_line(without_entities(name)))


def clean_title(title: str) -> str:
    """A title as a line, without the signs of Markdown and chats round its words."""
    line = one_line(title)
    return _without_emphasis(_BULLET.sub("", line) if "*" in line else line)


def _without_emphasis(line: str) -> str:
    if "_" in line:
        line = _UNDERSCORED.sub(_without_signs, line)
    return _EMPHASIS.sub(_without_signs, line) if "*" in line else line


def clean_text(text: str) -> str:
    """A text with its lines ended alike, and neither blanks nor byte order marks at its ends."""
    for end in _LINE_ENDS:
        text = text.replace(end, "\n")
    ended_alike = text.strip(_BLANK_ENDS)
    return ended_alike if ended_alike.strip(INVISIBLE) else ""


def _resolved(entity: re.Match[str], has_tags: bool) -> str:
    whole = f"&{entity[1]};"
    char = html.unescape(whole)
    if char == whole or (has_tags and char in _MARKUP):
        return entity[0]
    is_typed = char.isascii() and char not in _MARKUP + _QUOTES and not entity[1].startswith("#")
    return entity[0] if is_typed else char


def _without_signs(emphasis: re.Match[str]) -> str:
    """The words between the signs; `__init__` and `_user_` are what they are."""
    sign, words = emphasis[1], emphasis[2]
    is_named_so = sign.startswith("_") and _IDENTIFIER.fullmatch(words)
    return words if any(map(str.isalpha, words)) and not is_named_so else emphasis[0]
