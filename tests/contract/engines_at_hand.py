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
