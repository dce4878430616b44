"""What stories are limited to where one looks at who prints after whom."""

from typing import Any, Final

from .parameters import Parameters

SUCCESSION: Final = ("earlier", "later")
"""The source that had a story on its first day, and the one that had it on a later day."""


def succession(parameters: Parameters) -> dict[str, Any]:
    """Those of an address, as `Archive.stories` takes them; what is not asked for is left out."""
    asked = {name: parameters.text(name) for name in SUCCESSION}
    return {name: source for name, source in asked.items() if source}
