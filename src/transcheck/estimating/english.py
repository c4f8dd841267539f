"""English words as the features of the estimate see them."""

from __future__ import annotations

from functools import lru_cache

from transcheck.lexicons.forms import stem
from transcheck.lexicons.name_words import rarity
from transcheck.text import Word, words

SMALL = frozenset(
    "the a an of to in on at for by with as and or but is are was were be been being it its this that these those "
    "he she they his her their them him i we you our your my has have had do does did will would can could may might "
    "must shall should not no from into than then so such there which who whom whose what when where how also more "
    "most other some any all each s".split()
)


@lru_cache(maxsize=1024)
def content_stems(text: str) -> tuple[str, ...]:
    """The stems of the words that carry meaning, in order.

    >>> content_stems("The meetings of the committee")
    ('meeting', 'committee')
    """
    return tuple(stem(word.key) for word in words(text) if word.key not in SMALL)


def is_plain(word: Word) -> bool:
    """Whether a word is no name, no figure and no small word."""
    return not word.capital and word.key.isalpha() and word.key not in SMALL


def is_figure(word: Word) -> bool:
    """Whether it is a number in digits."""
    return word.text[0].isdigit()


def mean_rarity(text: str) -> float:
    """How rare the words of a text are on average; that of a usual text where there are none."""
    found = [rarity(word.text) for word in words(text)]
    return sum(found) / len(found) if found else 3.0
