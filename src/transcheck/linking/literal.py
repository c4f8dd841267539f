"""English that translates a Chinese name piece by piece instead of naming it: Little River for 小河."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from transcheck.lexicons.forms import stem
from transcheck.lexicons.glosses import is_word, senses, stretches
from transcheck.linking.windows import English, Window
from transcheck.romanising.mandarin import readings, spell
from transcheck.text import Word


@dataclass(frozen=True, slots=True)
class Reading:
    """Words number `first` to `last` of a text that read a name as words.

    `meant` and `spelled` count the characters that the words translate and those that they spell in pinyin.
    """

    first: int
    last: int
    meant: int
    spelled: int

    @property
    def covered(self) -> int:
        """Characters the words account for."""
        return self.meant + self.spelled


@dataclass(frozen=True, slots=True)
class _Piece:
    """Characters `start` to `end` of the name as English stems; `meant` unless they are spelled."""

    start: int
    end: int
    stems: tuple[str, ...]
    meant: bool


@lru_cache(maxsize=4096)
def _pieces(zh: str) -> Mapping[str, tuple[_Piece, ...]]:
    """First stem -> the pieces of a name that English may begin with it."""
    found: defaultdict[str, list[_Piece]] = defaultdict(list)
    for start, end in stretches(zh):
        for stems in senses(zh[start:end]):
            found[stems[0]].append(_Piece(start, end, stems, meant=True))
        for key in spell([readings(char) for char in zh[start:end]]):
            found[key].append(_Piece(start, end, (key,), meant=False))
    return {key: tuple(group) for key, group in found.items()}


def literal_readings(zh: str, text: Sequence[Word]) -> Iterator[Reading]:
    """Every longest run of words that reads a Chinese name in its order, with at least one word translated.

    Characters may be passed over, words may not.
    """
    pieces = _pieces(zh)
    stems = [stem(word.key) for word in text]
    for first, key in enumerate(stems):
        if key in pieces or text[first].key in pieces:
            best = _read(pieces, text, stems, first)
            if best is not None and best.meant:
                yield best


def _read(
    pieces: Mapping[str, tuple[_Piece, ...]], text: Sequence[Word], stems: Sequence[str], first: int
) -> Reading | None:
    """The reading from a word on that covers most characters; of two alike, the shorter."""
    best: Reading | None = None
    # Ways to have read up to a word: (next word, next character, meant, spelled).
    ways = {(first, 0, 0, 0)}
    while ways:
        at, char, meant, spelled = ways.pop()
        if at > first:
            reading = Reading(first, at - 1, meant, spelled)
            if best is None or (reading.covered, -reading.last) > (best.covered, -best.last):
                best = reading
        if at == len(text):
            continue
        for key in {stems[at], text[at].key}:
            for piece in pieces.get(key, ()):
                end = at + len(piece.stems)
                if piece.start >= char and tuple(stems[at + 1 : end]) == piece.stems[1:]:
                    size = piece.end - piece.start
                    ways.add((end, piece.end, meant + size * piece.meant, spelled + size * (not piece.meant)))
    return best


def translated(name: str, english: English, is_open: Callable[[Window], bool]) -> Window | None:
    """The open window that has a person's name as words, all of it; None for what is a word in the dictionary."""
    if is_word(name):
        return None
    for reading in literal_readings(name, english.words):
        if reading.covered == len(name) and reading.last > reading.first:
            window = english.window(reading.first, reading.last)
            if window is not None and is_open(window):
                return window
    return None
