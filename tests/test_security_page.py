"""The page on security names each line of the standard's first level, and tests that there are."""

import re
from pathlib import Path

TESTS = Path(__file__).parent
PAGE = (TESTS.parent / "docs" / "security.md").read_text("utf-8")

# How many requirements of level 1 each section of ASVS 4.0.3 has, with the numbers that it lacks.
LEVEL_1 = {
    **{"2.1": range(1, 13), "2.2": range(1, 4), "2.3": [1], "2.5": range(1, 7), "2.7": range(1, 5)},
    **{"2.8": [1], "3.1": [1], "3.2": range(1, 4), "3.3": range(1, 3), "3.4": range(1, 6)},
    **{"3.7": [1], "4.1": [1, 2, 3, 5], "4.2": [1, 2], "4.3": [1, 2], "5.1": range(1, 6)},
    **{"5.2": range(1, 9), "5.3": range(1, 11), "5.5": range(1, 5), "6.2": [1], "7.1": [1, 2]},
    **{"7.4": [1], "8.2": [1, 2], "8.3": range(1, 5), "9.1": range(1, 4), "10.3": range(1, 4)},
    **{"11.1": range(1, 6), "12.1": [1], "12.3": range(1, 6), "12.4": [1, 2], "12.5": [1, 2]},
    **{"12.6": [1], "13.1": [1, 3], "13.2": range(1, 4), "13.3": [1], "14.2": range(1, 4)},
    **{"14.3": [2, 3], "14.4": range(1, 8), "14.5": range(1, 4)},
}


def test_each_line_of_the_first_level_is_there_once_and_in_order() -> None:
    numbers = re.findall(r"^\| (\d+\.\d+\.\d+) \|", PAGE, flags=re.MULTILINE)
    asked = {f"{section}.{number}" for section, those in LEVEL_1.items() for number in those}
    assert asked <= set(numbers)
    assert numbers == sorted(set(numbers), key=lambda one: [int(part) for part in one.split(".")])


def test_each_test_that_is_named_is_there() -> None:
    code = "".join(path.read_text("utf-8") for path in TESTS.rglob("test_*.py"))
    there = set(re.findall(r"def (test_\w+)", code))
    assert set(re.findall(r"`(test_\w+)`", PAGE)) <= there
