import json
import tracemalloc

import pytest
from reading_files import taken, written

FIRST = {"id": "1", "title": "أول", "text": "نص الخبر الأول", "published": "2014-09-03"}
SECOND = {"id": "2", "title": "ثانٍ", "text": "نص الخبر الثاني", "published": "2014-09-04"}


def dumped(value):
    return json.dumps(value, ensure_ascii=False)


def test_each_line_of_json_lines_is_an_item_with_its_line_number(tmp_path):
    path = written(tmp_path, "a.jsonl", f"{dumped(FIRST)}\n\n{dumped(SECOND)}\n")
    items, rejections = taken(path)
    assert [item.fields for item in items] == [FIRST, SECOND]
    assert [item.origin.position for item in items] == [1, 3]
    assert {item.origin.reader for item in items} == {"jsonl"}
    assert {item.origin.file for item in items} == {str(path)}
    assert not rejections


def test_a_line_cut_in_half_is_rejected_alone(tmp_path):
    path = written(
        tmp_path, "a.ndjson", f"{dumped(FIRST)}\n{dumped(SECOND)[:40]}\n{dumped(SECOND)}"
    )
    items, (rejection,) = taken(path)
    assert [item.origin.position for item in items] == [1, 3]
    assert rejection.origin.position == 2
    assert "line 2: is not whole, correct JSON" in rejection.reason


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("[1, 2]", "is an array"),
        ('"نص"', "is a string"),
        ("3", "is a number"),
        ("null", "is null"),
        ("true", "is true or false"),
        ('{"text": "نص", "score": NaN}', "NaN is no JSON"),
        ('{"text": "نص"} {"text": "آخر"}', "something follows"),
        ("{'text': 'نص'}", "not whole, correct JSON"),
        ("[" * 100_000, "has lists or objects that are nested too deeply"),
        ('{"n": ' + "9" * 5000 + "}", "has a number of over 4,300 digits: write it as a text"),
    ],
)
def test_a_line_that_is_no_object_is_rejected_with_what_it_is(tmp_path, line, reason):
    path = written(tmp_path, "a.jsonl", f"{dumped(FIRST)}\n{line}\n{dumped(SECOND)}\n")
    items, (rejection,) = taken(path)
    assert [item.fields["id"] for item in items] == ["1", "2"]
    assert rejection.origin.position == 2
    assert reason in rejection.reason


def test_a_line_of_100_mb_is_rejected_without_being_held(tmp_path):
    path = tmp_path / "long.jsonl"
    with path.open("wb") as out:
        out.write(b'{"text": "')
        for _ in range(100):
            out.write(b"a" * 2**20)
        out.write(f'"}}\n{dumped(SECOND)}\n'.encode())
    tracemalloc.start()
    try:
        (item,), (rejection,) = taken(path)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert item.fields == SECOND
    assert rejection.reason.startswith("line 1 is over 16 MB")
    assert rejection.origin.position == 1
    assert peak < 64 * 2**20


@pytest.mark.parametrize(
    "text",
    [
        dumped([FIRST, SECOND]),
        json.dumps([FIRST, SECOND], indent=2),
        dumped({"count": 2, "articles": [FIRST, SECOND]}),
        json.dumps({"title": "خلاصة", "items": [FIRST, SECOND], "errors": []}, indent=1),
        f" \n[{dumped(FIRST)} , {dumped(SECOND)}] \n",
    ],
)
def test_an_array_gives_its_objects_wherever_it_is(tmp_path, text):
    items, rejections = taken(written(tmp_path, "a.json", text))
    assert [item.fields for item in items] == [FIRST, SECOND]
    assert [item.origin.position for item in items] == [1, 2]
    assert {item.origin.reader for item in items} == {"json"}
    assert not rejections


def test_one_object_is_one_item_even_with_a_list_of_objects_in_it(tmp_path):
    page = {**FIRST, "images": [{"src": "a.jpg"}, {"src": "b.jpg"}]}
    (item,), rejections = taken(written(tmp_path, "a.json", json.dumps(page, indent=2)))
    assert item.fields == page
    assert item.origin.position is None
    assert not rejections


def test_lines_in_a_file_called_json_are_read_as_lines(tmp_path):
    path = written(tmp_path, "a.json", f"{dumped(FIRST)[:30]}\n{dumped(SECOND)}\n")
    (item,), (rejection,) = taken(path)
    assert item.fields == SECOND
    assert item.origin.reader == "jsonl"
    assert rejection.origin.position == 1


