"""English text as windows of neighbouring words, found again by their letters."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from transcheck.model import Passage, Span
from transcheck.text import Word, words

LONGEST = 4
# What may stand between two words of one name: a space, a hyphen, an initial's full stop, a middle dot.
_GLUE = re.compile(r"[ \u00a0]|[-‐‑–·•]|\. ?|['’ʼ]")


@dataclass(frozen=True, slots=True)
class Window:
    """Neighbouring words; `key` is their letters run together, `first` and `last` count words."""

    words: tuple[Word, ...]
    first: int
    last: int
    key: str

    @property
    def capital(self) -> bool:
        """Whether the first word begins with a capital letter."""
        return self.words[0].capital

    def span(self, passage: Passage) -> Span:
        """The window's place in its document."""
        return passage.at(self.words[0].start, self.words[-1].end)

    def text(self, passage: Passage) -> str:
        """The window as written."""
        return passage.text[self.words[0].start : self.words[-1].end]

    def meets(self, other: Window) -> bool:
        """Whether the two share a word."""
        return self.first <= other.last and other.first <= self.last


@dataclass(frozen=True)
class English:
    """An English passage, its words and all windows of up to four of them."""

    passage: Passage
    words: tuple[Word, ...]
    windows: tuple[Window, ...]
    by_key: dict[str, tuple[Window, ...]] = field(repr=False)


def read_english(passage: Passage) -> English:
    """Cut a passage into words and windows.

    >>> sorted(read_english(Passage("en", "met Qu Qian.")).by_key)
    ['met', 'metqu', 'metquqian', 'qian', 'qu', 'quqian']
    """
    found = words(passage.text)
    breaks = {
        i
        for i in range(len(found) - 1)
        if not _GLUE.fullmatch(passage.text[found[i].end : found[i + 1].start])
    }
    windows: list[Window] = []
    for first in range(len(found)):
        key = ""
        for last in range(first, min(first + LONGEST, len(found))):
            key += found[last].key
            windows.append(Window(found[first : last + 1], first, last, key))
            if last in breaks:
                break
    by_key: dict[str, list[Window]] = defaultdict(list)
    for window in windows:
        by_key[window.key].append(window)
    return English(passage, found, tuple(windows), {key: tuple(hits) for key, hits in by_key.items()})
