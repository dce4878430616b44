"""What stands beside the text of a post: hashtags, by which it is to be found, and addresses."""

from .arrays import Ints
from .places import alike
from .sides import Side

_ARTICLE = "ال"


def words_beside(side: Side, begins: Ints, words: Ints) -> int:
    """How many words outside these runs, which would count, are of hashtags or addresses."""
    stems = side.stems[side.outside(begins, words)].tolist()
    parts = _in_tags(side)
    beside = {stem for stem in {*stems} if _is_beside(side.letters(stem), parts)}
    return sum(stem in beside for stem in stems)


def _in_tags(side: Side) -> set[str]:
    """The words of its hashtags; they are not told apart from the others of its text."""
    tags = [side.letters(tag).removeprefix("#") for tag in side.tags().tolist()]
    return {part.removeprefix(_ARTICLE) for tag in tags for part in tag.split("_")}


def _is_beside(word: str, in_tags: set[str]) -> bool:
    # Whatever is in another script is taken for another spelling elsewhere; here it is a word.
    of_script = (part for part in in_tags if part.isascii() == word.isascii())
    return "://" in word or any(alike(word, part) for part in of_script)
