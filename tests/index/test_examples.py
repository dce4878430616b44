"""Searches to try, made of what an archive has."""

from kashshaf import Archive

OF_WORDS = {"word", "clitics", "written", "beginning", "either", "without", "phrase"}


def test_every_example_finds_as_many_as_it_says(press: Archive) -> None:
    found = press.examples()
    assert found.keys() >= OF_WORDS | {"source", "period"}
    for kind, example in found.items():
        assert example.kind == kind
        assert example.found == press.count(example.text, match="all") > 0


def test_an_empty_archive_has_none() -> None:
    with Archive.in_memory() as archive:
        assert archive.examples() == {}


def test_words_of_one_source_alone_come_after_those_of_several() -> None:
    headed = [{"title": "زاوية القراء", "text": "نص", "source": "الساحل"} for _ in range(9)]
    shared = [{"title": "موسم الزيتون", "text": "نص", "source": name} for name in "أبت"]
    with Archive.in_memory() as archive:
        archive.add([{**item, "id": str(at)} for at, item in enumerate(headed + shared)])
        assert archive.examples()["word"].text in ("الزيتون", "موسم")


def test_a_source_with_quotes_in_its_name_is_no_example() -> None:
    with Archive.in_memory() as archive:
        archive.add([{"id": "1", "title": "خبر", "text": "نص", "source": 'صحيفة "البر" المسائية'}])
        assert "source" not in archive.examples()
