import re
from pathlib import Path

import pytest

STATIC = Path(__file__).parents[2] / "web" / "static"
STYLE = (STATIC / "kashshaf.css").read_text("utf-8")
STYLES = [file.read_text("utf-8") for file in STATIC.glob("*.css")]
LIGHT, DARK = (
    dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))
    for block in re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)[:2]
)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "raised", "tint", "mark", "notice"])
@pytest.mark.parametrize("ink", ["ink", "accent"])
def test_text_stands_out_from_every_ground(theme: dict[str, str], ink: str, ground: str) -> None:
    assert contrast(theme[ink], theme[ground]) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("ink", "ground", "least"),
    [
        ("quiet", "paper", 4.5),
        ("quiet", "raised", 4.5),
        ("quiet", "tint", 4.5),
        ("accent-ink", "accent", 4.5),
        ("edge", "paper", 3),  # the outline of a field
        ("edge", "raised", 3),
        ("mark", "paper", 1.1),
    ],
)
def test_quieter_things_can_still_be_read(
    theme: dict[str, str], ink: str, ground: str, least: float
) -> None:
    assert contrast(theme[ink], theme[ground]) >= least


@pytest.mark.parametrize("style", STYLES)
def test_the_style_mirrors_by_itself(style: str) -> None:
    rules = re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)
    assert not re.search(r"\b(left|right)\b", rules)


@pytest.mark.parametrize("style", STYLES)
def test_the_style_is_small_and_loads_nothing(style: str) -> None:
    assert len(style.encode()) < 25_000
    assert "url(" not in style
    assert "@import" not in style
