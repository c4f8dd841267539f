"""Tables about figures: currencies, and the English words that say a number."""

from __future__ import annotations

import csv
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Currency(NamedTuple):
    """A currency: its code, its Chinese and English words, and the form to suggest."""

    code: str
    chinese: tuple[str, ...]
    english: tuple[str, ...]
    shown: str


class NumberWord(NamedTuple):
    """What an English word counts for: `sort` is unit, ten, scale, ordinal, part, times, loose, vague or span."""

    sort: str
    value: Fraction


def _rows(name: str) -> list[dict[str, str]]:
    text = files("transcheck.lexicons").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _items(cell: str) -> tuple[str, ...]:
    return tuple(item for item in cell.split("|") if item)


@cache
def currencies() -> tuple[Currency, ...]:
    """The currencies of the news; `DOL` is an English dollar and `YEN` a ¥ that does not say whose.

    >>> next(c.shown for c in currencies() if c.code == "HKD")
    'Hong Kong dollars'
    """
    return tuple(
        Currency(row["code"], _items(row["chinese"]), _items(row["english"]), row["shown"])
        for row in _rows("english_currencies.csv")
    )


@cache
def number_words() -> dict[str, NumberWord]:
    """English words that say a number, in lower case.

    >>> number_words()["dozen"]
    NumberWord(sort='scale', value=Fraction(12, 1))
    """
    return {
        row["word"]: NumberWord(row["sort"], Fraction(row["value"]))
        for row in _rows("english_number_words.csv")
    }
