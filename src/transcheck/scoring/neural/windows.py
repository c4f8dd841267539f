"""Texts longer than a model takes → windows; windows and texts → batches. Arithmetic only, no model."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

# Ends of sentences of both languages, with the quotes and spaces behind them; then any white space.
_SENTENCE_END = re.compile(r"(?:[.!?][\"'”’)]*\s+|[。！？；][”’）」』]*\s*|\n+)")
_SPACE = re.compile(r"\s+")


class Window(NamedTuple):
    """A stretch of tokens that a model reads at once, and the part of it whose vectors are kept."""

    start: int
    end: int
    kept_start: int
    kept_end: int


def token_windows(count: int, size: int) -> list[Window]:
    """Windows of at most `size` tokens over a text of `count`; each token is kept from just one of them.

    Windows overlap by half, and a token is kept where it stands farther from an edge, so that it is read with
    what stands around it. A text without tokens has one empty window.

    >>> token_windows(5, 8)
    [Window(start=0, end=5, kept_start=0, kept_end=5)]
    >>> [(w.start, w.end, w.kept_start, w.kept_end) for w in token_windows(10, 4)]
    [(0, 4, 0, 3), (2, 6, 3, 5), (4, 8, 5, 7), (6, 10, 7, 10)]
    """
    if count <= size:
        return [Window(0, count, 0, count)]
    step = max(1, size // 2)
    starts = [*range(0, count - size, step), count - size]
    # Between two neighbours the border lies in the middle of what they share.
    borders = [(start + following + size) // 2 for start, following in pairwise(starts)]
    kept = zip([0, *borders], [*borders, count], strict=True)
    return [Window(start, start + size, *part) for start, part in zip(starts, kept, strict=True)]


def batches(lengths: Sequence[int], budget: int) -> Iterator[list[int]]:
    """Numbers of texts in batches of like length, longest first; a batch padded to its longest fits the budget.

    A text that is longer than the budget makes a batch of its own.

    >>> list(batches([1, 5, 2, 4], budget=8))
    [[1], [3, 2], [0]]
    """
    group: list[int] = []
    for number in sorted(range(len(lengths)), key=lambda number: -lengths[number]):
        if group and lengths[group[0]] * (len(group) + 1) > budget:
            yield group
            group = []
        group.append(number)
    if group:
        yield group


def pieces(text: str, count: int) -> list[str]:
    """The text in so many pieces of about one size, cut behind sentences where it can be, else at white space.

    >>> pieces("One came. Two went. Three stayed on.", 2)
    ['One came. Two went. ', 'Three stayed on.']
    """
    sentences = [found.end() for found in _SENTENCE_END.finditer(text)]
    spaces = [found.end() for found in _SPACE.finditer(text)]
    cuts = [0]
    for number in range(1, count):
        ideal = number * len(text) // count
        room = len(text) // (4 * count)
        cuts.append(max(cuts[-1], _near(sentences, ideal, room) or _near(spaces, ideal, room) or ideal))
    return [text[start:end] for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True)]


def _near(places: Sequence[int], ideal: int, room: int) -> int | None:
    nearest = min(places, key=lambda place: abs(place - ideal), default=None)
    return nearest if nearest is not None and abs(nearest - ideal) <= room else None


Sides = tuple[str | None, ...]


def split_together(
    segments: Sequence[Sides], sizes: Callable[[Sequence[Sides]], Sequence[int]], limit: int
) -> list[list[Sides]]:
    """Each segment as it is where its size is within the limit, else in pieces that are.

    All sides of a segment are cut in the same number of pieces. What stands in piece n of one side is taken to be
    what stands in piece n of the others: right for equal texts, about right for translations, whose lengths go
    together. A missing side stays missing.
    """
    measured = sizes(segments)
    return [
        [sides] if size <= limit else _split(sides, size, sizes, limit)
        for sides, size in zip(segments, measured, strict=True)
    ]


def _split(
    sides: Sides, size: int, sizes: Callable[[Sequence[Sides]], Sequence[int]], limit: int
) -> list[Sides]:
    count, parts = 1, [sides]
    longest = max(len(side) for side in sides if side is not None)
    while size > limit and count < longest:
        # The worst piece tells how many are needed, if the others are like it.
        count = min(longest, max(count + 1, -(-count * size // limit)))
        cut = [[None] * count if side is None else pieces(side, count) for side in sides]
        parts = list(zip(*cut, strict=True))
        size = max(sizes(parts))
    return parts


def weighted_mean(values: Sequence[float], weights: Sequence[int]) -> float:
    """The mean of the values of windows by their lengths, each at least one.

    >>> weighted_mean([1.0, 0.0], [3, 1])
    0.75
    """
    counted = [max(1, weight) for weight in weights]
    return sum(value * weight for value, weight in zip(values, counted, strict=True)) / sum(counted)
