"""All keys that an index knows as common, which it tells only of those that it is asked about."""

import numpy as np

from kashshaf.index.reprints.arrays import each_once, joined
from kashshaf.index.reprints.facts import Facts


def common_keys(facts: Facts) -> list[int]:
    """The keys that are boilerplate or a formula, in order."""
    found = [one.findings.common for one in facts.segments if one.findings is not None]
    keys = each_once(joined(found, np.uint64))
    common: list[int] = keys[facts.common.which(keys)].tolist()
    return common
