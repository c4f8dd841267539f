"""jieba's dictionary: its words, how often each was seen and as what part of speech; the likeliest words of a text.

The tables of jieba are read where they lie, without running the package: importing it loads the dictionary three
times over and writes a compiled copy to a folder for temporary files.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import log
from pathlib import Path

from transcheck.lexicons.packages import package_folder

_USUAL = 4  # few words are longer; those are looked for only where their first four characters stand
_LONGEST = 16


@dataclass(frozen=True, slots=True)
class Dictionary:
    """Words with their places in three lists; `long_heads` are the first characters of all words beyond the usual length."""

    places: Mapping[str, int]
    counts: Sequence[str]
    tags: Sequence[str]
    long_heads: frozenset[str]
    weights: Sequence[float]  # log probabilities
    unknown: float  # that of a character which is no word

    def count(self, word: str) -> int:
        """How often a word was seen; 0 if it is not known."""
        place = self.places.get(word)
        return 0 if place is None else int(self.counts[place])

    def tag(self, word: str) -> str:
        """A word's part of speech; "x" if it is not known."""
        place = self.places.get(word)
        return "x" if place is None else self.tags[place]

    def likeliest(self, text: str) -> list[str]:
        """The words of the likeliest division of a text; of two alike, the longer first word.

        >>> dictionary().likeliest("他出席中国会议")
        ['他', '出席', '中国', '会议']
        """
        ends = self._ends(text)
        found, at = [], 0
        while at < len(text):
            at, start = ends[at], at
            found.append(text[start:at])
        return found

    def _ends(self, text: str) -> list[int]:
        """Where the best word from each character on ends; one loop in one function, since it runs for every character."""
        size, weights, place_of = len(text), self.weights, self.places.get
        scores, ends = [0.0] * (size + 1), [0] * size
        for start in range(size - 1, -1, -1):
            longest = _LONGEST if text[start : start + _USUAL] in self.long_heads else _USUAL
            best, best_end = self.unknown + scores[start + 1], 0
            for end in range(start + 1, min(start + longest, size) + 1):
                place = place_of(text[start:end])
                if place is not None:
                    score = weights[place] + scores[end]
                    if score >= best or not best_end:
                        best, best_end = score, end
            scores[start], ends[start] = best, best_end or start + 1
        return ends


@cache
def dictionary() -> Dictionary:
    """jieba's dictionary, read once."""
    columns = (jieba_folder() / "dict.txt").read_text(encoding="utf-8").split()
    words, counts, tags = columns[0::3], columns[1::3], columns[2::3]
    log_total = log(sum(map(int, counts)))
    weights = {count: log(int(count)) - log_total for count in set(counts)}
    return Dictionary(
        dict(zip(words, range(len(words)), strict=True)),
        counts,
        list(map(sys.intern, tags)),
        frozenset(word[:_USUAL] for word in words if len(word) > _USUAL),
        [weights[count] for count in counts],
        -log_total,
    )


@cache
def jieba_folder() -> Path:
    """Where the package lies.

    >>> (jieba_folder() / "dict.txt").exists()
    True
    """
    folder = package_folder("jieba")
    if folder is None:
        raise ModuleNotFoundError("the package jieba is not installed", name="jieba")
    return folder
