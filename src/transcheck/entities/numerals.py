"""What both number scanners share: a mention, amounts as text, and first-come-first-served claiming."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure found in a text, with local offsets."""

    start: int
    end: int
    value: str
    kind: Literal["number", "date"] = "number"
    score: float = 1.0
    cue: str = "digits"


Finder = Callable[[str], Iterator[Mention]]


def shown(amount: Fraction) -> str:
    """An amount as plain decimal digits, or as a fraction where there are none.

    >>> shown(Fraction("7440000000")), shown(Fraction("2.50")), shown(Fraction(2, 3))
    ('7440000000', '2.5', '2/3')
    """
    rest = amount.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest > 1:
        return f"{amount.numerator}/{amount.denominator}"
    digits = 0
    while amount * 10**digits % 1:
        digits += 1
    whole = str(int(amount * 10**digits)).rjust(digits + 1, "0")
    return f"{whole[:-digits]}.{whole[-digits:]}" if digits else whole


def date_value(year: int | None, month: int | None = None, day: int | None = None) -> str:
    """A date in ISO 8601, parts that are not said left out.

    >>> date_value(2016, 8), date_value(None, 8, 3), date_value(None, None, 3)
    ('2016-08', '--08-03', '---03')
    """
    parts = [f"{year:04d}" if year else "-", f"{month:02d}" if month else "", f"{day:02d}" if day else ""]
    if day:
        return "-".join(parts)
    return "-".join(parts[:2]) if month else parts[0]


def claim(text: str, finders: Iterable[Finder]) -> list[Mention]:
    """Mentions that do not overlap; an earlier finder wins over a later one, an empty value only blocks its span."""
    taken = bytearray(len(text))
    found: list[Mention] = []
    for finder in finders:
        for mention in finder(text):
            if any(taken[mention.start : mention.end]):
                continue
            taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
            if mention.value:
                found.append(mention)
    return found
