"""Chance that tests leave their cases to: the same every time, another with `KASHSHAF_SEED`."""

import os
import random

from hypothesis import settings

_THOROUGH = settings.get_profile("thorough").max_examples


def drawn(*case: object) -> random.Random:
    """The chance of one case."""
    return random.Random(" ".join(map(str, (*case, os.environ.get("KASHSHAF_SEED", "")))))


def share(thorough: int) -> int:
    """How many cases to try of so many that `make thorough` tries: as hypothesis draws examples."""
    return -(-thorough * settings().max_examples // _THOROUGH)
