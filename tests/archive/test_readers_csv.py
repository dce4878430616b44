import csv
import time

import pytest
from reading_files import taken, written


def ids(items):
    return [item.fields["id"] for item in items]


def test_each_row_is_an_item_with_the_line_it_starts_on(tmp_path):
    text = 'id,title,text\n1,"عنوان، أول","سطر\nوسطر"\n2,ثانٍ,"قال ""نعم"" ومضى"\n'
    items, rejections = taken(written(tmp_path, "a.csv", text))
    assert [dict(item.fields) for item in items] == [
        {"id": "1", "title": "عنوان، أول", "text": "سطر\nوسطر"},
        {"id": "2", "title": "ثانٍ", "text": 'قال "نعم" ومضى'},
    ]
    assert [item.origin.position for item in items] == [2, 4]
    assert {item.origin.reader for item in items} == {"csv"}
    assert not rejections


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("name", ["a.csv", "a.tsv"])
def test_the_delimiter_is_found_in_the_header(tmp_path, delimiter, name):
    rows = [["id", "text"], ["1", "أول، وثانٍ؛ ثالث"], ["2", "a b"]]
    text = "\r\n".join(delimiter.join(row) for row in rows)
    items, rejections = taken(written(tmp_path, name, text))
    assert [list(item.fields.values()) for item in items] == rows[1:]
    assert not rejections


def test_a_comma_in_a_header_of_tabs_does_not_mislead(tmp_path):
    items, _ = taken(written(tmp_path, "a.tsv", "id\ttext\tlikes, shares\n1\tنص\t3\n"))
    assert items[0].fields == {"id": "1", "text": "نص", "likes, shares": "3"}


def test_one_column_is_enough(tmp_path):
    items, rejections = taken(written(tmp_path, "a.csv", "text\nخبر\nآخر\n"))
    assert [item.fields["text"] for item in items] == ["خبر", "آخر"]
    assert not rejections


def test_a_file_without_a_header_is_rejected_with_its_first_row(tmp_path):
    items, (rejection,) = taken(written(tmp_path, "a.csv", "17,خبر أول\n18,خبر ثانٍ\n"))
    assert not items
    assert "(17, خبر أول)" in rejection.reason
    assert "add a header" in rejection.reason


def test_text_after_a_closing_quote_costs_that_row_alone(tmp_path):
    text = 'id,text\n1,أول\n2,"ثانٍ" وشيء\n3,ثالث\n'
    items, (rejection,) = taken(written(tmp_path, "a.csv", text))
    assert ids(items) == ["1", "3"]
    assert rejection.origin.position == 3
    assert "line 3: text follows a closing quote" in rejection.reason


def test_a_quote_never_closed_costs_that_row_alone(tmp_path):
    rows = "".join(f"{n},خبر {n}\n" for n in range(3, 500))
    items, (rejection,) = taken(written(tmp_path, "a.csv", f'id,text\n1,أول\n2,"ثانٍ\n{rows}'))
    assert ids(items) == ["1", *map(str, range(3, 500))]
    assert rejection.origin.position == 3
    assert "line 3: a quote is opened and never closed" in rejection.reason


def test_a_quote_closed_by_a_later_rows_quote_gives_the_rows_between_back(tmp_path):
    text = 'id,text\n1,"أول\n2,ثانٍ\n3,"ثالث"\n4,رابع\n'
    items, (rejection,) = taken(written(tmp_path, "a.csv", text))
    assert ids(items) == ["2", "3", "4"]
    assert rejection.origin.position == 2


def test_the_paragraphs_of_a_row_with_a_bad_quote_are_not_taken_for_rows(tmp_path):
    text = 'id,text\n1,"فقرة أولى\nفقرة, ثانية\nفقرة" ثالثة\n2,"خبر"\n'
    items, (rejection,) = taken(written(tmp_path, "a.csv", text))
    assert ids(items) == ["2"]
    assert rejection.origin.position == 2
    assert "lines 2-4" in rejection.reason


def test_a_quote_within_a_bare_cell_is_just_a_quote(tmp_path):
    items, rejections = taken(written(tmp_path, "a.csv", 'id,text\n1,شاشة 5" جديدة\n2,ب\n'))
    assert items[0].fields["text"] == 'شاشة 5" جديدة'
    assert ids(items) == ["1", "2"]
    assert not rejections


