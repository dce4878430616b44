"""The engines that must agree, and the settings with which tests use each."""

import os

from opensearch_node import runnable_or_skip, shared_node

ENGINES = os.environ.get("KASHSHAF_ENGINES", "whoosh tantivy opensearch").split()
"""Ours, or those that the environment names: any that an installed package brings."""


def settings_of(engine: str, index: str = "contract") -> dict[str, object]:
    """An engine's own settings; a test that needs a server skips where there can be none."""
    if engine != "opensearch":
        return {}
    node = runnable_or_skip(shared_node())
    return {"hosts": [node.address], "index": index, "replicas": 0}


def settings_file(engine: str, index: str, others: str = "") -> str:
    """The settings of an archive that has this engine, and whatever else they say."""
    own = "".join(f"{key} = {value!r}\n" for key, value in settings_of(engine, index).items())
    return f"engine = '{engine}'\n[engines.{engine}]\n{own}{others}"
