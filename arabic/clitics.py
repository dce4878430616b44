"""The clitics that Arabic joins to the front of a word, as a paradigm of four places.

    1  conjunction   و ف       and, so
    2  preposition   ب ك ل     in, as, for
       or future     س         before a verb of the imperfect, which takes no article
    3  article       ال        whose alef goes behind ل: للكتاب is ل and الكتاب

Each place is filled once or left empty, in this order, as Karin Ryding has it in *A Reference
Grammar of Modern Standard Arabic* (Cambridge 2005), among connectives, prepositions of one
letter, the future, and the definite article. The أ that asks a question is left out: the press
hardly has it, and folded it is the first letter of too many words.

Which first letters of a word are clitics, and which its own (وزير, بايدن), is for
`lemmas.py` to say.
"""

from functools import cache
from itertools import product
from typing import Final

from pyarabic import araby

CONJUNCTIONS: Final = araby.WAW + araby.FEH
PREPOSITIONS: Final = araby.BEH + araby.KAF + araby.LAM
FUTURE: Final = araby.SEEN
ARTICLE: Final = araby.ALEF + araby.LAM
FOR_THE: Final = araby.LAM + araby.LAM


@cache
def groups() -> tuple[str, ...]:
    """Every way to fill the places, as it is written: و, ب, وب, ال, وال, لل, وسـ and so on.

    One that stands before a word that begins with ل may lose a letter to it: للاعبين is
    for players and for the players alike.
    """
    conjunctions = ("", *CONJUNCTIONS)
    bare = ("", *PREPOSITIONS, FUTURE)
    with_article = (
        FOR_THE if preposition == araby.LAM else preposition + ARTICLE
        for preposition in ("", *PREPOSITIONS)
    )
    filled = product(conjunctions, (*bare, *with_article))
    return tuple(filter(None, map("".join, filled)))
