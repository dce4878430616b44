"""The engines that must agree, and the settings with which tests use each."""

from opensearch_node import runnable_or_skip, shared_node

ENGINES = ["whoosh", "tantivy", "opensearch"]


def settings_of(engine: str, index: str = "contract") -> dict[str, object]:
    """An engine's own settings; a test that needs a server skips where there can be none."""
    if engine != "opensearch":
        return {}
    node = runnable_or_skip(shared_node())
    return {"hosts": [node.address], "index": index, "replicas": 0}
