"""Where a text is at home: 市委 in a story about Huzhou is the committee of Huzhou."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

from transcheck.lexicons import Termbase
from transcheck.lexicons.grammar import place_name
from transcheck.model import Rendering

Homes = Mapping[str, frozenset[str]]

# The generic of a level, and the words of English patterns that ask for a place of it.
_GENERICS = {"省": "province", "自治区": "region", "市": "city", "县": "county", "区": "district"}
_ASKED = {
    "provincial": "province", "province": "province", "municipal": "city", "city": "city", "county": "county",
    "district": "district", "regional": "region", "autonomous region": "region",
}  # fmt: skip
_SLOT = re.compile(
    r"\[([A-Za-z ]+)\](?=\s+(Provincial|Municipal|County|District|Regional|Autonomous Region)?)", re.I
)


def homes(places: Iterable[str], base: Termbase) -> Homes:
    """The English names of Chinese places by the level of administration that they have.

    >>> from transcheck.lexicons import termbase
    >>> {level: sorted(names) for level, names in homes(["湖州", "浙江省"], termbase()).items()}
    {'city': ['Huzhou'], 'province': ['Zhejiang']}
    """
    found: dict[str, set[str]] = {}
    for place in places:
        for level, name in _levels(place, base):
            found.setdefault(level, set()).add(name)
    return {level: frozenset(names) for level, names in found.items()}


@lru_cache(maxsize=4096)
def _levels(place: str, base: Termbase) -> tuple[tuple[str, str], ...]:
    bare = next(
        (place.removesuffix(g) for g in _GENERICS if place.endswith(g) and len(place) > len(g) + 1), place
    )
    return tuple(
        (level, place_name(bare + generic, base))
        for generic, level in _GENERICS.items()
        if any(term.kind == "place" for term in base.get(bare + generic))
    )


def at_home(rendering: Rendering, *known: Homes) -> Rendering:
    """A rendering with its open places filled, each by the one place of its level in the nearest text that has one.

    >>> huzhou = {"city": frozenset({"Huzhou"})}
    >>> at_home(Rendering("CPC [city] Municipal Committee", "termbase"), {}, huzhou).text
    'CPC Huzhou Municipal Committee'
    """

    def fill(slot: re.Match[str]) -> str:
        level = _ASKED.get((slot[2] or slot[1]).lower(), "")
        for homes in known:
            names = homes.get(level, frozenset())
            if len(names) == 1:
                return next(iter(names))
            if names:
                break  # of two cities, neither
        return slot[0]

    return replace(rendering, text=_SLOT.sub(fill, rendering.text)) if "[" in rendering.text else rendering
