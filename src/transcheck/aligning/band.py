"""Which cells of the alignment lattice are looked at: all of a short text, a corridor along anchors of a long one.

A lattice point (i, j) lies between sentences: i sentences of the left side and j of the right are behind it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from transcheck.aligning.arrays import Array, Floats, Indices

# Up to this many points the whole lattice is searched.
WHOLE = 300_000
# Sentences of slack on all sides of the anchors: more than any bead and its doubtful neighbours span.
SLACK = 30
# Mutual best matches count as anchors from this cosine above the background, as share of a typical match's.
ANCHOR = 0.6
# An anchor needs another one so near, on both sides: a lone one inside an insertion is chance.
COMPANY = 30
# Between anchors farther apart than this many points only a corridor along the diagonal is searched.
CORRIDOR = 1_500_000
_CHUNK = 512


@dataclass(frozen=True, slots=True)
class Band:
    """For each lattice row its first and last column; both never fall from row to row."""

    first: Indices
    last: Indices

    @property
    def rows(self) -> int:
        """Lattice rows: one more than there are sentences on the left."""
        return len(self.first)

    def windows(self) -> tuple[Indices, Indices]:
        """For each sentence of the left side the sentences of the right (first, end) that it may meet."""
        return self.first[:-1], self.last[1:]

    def turned(self) -> tuple[Indices, Indices]:
        """The same for each sentence of the right side."""
        columns = np.arange(self.last[-1])
        first = np.searchsorted(self.last, columns, side="right") - 1
        end = np.searchsorted(self.first, columns + 1, side="right")
        return np.maximum(first, 0), np.minimum(end, self.rows - 1)


def whole_band(rows: int, columns: int) -> Band:
    """Every lattice point of texts with that many sentences."""
    return Band(np.zeros(rows + 1, dtype=np.intp), np.full(rows + 1, columns, dtype=np.intp))


def anchored_band(left: Floats, right: Floats) -> Band:
    """A corridor that follows the sentences that are surely each other's translation.

    Between neighbouring anchors the whole rectangle is open, so that an insertion of any length fits in.
    """
    rows, columns = len(left), len(right)
    anchors = _with_company(heaviest_chain(*_mutual_best(left, right)))
    points = [(0, 0), *anchors, (rows, columns)]
    first = np.full(rows + 1, columns, dtype=np.intp)
    last = np.zeros(rows + 1, dtype=np.intp)
    for (top, start), (bottom, end) in pairwise(points):
        low, high = _stretch(bottom - top, end - start)
        here = slice(top, bottom + 1)
        first[here] = np.minimum(first[here], start + low)
        last[here] = np.maximum(last[here], start + high)
    return _padded(first, last, columns)


def _stretch(height: int, width: int) -> tuple[Indices, Indices]:
    """First and last column of each row of a rectangle; of a huge one only the middle of the way."""
    rows = np.arange(height + 1)
    if height * width <= CORRIDOR:
        return np.zeros_like(rows), np.full_like(rows, width)
    centre = rows * width // height
    half = max(CORRIDOR // (2 * height), 2 * width // height)
    return np.maximum(centre - half, 0), np.minimum(centre + half, width)


def _padded(first: Indices, last: Indices, columns: int) -> Band:
    rows = np.arange(len(first))
    low = first[np.maximum(rows - SLACK, 0)] - SLACK
    high = last[np.minimum(rows + SLACK, len(last) - 1)] + SLACK
    return Band(np.maximum(low, 0), np.minimum(high, columns))


def _mutual_best(left: Floats, right: Floats) -> tuple[list[tuple[int, int]], list[float]]:
    """Pairs that are each other's nearest and clearly above the background, in order, with their cosines.

    What stands there several times pairs off in order where both sides have it as often; else nobody can tell
    which of them belong together.
    """
    if not len(left) or not len(right):
        return [], []
    ours, theirs = _occurrences(left), _occurrences(right)
    firsts, seconds = [places[0] for places in ours], [places[0] for places in theirs]
    nearest, best, back = _nearest_each(left[firsts], right[seconds])
    mutual = np.flatnonzero(back[nearest] == np.arange(len(firsts)))
    level = background(left, right)
    floor = level + ANCHOR * (float(np.median(best[mutual])) - level) if len(mutual) else 2.0
    pairs = sorted(
        (i, j, float(best[here] - level))
        for here in mutual[best[mutual] >= floor]
        if len(ours[here]) == len(theirs[nearest[here]])
        for i, j in zip(ours[here], theirs[nearest[here]], strict=True)
    )
    return [(i, j) for i, j, _ in pairs], [weight for *_, weight in pairs]


def _occurrences(rows: Floats) -> list[list[int]]:
    """Where each different vector stands, in order of the first places."""
    found: dict[bytes, list[int]] = {}
    for place, row in enumerate(rows):
        found.setdefault(row.tobytes(), []).append(place)
    return list(found.values())


def _nearest_each(left: Floats, right: Floats) -> tuple[Indices, Array, Indices]:
    """For each on the left the nearest on the right and its cosine, and for each on the right the nearest on the left."""
    nearest = np.zeros(len(left), dtype=np.intp)
    back = np.zeros(len(right), dtype=np.intp)
    best, record = np.zeros(len(left)), np.full(len(right), -2.0)
    for start, cosines in _chunks(left, right):
        here = slice(start, start + len(cosines))
        nearest[here], best[here] = cosines.argmax(axis=1), cosines.max(axis=1)
        top = cosines.max(axis=0)
        better = top > record
        back[better] = start + cosines.argmax(axis=0)[better]
        record[better] = top[better]
    return nearest, best, back


def _chunks(left: Floats, right: Floats) -> Iterator[tuple[int, Floats]]:
    for start in range(0, len(left), _CHUNK):
        yield start, left[start : start + _CHUNK] @ right.T


def background(left: Floats, right: Floats) -> float:
    """The median cosine of sentences that have nothing to do with each other, from an even sample."""
    few = left[:: 1 + len(left) // _CHUNK] @ right[:: 1 + len(right) // _CHUNK].T
    return float(np.median(few)) if few.size else 0.0


def heaviest_chain(pairs: list[tuple[int, int]], weights: list[float]) -> list[tuple[int, int]]:
    """The subset of greatest total weight that rises on both sides; pairs come sorted by the first number.

    >>> heaviest_chain([(0, 0), (1, 7), (2, 3), (3, 4)], [1.0, 1.5, 1.0, 1.0])
    [(0, 0), (2, 3), (3, 4)]
    """
    ends: list[
        int
    ] = []  # right numbers, rising, each with the best weight of a chain that ends there or before
    totals: list[float] = []
    heads: list[int] = []
    before: list[int] = []
    for number, ((_, right), weight) in enumerate(zip(pairs, weights, strict=True)):
        place = bisect_left(ends, right)
        before.append(heads[place - 1] if place else -1)
        total = weight + (totals[place - 1] if place else 0.0)
        stop = place
        while stop < len(ends) and totals[stop] <= total:
            stop += 1
        if stop > place or place == len(ends) or ends[place] != right:
            ends[place:stop], totals[place:stop], heads[place:stop] = [right], [total], [number]
    chain = []
    link = heads[-1] if heads else -1
    while link >= 0:
        chain.append(pairs[link])
        link = before[link]
    return chain[::-1]


def _with_company(chain: list[tuple[int, int]]) -> list[tuple[int, int]]:
    near = [b[0] - a[0] <= COMPANY and b[1] - a[1] <= COMPANY for a, b in pairwise(chain)]
    return [
        pair
        for pair, before, after in zip(chain, [False, *near], [*near, False], strict=False)
        if before or after
    ]


def nearest(
    ours: Floats, theirs: Floats, windows: tuple[Indices, Indices], *, count: int, filler: float
) -> tuple[Array, Indices]:
    """The greatest cosines of each of our sentences within its window, rising, and where the greatest is.

    Where there are fewer than `count` sentences to compare with, `filler` stands for the missing ones; a
    sentence without any has the place -1.
    """
    found = np.full((len(ours), count), filler)
    places = np.full(len(ours), -1, dtype=np.intp)
    block = 64
    for start in range(0, len(ours), block):
        stop = min(start + block, len(ours))
        low, high = int(windows[0][start:stop].min()), int(windows[1][start:stop].max())
        kept = min(count, high - low)
        if kept > 0:
            cosines = ours[start:stop] @ theirs[low:high].T
            found[start:stop, count - kept :] = np.sort(
                np.partition(cosines, -kept, axis=1)[:, -kept:], axis=1
            )
            places[start:stop] = low + cosines.argmax(axis=1)
    return found, places
