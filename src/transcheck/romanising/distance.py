"""How far two spellings lie apart when they are heard rather than read."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

# Letters that machine translation takes for one another when it spells a Chinese name by ear.
_HEARD_ALIKE = (
    ("zh", "j"), ("ch", "q"), ("sh", "x"), ("hs", "x"), ("ts", "c"), ("tz", "c"), ("ph", "f"), ("ng", "n"),
    ("yu", "u"), ("ue", "e"), ("uo", "o"), ("ou", "o"), ("ei", "e"), ("ie", "e"), ("ia", "a"), ("ao", "o"),
    ("th", "t"), ("ck", "k"), ("gh", "g"), ("r", "l"), ("v", "w"), ("y", "i"), ("z", "j"), ("s", "x"), ("c", "q"),
)  # fmt: skip
_DOUBLE = re.compile(r"(.)\1")


@lru_cache(maxsize=65536)
def by_ear(letters: str) -> str:
    """A rough key of how letters sound, so that Ruginbo and Lujinpo come close.

    >>> by_ear("zhang") == by_ear("jang"), by_ear("lu") == by_ear("ru")
    (True, True)
    """
    for shown, heard in _HEARD_ALIKE:
        letters = letters.replace(shown, heard)
    return _DOUBLE.sub(r"\1", letters)


@lru_cache(maxsize=65536)
def likeness(one: str, other: str) -> float:
    """Likeness of two spellings in [0, 1]: edit distance of the letters and of the sounds, averaged.

    >>> likeness("jingping", "jingping")
    1.0
    >>> likeness("lujinpo", "rujinbo") > 0.6 > likeness("wang", "beijing")
    True
    """
    seen = Levenshtein.normalized_similarity(one, other)
    heard = Levenshtein.normalized_similarity(by_ear(one), by_ear(other))
    return (seen + heard) / 2
