"""Paths through the band: the best one, and how probable each of its steps is.

The score of a path is the sum of its steps, and paths compete as in a log-linear model: the probability of a
step is the share of all paths, weighted by exp(score), that take it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from transcheck.aligning.arrays import Array, Floats
from transcheck.aligning.band import Band
from transcheck.aligning.features import REACH, SHAPES

IMPOSSIBLE = -1e9
_BY_HEIGHT = [[(n, b) for n, (a, b) in enumerate(SHAPES) if a == height] for height in range(REACH + 1)]


@dataclass(frozen=True, slots=True)
class Lattice:
    """Scores of all steps: `beads[i][shape, j - band.first[i]]` of the bead that ends at (i, j).

    `left[i]` and `right[j]` are the scores of sentences that stay alone.
    """

    band: Band
    beads: tuple[Floats, ...]
    left: Array
    right: Array


@dataclass(frozen=True, slots=True)
class Step:
    """Sentences `left` and `right` (start, end) that belong together; one of them may be empty."""

    left: tuple[int, int]
    right: tuple[int, int]
    confidence: float = 1.0


def best_path(lattice: Lattice) -> list[Step]:
    """The steps of the path with the highest score, in order, each with its probability."""
    steps = list(_ordered(_trace(lattice, _forward(lattice, np.maximum))))
    forward, backward = _forward(lattice, np.logaddexp), _backward(lattice)
    judge = _Judge(lattice, forward, backward)
    return [Step(step.left, step.right, judge.probability(step)) for step in steps]


def _ordered(steps: Sequence[Step]) -> Iterator[Step]:
    """The same steps; where sentences of both sides stand alone beside each other, those of the left side first.

    Their order counts for nothing in the score: left to the sums, it would differ from machine to machine.
    """
    for together, run in groupby(steps, key=_has_both_sides):
        found = list(run)
        if together:
            yield from found
            continue
        left, left_end = found[0].left[0], found[-1].left[1]
        right, right_end = found[0].right[0], found[-1].right[1]
        yield from (Step((i, i + 1), (right, right)) for i in range(left, left_end))
        yield from (Step((left_end, left_end), (j, j + 1)) for j in range(right, right_end))


def _has_both_sides(step: Step) -> bool:
    return step.left[0] < step.left[1] and step.right[0] < step.right[1]


@dataclass(frozen=True, slots=True)
class Shares:
    """The probability of every step: `beads[shape, i, j]` of the bead that ends there, `left[i]`, `right[j]` alone.

    `total` is the logarithm of the summed weight of all paths.
    """

    beads: Array
    left: Array
    right: Array
    total: float


def shares(lattice: Lattice) -> Shares:
    """How probable each step is, in a lattice of which every point is looked at."""
    forward, backward = np.array(_forward(lattice, np.logaddexp)), np.array(_backward(lattice))
    total = float(forward[-1, -1])
    scores = np.stack(lattice.beads, axis=1).astype(float)
    found = np.zeros_like(scores)
    for shape, (a, b) in enumerate(SHAPES):
        if a < len(forward) and b < len(forward[0]):
            whole = forward[:-a, :-b] + scores[shape, a:, b:] + backward[a:, b:]
            found[shape, a:, b:] = np.exp(np.minimum(whole - total, 0.0))
    left = np.logaddexp.reduce(forward[:-1] + backward[1:], axis=1) + lattice.left - total
    right = np.logaddexp.reduce(forward[:, :-1] + backward[:, 1:], axis=0) + lattice.right - total
    return Shares(found, np.exp(left), np.exp(right), total)


def _forward(lattice: Lattice, add: np.ufunc) -> list[Array]:
    """For each lattice point what the ways to it come to, taken together by `add` (maximum or logaddexp)."""
    band, rows = lattice.band, list[Array]()
    gaps = np.concatenate([[0.0], np.cumsum(lattice.right)])
    for i in range(band.rows):
        start, stop = int(band.first[i]), int(band.last[i]) + 1
        ways = np.full((len(SHAPES) + 1, stop - start), IMPOSSIBLE)
        if i == 0:
            ways[-1, 0] = 0.0
        for height in range(1, min(REACH, i) + 1):
            behind = _cut(rows[i - height], int(band.first[i - height]), start - REACH, stop)
            for shape, width in _BY_HEIGHT[height]:
                ways[shape] = behind[REACH - width : len(behind) - width] + lattice.beads[i][shape]
            if height == 1:
                ways[-1] = behind[REACH:] + lattice.left[i - 1]
        offset = gaps[start:stop]
        rows.append(add.accumulate(add.reduce(ways, axis=0) - offset) + offset)
    return rows


def _backward(lattice: Lattice) -> list[Array]:
    """For each lattice point what the ways from it to the end come to, as logarithm of a sum."""
    band, rows = lattice.band, list[Array]()  # from the last row up
    gaps = np.concatenate([[0.0], np.cumsum(lattice.right)])
    bottom = band.rows - 1
    for i in range(bottom, -1, -1):
        start, stop = int(band.first[i]), int(band.last[i]) + 1
        ways = np.full((len(SHAPES) + 1, stop - start), IMPOSSIBLE)
        if i == bottom:
            ways[-1, -1] = 0.0
        for height in range(1, min(REACH, bottom - i) + 1):
            below, origin = rows[bottom - i - height], int(band.first[i + height])
            for shape, width in _BY_HEIGHT[height]:
                ends = below + lattice.beads[i + height][shape]
                ways[shape] = _cut(ends, origin, start + width, stop + width)
            if height == 1:
                ways[-1] = _cut(below, origin, start, stop) + lattice.left[i]
        offset = gaps[start:stop]
        total = np.logaddexp.reduce(ways, axis=0) + offset
        rows.append(np.logaddexp.accumulate(total[::-1])[::-1] - offset)
    return rows[::-1]


def _cut(row: Array, origin: int, start: int, stop: int) -> Array:
    """Columns start to stop of a row whose first column is `origin`; impossible outside."""
    if start >= origin and stop <= origin + len(row):
        return row[start - origin : stop - origin]
    cut = np.full(stop - start, IMPOSSIBLE)
    low, high = max(start, origin), min(stop, origin + len(row))
    if low < high:
        cut[low - start : high - start] = row[low - origin : high - origin]
    return cut


def _trace(lattice: Lattice, best: Sequence[Array]) -> list[Step]:
    """Back from the end along the steps that made the best score."""
    i, j = lattice.band.rows - 1, int(lattice.band.last[-1])
    steps = []
    while i or j:
        height, width = max(_ways_in(lattice, best, i, j))[1:]
        steps.append(Step((i - height, i), (j - width, j)))
        i, j = i - height, j - width
    return steps[::-1]


def _ways_in(lattice: Lattice, best: Sequence[Array], i: int, j: int) -> list[tuple[float, int, int]]:
    """(score, left sentences, right sentences) of every last step to a point."""
    band = lattice.band

    def at(row: int, column: int) -> float:
        inside = row >= 0 and band.first[row] <= column <= band.last[row]
        return float(best[row][column - band.first[row]]) if inside else 2 * IMPOSSIBLE

    ways = [
        (at(i - a, j - b) + float(lattice.beads[i][shape, j - band.first[i]]), a, b)
        for shape, (a, b) in enumerate(SHAPES)
    ]
    if i:
        ways.append((at(i - 1, j) + float(lattice.left[i - 1]), 1, 0))
    if j:
        ways.append((at(i, j - 1) + float(lattice.right[j - 1]), 0, 1))
    return [way for way in ways if way[1] <= i and way[2] <= j]


class _Judge:
    """How probable steps are, from what all ways to a point and all ways from it come to."""

    def __init__(self, lattice: Lattice, forward: list[Array], backward: list[Array]) -> None:
        self._lattice, self._forward, self._backward = lattice, forward, backward
        self._total = float(forward[-1][-1])

    def probability(self, step: Step) -> float:
        """The share of all paths that take the step; for a sentence alone, wherever on the way it is passed."""
        (left, left_end), (right, right_end) = step.left, step.right
        if right == right_end:
            logarithm = self._left_alone(left)
        elif left == left_end:
            logarithm = self._right_alone(right)
        else:
            shape = SHAPES.index((left_end - left, right_end - right))
            inner = self._lattice.beads[left_end][shape, right_end - self._lattice.band.first[left_end]]
            logarithm = self._at(self._forward, left, right) + float(inner)
            logarithm += self._at(self._backward, left_end, right_end)
        return float(np.exp(min(logarithm - self._total, 0.0)))

    def _at(self, rows: list[Array], i: int, j: int) -> float:
        return float(rows[i][j - self._lattice.band.first[i]])

    def _left_alone(self, i: int) -> float:
        band = self._lattice.band
        start, stop = int(band.first[i]), int(band.last[i]) + 1
        after = _cut(self._backward[i + 1], int(band.first[i + 1]), start, stop)
        return float(np.logaddexp.reduce(self._forward[i] + after)) + float(self._lattice.left[i])

    def _right_alone(self, j: int) -> float:
        band = self._lattice.band
        top = int(np.searchsorted(band.last, j + 1))
        bottom = int(np.searchsorted(band.first, j, side="right"))
        ways = [
            self._at(self._forward, i, j) + self._at(self._backward, i, j + 1) for i in range(top, bottom)
        ]
        return float(np.logaddexp.reduce(ways)) + float(self._lattice.right[j])
