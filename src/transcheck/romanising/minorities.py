"""Names of Uygurs, Kazakhs, Mongolians and Tibetans: made of parts that have spellings of their own, not of Han syllables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from itertools import product

from transcheck.lexicons.tables import items, rows
from transcheck.text import ascii_key

_MOST_PARTS = 3
_SHORTEST_PART = 2  # characters


@cache
def _spellings() -> Mapping[str, tuple[str, ...]]:
    """Part of a name -> its spellings in letters, the usual one first."""
    return {
        zh: tuple(ascii_key(form) for form in (en, *items(variants)))
        for zh, en, variants, _ in rows("minority_names")
    }


@lru_cache(maxsize=4096)
def minority_parts(name: str) -> tuple[str, ...]:
    """The parts of which a name wholly consists; none if it does not.

    >>> minority_parts("索朗旺堆"), minority_parts("古丽米娜·麦麦提"), minority_parts("王建国")
    (('索朗', '旺堆'), ('古丽米娜', '麦麦提'), ())
    """
    parts: tuple[str, ...] = ()
    for piece in name.split("·"):
        found = _divided(piece)
        if not found:
            return ()
        parts += found
    return parts if len(parts) <= _MOST_PARTS else ()


def _divided(piece: str) -> tuple[str, ...]:
    if piece in _spellings():
        return (piece,)
    for cut in range(len(piece) - 1, 1, -1):
        rest = _divided(piece[cut:]) if piece[:cut] in _spellings() else ()
        if rest:
            return (piece[:cut], *rest)
    return ()


@lru_cache(maxsize=4096)
def minority_keys(name: str) -> frozenset[str]:
    """Joined spellings of a name in the letters of its own tradition; none for other names.

    >>> "sonamwangdu" in minority_keys("索朗旺堆"), minority_keys("王建国")
    (True, frozenset())
    """
    parts = minority_parts(name)
    return (
        frozenset("".join(way) for way in product(*(_spellings()[part] for part in parts)))
        if parts
        else frozenset()
    )


def minority_name(name: str) -> str:
    """A name in the usual spelling of its parts; empty for other names.

    >>> minority_name("索朗旺堆")
    'Sonam Wangdu'
    """
    return " ".join(_spellings()[part][0].capitalize() for part in minority_parts(name))


def well_cut(name: str, words: Sequence[str]) -> bool:
    """Whether words that spell a name part where its parts do: Sonam Dorje, Suolang Duoji, not Suo Langduoji.

    >>> well_cut("索朗多吉", ("suolang", "duoji")), well_cut("索朗多吉", ("suo", "langduoji"))
    (True, False)

    A name of one short part may as well be a Han name: Luo Zhui for 罗追.
    """
    if len(name) == _SHORTEST_PART:
        return True
    ends, letters = set(), ""
    for word in words:
        letters += word
        ends.add(len(letters))
    for way in product(*(_spellings()[part] for part in minority_parts(name))):
        if "".join(way) == letters:
            joints = {sum(map(len, way[:count])) for count in range(1, len(way) + 1)}
            if ends <= joints:
                return True
    return False


def begins_as_minority(name: str) -> bool:
    """Whether a name begins with such a part, whatever follows."""
    parts = _spellings()
    return name[:2] in part_heads() and any(name[:size] in parts for size in range(2, len(name) + 1))


@cache
def part_heads() -> frozenset[str]:
    """The first two characters of every part."""
    return frozenset(part[:2] for part in _spellings())