def test_an_array_in_a_file_called_jsonl_is_read_as_an_array(tmp_path):
    items, rejections = taken(written(tmp_path, "a.jsonl", json.dumps([FIRST, SECOND], indent=1)))
    assert [item.fields for item in items] == [FIRST, SECOND]
    assert not rejections


def test_an_array_broken_in_the_middle_gives_what_stands_before(tmp_path):
    text = f'[{dumped(FIRST)}, {{"id" 2}}, {dumped(SECOND)}]'
    (item,), (rejection,) = taken(written(tmp_path, "a.json", text))
    assert item.fields == FIRST
    assert rejection.origin.position == 2
    assert f"at character {text.index('2}') + 1}: Expecting ':' delimiter" in rejection.reason
    assert "nothing from element 2 on is read" in rejection.reason


@pytest.mark.parametrize(
    ("end", "position"), [("", 2), (",", 2), (', {"id": "2", "text": "نص', 2), ("} ]", 2)]
)
def test_an_array_cut_short_gives_what_stands_before_and_one_rejection(tmp_path, end, position):
    (item,), (rejection,) = taken(written(tmp_path, "a.json", f"[{dumped(FIRST)}{end}"))
    assert item.fields == FIRST
    assert rejection.origin.position == position


def test_what_follows_an_array_is_reported(tmp_path):
    items, (rejection,) = taken(written(tmp_path, "a.json", f"[{dumped(FIRST)}] []"))
    assert len(items) == 1
    assert "something follows the array" in rejection.reason


def test_elements_that_are_no_objects_are_rejected_one_by_one(tmp_path):
    text = f'[{dumped(FIRST)}, 12.5, "نص", {{"text": "x", "n": NaN}}, null, {dumped(SECOND)}]'
    items, rejections = taken(written(tmp_path, "a.json", text))
    assert [item.origin.position for item in items] == [1, 6]
    assert [rejection.origin.position for rejection in rejections] == [2, 3, 4, 5]


def test_an_array_may_be_longer_than_any_piece_it_is_read_in(tmp_path):
    wanted = [{"id": n, "text": "كلمة " * (n % 997), "score": n / 7} for n in range(3000)]
    items, rejections = taken(written(tmp_path, "a.json", dumped(wanted)))
    assert [item.fields for item in items] == wanted
    assert not rejections


def test_an_element_longer_than_a_piece_is_read_whole(tmp_path):
    wanted = [{"id": 1, "text": "نص " * 400_000}, SECOND]
    items, rejections = taken(written(tmp_path, "a.json", dumped(wanted)))
    assert [item.fields for item in items] == wanted
    assert not rejections


def test_an_array_element_over_the_limit_is_rejected_without_being_held(tmp_path):
    path = tmp_path / "long.json"
    with path.open("wb") as out:
        out.write(f'[{dumped(FIRST)}, {{"text": "'.encode())
        for _ in range(40):
            out.write(b"a" * 2**20)
        out.write(b'"}]')
    items, (rejection,) = taken(path)
    assert [item.fields for item in items] == [FIRST]
    assert "element 2 is over 16 MB" in rejection.reason


@pytest.mark.parametrize("number", [2**63, 10**30, -(2**70), 1.5e-8, 3.14])
def test_numbers_keep_their_value(tmp_path, number):
    (item,), _ = taken(written(tmp_path, "a.json", dumped([{"text": "نص", "n": number}])))
    assert item.fields["n"] == number


def test_half_a_surrogate_pair_is_not_replaced(tmp_path):
    for name, text in (("a.json", r'[{"text": "\ud83d"}]'), ("a.jsonl", r'{"text": "\ud83d"}')):
        (item,), _ = taken(written(tmp_path, name, text))
        assert item.fields["text"] == "\ud83d"


@pytest.mark.parametrize("text", ["[]", " \n", "[ ]", "\n\n"])
def test_a_file_with_no_items_says_so(tmp_path, text):
    items, (rejection,) = taken(written(tmp_path, "a.json", text))
    assert not items
    assert rejection.reason


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.json", "a.csv", "a.html", "a", "a.gz"])
def test_an_empty_file_is_rejected_as_empty(tmp_path, name):
    items, (rejection,) = taken(written(tmp_path, name, b""))
    assert not items
    assert rejection.reason == "is empty"


def test_a_json_string_alone_is_no_item(tmp_path):
    items, (rejection,) = taken(written(tmp_path, "a.json", '"نص"'))
    assert not items
    assert "is a string" in rejection.reason
