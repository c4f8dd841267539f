"""jieba's dictionary: its words, how often each was seen and as what part of speech; the likeliest words of a text.

The tables of jieba are read where they lie, without running the package: importing it loads the dictionary three
times over and writes a compiled copy to a folder for temporary files.
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import log
from pathlib import Path

_USUAL = 4  # few words are longer; those are looked for only where their first four characters stand
_LONGEST = 16


@dataclass(frozen=True, slots=True)
class Dictionary:
    """Words with their places in two lists; `long_heads` are the first characters of all words beyond the usual length."""

    places: Mapping[str, int]
    counts: Sequence[str]
    tags: Sequence[str]
    long_heads: frozenset[str]
    log_total: float

    def count(self, word: str) -> int:
        """How often a word was seen; 0 if it is not known."""
        place = self.places.get(word)
        return 0 if place is None else int(self.counts[place])

    def tag(self, word: str) -> str:
        """A word's part of speech; "x" if it is not known."""
        place = self.places.get(word)
        return "x" if place is None else self.tags[place]

    def ends(self, text: str, start: int) -> list[int]:
        """Where the words that begin at a character end; an unknown character is a word of its own."""
        known, last = self.places, len(text)
        found = [end for end in range(start + 1, min(start + _USUAL, last) + 1) if text[start:end] in known]
        if text[start : start + _USUAL] in self.long_heads:
            longer = range(start + _USUAL + 1, min(start + _LONGEST, last) + 1)
            found += [end for end in longer if text[start:end] in known]
        return found or [start + 1]

    def likeliest(self, text: str) -> list[str]:
        """The words of the likeliest division of a text; of two alike, the longer first word.

        >>> dictionary().likeliest("他出席中国会议")
        ['他', '出席', '中国', '会议']
        """
        best: list[tuple[float, int]] = [(0.0, 0)] * (len(text) + 1)
        for start in range(len(text) - 1, -1, -1):
            best[start] = max(
                (log(self.count(text[start:end]) or 1) - self.log_total + best[end][0], end)
                for end in self.ends(text, start)
            )
        found, at = [], 0
        while at < len(text):
            at, start = best[at][1], at
            found.append(text[start:at])
        return found


@cache
def dictionary() -> Dictionary:
    """jieba's dictionary, read once."""
    columns = (jieba_folder() / "dict.txt").read_text(encoding="utf-8").split()
    words, counts, tags = columns[0::3], columns[1::3], columns[2::3]
    return Dictionary(
        dict(zip(words, range(len(words)), strict=True)),
        counts,
        list(map(sys.intern, tags)),
        frozenset(word[:_USUAL] for word in words if len(word) > _USUAL),
        log(sum(map(int, counts))),
    )


@cache
def jieba_folder() -> Path:
    """Where the package lies.

    >>> (jieba_folder() / "dict.txt").exists()
    True
    """
    spec = importlib.util.find_spec("jieba")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("the package jieba is not installed", name="jieba")
    return Path(spec.origin).parent
