"""What the data schema of CSL 1.0.2 asks of items, as far as such items go.

An item has a type of the list, an id, and properties of the list alone, each of its own kind.
"""

from typing import Any


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TYPES = _words(
    """article article-journal article-magazine article-newspaper bill book broadcast chapter
    classic collection dataset document entry entry-dictionary entry-encyclopedia event figure
    graphic hearing interview legal_case legislation manuscript map motion_picture musical_score
    pamphlet paper-conference patent performance periodical personal_communication post
    post-weblog regulation report review review-book software song speech standard thesis treaty
    webpage"""
)
NAMES = _words(
    """author chair collection-editor compiler composer container-author contributor curator
    director editor editorial-director executive-producer guest host interviewer illustrator
    narrator organizer original-author performer producer recipient reviewed-author script-writer
    series-creator translator"""
)
DATES = _words("accessed available-date event-date issued original-date submitted")
TEXTS = _words(
    """type id citation-key language journalAbbreviation shortTitle abstract annote archive
    archive_collection archive_location archive-place authority call-number citation-label
    collection-title container-title container-title-short dimensions division DOI event
    event-title event-place genre ISBN ISSN jurisdiction keyword medium note original-publisher
    original-publisher-place original-title part-title PMCID PMID publisher publisher-place
    references reviewed-genre reviewed-title scale source status title title-short URL
    volume-title-short year-suffix"""
)
PARTS_OF_NAMES = _words(
    """family given dropping-particle non-dropping-particle suffix comma-suffix static-ordering
    literal parse-names"""
)
PARTS_OF_DATES = _words("date-parts season circa literal raw")


def faults(items: Any) -> list[str]:
    """What the schema would not have; empty where it has no objection."""
    if not isinstance(items, list):
        return ["the whole is no array"]
    return [fault for item in items for fault in _of_item(item)]


def _of_item(item: dict[str, Any]) -> list[str]:
    found = [f"there is no property {name}" for name in item if _kind(name) is None]
    found += [f"lacks {name}" for name in ("type", "id") if name not in item]
    if item.get("type") not in TYPES:
        found.append(f"there is no type {item.get('type')}")
    for name, value in item.items():
        if (kind := _kind(name)) is not None and not kind(value):
            found.append(f"{name} cannot be {value!r}")
    return found


def _kind(name: str) -> Any:
    """The check of a property's value; None for a property that there is not."""
    if name in NAMES:
        return lambda value: isinstance(value, list) and all(map(_is_name, value))
    if name in DATES:
        return _is_date
    return (lambda value: isinstance(value, str)) if name in TEXTS else None


def _is_name(value: Any) -> bool:
    return isinstance(value, dict) and bool(value) and set(value) <= PARTS_OF_NAMES


def _is_date(value: Any) -> bool:
    if not isinstance(value, dict) or not set(value) <= PARTS_OF_DATES:
        return False
    dates = value.get("date-parts", [[0]])
    return 1 <= len(dates) <= 2 and all(
        1 <= len(parts) <= 3 and all(isinstance(part, int | str) for part in parts)
        for parts in dates
    )
