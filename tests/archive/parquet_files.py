"""Tables in Parquet, as pandas and Arrow write them."""

import io
from datetime import UTC, datetime
from typing import Any


def in_parquet(columns: dict[str, Any], **options: Any) -> bytes:
    """A table of these columns."""
    import pyarrow
    from pyarrow import parquet

    out = io.BytesIO()
    parquet.write_table(pyarrow.table(columns), out, **options)
    return out.getvalue()


def of_articles() -> bytes:
    """A table of one article, with its time in a zone."""
    import pyarrow

    night = datetime(2014, 9, 3, 22, 30, tzinfo=UTC)
    return in_parquet(
        {
            "headline": ["افتتاح مكتبة المرفأ"],
            "content": ["افتُتحت أمس مكتبة المرفأ.\nوالقاعة تتسع لمئة قارئ."],
            "publisher": ["صحيفة الساحل"],
            "published": pyarrow.array([night], pyarrow.timestamp("ns", "Asia/Riyadh")),
        }
    )
