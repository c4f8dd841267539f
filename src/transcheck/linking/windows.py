"""English text as windows of neighbouring words, found again by their letters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from transcheck.model import Passage, Span
from transcheck.text import Word, words

LONGEST = 4
# What may stand between two words of one name: a space, a hyphen, an initial's full stop, a middle dot.
_GLUE = re.compile(r"[ \u00a0]|[-‐‑–·•]|\. ?|['’ʼ]")


class Window(NamedTuple):
    """Neighbouring words; `key` is their letters run together, `first` and `last` count words.

    A named tuple, since a sentence has some hundred of them and a dataclass takes three times as long to make.
    """

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


@dataclass(frozen=True)
class English:
    """An English passage, its words and all windows of up to four of them."""

    passage: Passage
    words: tuple[Word, ...]
    windows: tuple[Window, ...]
    by_key: dict[str, tuple[Window, ...]] = field(repr=False)

    def window(self, first: int, last: int) -> Window | None:
        """The window from word to word; None where they do not hang together or are too many."""
        key = "".join(word.key for word in self.words[first : last + 1])
        return next((w for w in self.by_key.get(key, ()) if (w.first, w.last) == (first, last)), None)

    def before(self, window: Window, *gaps: str) -> Word | None:
        """The word before a window, where one of some gaps parts the two."""
        word = self.words[window.first - 1] if window.first else None
        return word if word and self.passage.text[word.end : window.words[0].start] in gaps else None

    def after(self, window: Window, *gaps: str) -> Word | None:
        """The word after a window, where one of some gaps parts the two."""
        word = self.words[window.last + 1] if window.last + 1 < len(self.words) else None
        return word if word and self.passage.text[window.words[-1].end : word.start] in gaps else None


def read_english(passage: Passage) -> English:
    """Cut a passage into words and windows.

    >>> sorted(read_english(Passage("en", "met Qu Qian.")).by_key)
    ['met', 'metqu', 'metquqian', 'qian', 'qu', 'quqian']
    """
    found = words(passage.text)
    windows = tuple(_windows(passage.text, found))
    by_key: dict[str, tuple[Window, ...]] = {}
    for window in windows:
        by_key[window.key] = (*by_key.get(window.key, ()), window)
    return English(passage, found, windows, by_key)


def _windows(text: str, found: tuple[Word, ...]) -> Iterator[Window]:
    glued = [_is_glue(text[one.end : two.start]) for one, two in pairwise(found)]
    glued.append(False)
    for first in range(len(found)):
        key = ""
        for last in range(first, min(first + LONGEST, len(found))):
            key += found[last].key
            yield Window(found[first : last + 1], first, last, key)
            if not glued[last]:
                break


def _is_glue(between: str) -> bool:
    return between == " " or _GLUE.fullmatch(between) is not None
