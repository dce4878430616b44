"""Chance that tests leave their cases to: the same every time, another with `KASHSHAF_SEED`."""

import os
import random


def drawn(*case: object) -> random.Random:
    """The chance of one case."""
    return random.Random(" ".join(map(str, (*case, os.environ.get("KASHSHAF_SEED", "")))))