@pytest.mark.parametrize("row", ["2,ب,ج", "2", "2,ب,,د"])
def test_a_row_of_another_width_is_rejected(tmp_path, row):
    items, (rejection,) = taken(written(tmp_path, "a.csv", f"id,text\n1,أ\n{row}\n3,ج\n"))
    assert ids(items) == ["1", "3"]
    assert rejection.origin.position == 3
    assert "and the header 2" in rejection.reason


def test_blank_cells_after_the_last_column_and_blank_rows_do_no_harm(tmp_path):
    items, rejections = taken(written(tmp_path, "a.csv", "id,text\n1,أ,,\n,\n\n2,ب\n"))
    assert ids(items) == ["1", "2"]
    assert not rejections


def test_a_long_article_fits_and_the_applications_own_field_limit_stays(tmp_path):
    before = csv.field_size_limit()
    long = "كلمة " * 100_000
    items, rejections = taken(written(tmp_path, "a.csv", f'id,text\n1,"{long}"\n2,ب\n'))
    assert items[0].fields["text"] == long
    assert not rejections
    assert csv.field_size_limit() == before


def test_a_row_over_the_limit_is_rejected_and_the_others_are_read(tmp_path):
    path = tmp_path / "a.csv"
    with path.open("wb") as out:
        out.write(b"id,text\n1,")
        for _ in range(17):
            out.write(b"a" * 2**20)
        out.write("\n2,ب\n".encode())
    items, (rejection,) = taken(path)
    assert ids(items) == ["2"]
    assert rejection.origin.position == 2
    assert "over 16 MB" in rejection.reason


def test_a_broken_header_is_said_to_be_one(tmp_path):
    items, (rejection,) = taken(written(tmp_path, "a.csv", 'id,"text" x\n1,أ\n'))
    assert not items
    assert "has a header that cannot be read" in rejection.reason


def test_blank_lines_before_the_header_are_passed_over(tmp_path):
    items, rejections = taken(written(tmp_path, "a.csv", "\n,\nid,text\n1,أ\n"))
    assert ids(items) == ["1"]
    assert items[0].origin.position == 4
    assert not rejections


def test_a_header_alone_holds_no_items(tmp_path):
    items, (rejection,) = taken(written(tmp_path, "a.csv", "id,text\n"))
    assert not items
    assert "holds no items" in rejection.reason


def test_columns_of_the_same_name_are_all_kept(tmp_path):
    items, _ = taken(written(tmp_path, "a.csv", "text,note,note,\nنص,أ,ب,ج\n"))
    assert items[0].fields == {"text": "نص", "note": "أ", "note (2)": "ب", "column 4": "ج"}


def test_a_repeated_name_is_numbered_past_those_that_are_there(tmp_path):
    items, _ = taken(written(tmp_path, "a.csv", "text,note (2),note,note\nنص,أ,ب,ج\n"))
    assert items[0].fields == {"text": "نص", "note (2)": "أ", "note": "ب", "note (3)": "ج"}


@pytest.mark.parametrize("name", ["note", "", "text", "text (2)"])
def test_a_header_that_repeats_one_name_takes_no_longer_than_its_length(tmp_path, name):
    def seconds(columns):
        header = ",".join(["text", *[name] * columns])
        path = written(tmp_path, f"{columns}.csv", f"{header}\n" + "نص," * columns + "نص\n")
        before = time.process_time()
        (item,), _ = taken(path)
        assert len(item.fields) == columns + 1
        return time.process_time() - before

    seconds(100)
    assert seconds(8_000) < 30 * seconds(800) + 0.5


def test_a_header_of_more_columns_than_a_spreadsheet_has_is_refused(tmp_path):
    items, (rejection,) = taken(written(tmp_path, "a.csv", "text" + "," * 20_000 + "\nنص\n"))
    assert not items
    assert "has 20,001 columns, and at most 16,384 are read" in rejection.reason


def test_of_many_columns_a_message_names_the_first(tmp_path):
    header = ",".join(f"c{n}" for n in range(3_000))
    _, (rejection,) = taken(written(tmp_path, "a.csv", f"{header}\n"))
    assert "(c0, c1, " in rejection.reason
    assert len(rejection.reason) < 400
