"""How much a character looks like part of a Chinese given name, counted over the names jieba's dictionary holds."""

from __future__ import annotations

import math
from collections import Counter
from functools import cache

from transcheck.entities.segmenter import frequency, tagged_words
from transcheck.romanising.surnames import surname_of


@cache
def _counts() -> tuple[Counter[str], int]:
    seen: Counter[str] = Counter()
    for word in tagged_words("nr"):
        surname = surname_of(word)
        given = word[len(surname) :]
        if surname and len(given) in (1, 2):
            seen.update(given)
    return seen, sum(seen.values())


@cache
def given_weight(char: str) -> float:
    """Log odds of a character in given names against running text, cut to [-2, 2].

    >>> given_weight("伟") > 0.5 > -0.5 > given_weight("的")
    True
    """
    seen, total = _counts()
    in_names = (seen[char] + 0.2) / total
    # jieba's dictionary counts some 60 million words; a character that is never a word alone counts as rare.
    in_text = (frequency(char) + 500) / 60_000_000
    return max(-2.0, min(2.0, (math.log(in_names) - math.log(in_text)) / 2))
