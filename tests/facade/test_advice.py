"""An archive that another engine would serve better is told so, with the command."""

import pytest

from kashshaf.facade.advice import OPENSEARCH_FROM, TANTIVY_FROM, advice


@pytest.mark.parametrize(
    ("engine", "records", "better"),
    [
        ("whoosh", TANTIVY_FROM, "tantivy"),
        ("whoosh", OPENSEARCH_FROM, "opensearch"),
        ("tantivy", OPENSEARCH_FROM, "opensearch"),
        ("opensearch", 1000, "whoosh"),
    ],
)
def test_another_engine_is_advised_where_it_would_serve_better(
    engine: str, records: int, better: str
) -> None:
    said = advice(engine, records)
    assert said is not None
    assert f"kashshaf rebuild --engine {better}" in said


@pytest.mark.parametrize(
    ("engine", "records"),
    [("whoosh", TANTIVY_FROM - 1), ("tantivy", 10), ("tantivy", 1_000_000), ("opensearch", 10**8)],
)
def test_the_right_engine_is_left_alone(engine: str, records: int) -> None:
    assert advice(engine, records) is None
