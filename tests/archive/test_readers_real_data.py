"""Real Arabic files, where they are at hand; none of them is part of the project."""

from pathlib import Path

import pytest
from reading_files import taken

DATA = Path(__file__).parents[3] / "shared" / "data"

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason=f"there is no real data in {DATA}")


@pytest.mark.long
def test_every_news_item_is_read():
    items, rejections = taken(DATA / "news")
    assert len(items) == 56_852
    assert not rejections
    assert all(item.fields["text"] or item.fields["title"] for item in items)


def test_every_post_is_read_with_its_platform():
    items, rejections = taken(DATA / "social")
    assert len(items) == 8_346
    assert not rejections
    assert {item.fields["platform"] for item in items} == {"twitter", "youtube", "facebook"}
    assert all(item.fields["text"] for item in items)


def test_the_two_saved_articles_are_read():
    items, rejections = taken(DATA / "seeds")
    assert not rejections
    first, second = (item.fields for item in items)
    assert first["title"].startswith("تقارير عن إغلاق حسابات")
    assert second["source"] == "شبكة النبأ"
    assert second["published"].startswith("2014-12-18")


def test_a_table_of_numbers_is_not_taken_for_articles():
    items, (rejection,) = taken(DATA / "reprints")
    assert not items
    assert "no column for a text or a title" in rejection.reason
