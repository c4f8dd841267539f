"""Words that stand side by side in no English sentence: a sign that words were lost or thrown about."""

from __future__ import annotations

import re
from itertools import pairwise, product

from transcheck.text import Word, words

_OWNERS = "the a an my your our their every"  # a noun follows, soon
_WAS = "is are was were"
_WOULD = "would could should"
_NEVER = (
    (_OWNERS, f"{_OWNERS} this these those his he she they him them me {_WAS} has had been be {_WOULD}"),
    (_OWNERS, "and or but because although than there of to with from into which"),
    ("a an", "in on by at for we i us"),
    ("into between among", f"{_WAS} has had been {_WOULD}"),
    ("of at from into with for to", "but because although of"),
    ("of at from into with for", "at to for with into"),
    ("to", "for with than to"),
    (_WAS, f"{_WAS} has had have be {_WOULD}"),
    ("has had have", f"{_WAS} has be of {_WOULD}"),
    (f"{_WOULD} must", f"{_OWNERS} {_WAS} of has had {_WOULD}"),
    ("and or but", "and or of"),
    ("because although", "and or"),
    ("he she they", f"{_OWNERS} he she they it"),
    ("very more most", f"{_WAS} has had be been have"),
)
# Brought together by a verb with its particle, a question, or an abbreviation in small letters.
_AFTER_ALL = {
    ("from", "at"),
    ("of", "to"),
    ("for", "to"),
    ("with", "to"),
    ("more", "is"),
    ("most", "are"),
    ("most", "have"),
}
_NOUN_FOLLOWS = frozenset(_OWNERS.split())
_PAIRS = (
    frozenset(pair for left, right in _NEVER for pair in product(left.split(), right.split())) - _AFTER_ALL
)
_STOP = re.compile(r"\s*[.,;](?!\w)")  # a.m. goes on


def clashes(text: str) -> int:
    """How many neighbours cannot be neighbours, and how many articles stand before a stop.

    >>> clashes("The head of the was office in."), clashes("He left the. Then he came back.")
    (1, 1)
    >>> clashes("The city he lives in is big, and the in-depth talks he spoke of were to end.")
    0
    """
    found = words(text)
    beside = (
        (one.key, other.key) in _PAIRS for one, other in pairwise(found) if _are_neighbours(text, one, other)
    )
    return sum(beside) + sum(_hangs(text, word) for word in found)


def _are_neighbours(text: str, one: Word, other: Word) -> bool:
    """Whether only a space parts two words that are no names and begin no compound (the in-depth talks)."""
    compound = text[other.end : other.end + 1] in {"-", "–"}
    return not (
        other.capital or (one.capital and one.start) or compound or text[one.end : other.start].strip()
    )


def _hangs(text: str, word: Word) -> bool:
    """Whether a noun would have to follow, and a stop does."""
    return word.key in _NOUN_FOLLOWS and not word.capital and _STOP.match(text, word.end) is not None
