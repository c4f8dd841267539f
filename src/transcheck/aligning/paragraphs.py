"""Paragraphs: where both sides have about as many, a bead seldom reaches from one into the next."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from transcheck.aligning.arrays import Array

Starts = Sequence[int]
# Logarithm of odds against a bead that reaches across the end of a paragraph, for each side where it does. Set by hand:
# the data that the other weights were fitted to has no paragraphs.
COST = 1.8
_ALIKE = 1.5  # beyond this ratio the paragraphs of the sides are not the same ones: lines wrapped at a width


def comparable(left: Starts, right: Starts) -> tuple[Starts, Starts]:
    """The sentences with which paragraphs begin, beside the first; none where the sides are divided differently.

    >>> comparable([3, 6], [2, 5]), comparable([3, 6], [1, 2, 3, 4])
    (([3, 6], [2, 5]), ((), ()))
    """
    few, many = sorted((len(left) + 1, len(right) + 1))
    return (left, right) if few > 1 and many <= _ALIKE * few else ((), ())


def crossing(starts: Starts, lines: tuple[int, int], size: int) -> Array:
    """For beads of some size that end at each of the lines, 1 where one reaches across the start of a paragraph.

    A line is the number of sentences before it.

    >>> crossing([3], (0, 6), 2).tolist()
    [0.0, 0.0, 0.0, 0.0, 1.0, 0.0]
    """
    ends = np.arange(*lines)
    begun = np.searchsorted(
        np.sort(np.asarray(starts, dtype=int)), np.stack([ends - size, ends - 1]), side="right"
    )
    return (begun[1] > begun[0]).astype(np.float64) if size > 1 else np.zeros(len(ends))
