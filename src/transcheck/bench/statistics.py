"""How well scores agree with human ones: rank correlation, pairs of one sentence, linear correlation, bad ones told apart.

Every statistic is exact and fast enough to be repeated on hundreds of samples.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
Indices = NDArray[np.int64]

BAD = -5.0  # at or below: one major error or more
SAMPLES = 200
_SEED = 7
_COVER = (2.5, 97.5)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Four statistics of one column of scores; `pairs` only of translations of the same sentence.

    Not a number where there is nothing to tell: no two translations of a sentence, none or all of them bad.
    """

    kendall: float
    pairs: float
    pearson: float
    auc: float


@dataclass(frozen=True, slots=True)
class Interval:
    """The middle 95 % of a statistic over samples of sentences."""

    low: float
    high: float


def agreement(human: Values, scores: Values, sentences: Indices) -> Agreement:
    """All statistics of scores (higher is better) against human ones, for sentences numbered from 0."""
    return Agreement(
        kendall(human, scores),
        pair_accuracy(human, scores, sentences),
        pearson(human, scores),
        auc(human, scores),
    )


def bootstrap(
    human: Values, scores: Values, sentences: Indices, *, samples: int = SAMPLES
) -> dict[str, Interval]:
    """An interval for each statistic: whole sentences are drawn with replacement, always the same ones."""
    dice = np.random.default_rng(_SEED)
    members = _members(sentences)
    drawn = []
    for _ in range(samples):
        picked = [members[i] for i in dice.integers(0, len(members), len(members))]
        rows = np.concatenate(picked)
        numbers = np.repeat(np.arange(len(picked)), [len(part) for part in picked])
        drawn.append(agreement(human[rows], scores[rows], numbers))
    names = ("kendall", "pairs", "pearson", "auc")
    bounds = {name: _bounds([getattr(one, name) for one in drawn]) for name in names}
    return {name: Interval(low, high) for name, (low, high) in bounds.items()}


def _bounds(values: Sequence[float]) -> tuple[float, float]:
    known = [value for value in values if not np.isnan(value)]
    if not known:
        return np.nan, np.nan
    low, high = np.percentile(known, _COVER)
    return float(low), float(high)


def kendall(xs: Values, ys: Values) -> float:
    """Kendall's tau-b; 0 where one side never differs.

    >>> kendall(np.array([1.0, 2, 3, 3]), np.array([1.0, 3, 2, 4]))
    0.5477225575051661
    """
    left, right = _ranks(xs), _ranks(ys)
    total = _pairs(len(xs))
    tied_left, tied_right = _tied(left), _tied(right)
    tied_both = _tied(_ranks((left * (len(xs) + 1) + right).astype(float)))
    order = np.lexsort((right, left))
    concordance = total - tied_left - tied_right + tied_both - 2 * _inversions(right[order])
    spread = float(total - tied_left) * float(total - tied_right)
    return concordance / spread**0.5 if spread else 0.0


def pair_accuracy(human: Values, scores: Values, sentences: Indices) -> float:
    """Of pairs of one sentence that people score differently, the share ordered as they do; equal scores count half.

    Not a number where there is no such pair.
    """
    better, worse = ordered_pairs(human, sentences)
    if not len(better):
        return np.nan
    gaps = scores[better] - scores[worse]
    return float(((gaps > 0) + 0.5 * (gaps == 0)).mean())


def ordered_pairs(human: Values, sentences: Indices) -> tuple[Indices, Indices]:
    """Rows of the better and of the worse translation, for all pairs of one sentence with different human scores."""
    found = []
    for rows in _members(sentences):
        first, second = np.triu_indices(len(rows), 1)
        found.append(np.stack([rows[first], rows[second]]))
    if not found:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    one, two = np.concatenate(found, axis=1)
    gaps = human[one] - human[two]
    return np.where(gaps > 0, one, two)[gaps != 0], np.where(gaps > 0, two, one)[gaps != 0]


def pearson(xs: Values, ys: Values) -> float:
    """The linear correlation; 0 where one side never differs."""
    left, right = xs - xs.mean(), ys - ys.mean()
    spread = float((left**2).sum() * (right**2).sum()) ** 0.5
    return float((left * right).sum()) / spread if spread else 0.0


def auc(human: Values, scores: Values) -> float:
    """How often a bad translation (human score −5 or less) scores below another one; equal scores count half.

    Not a number where none or all are bad.

    >>> auc(np.array([-6.0, 0, 0]), np.array([1.0, 1, 2]))
    0.75
    """
    bad = human <= BAD
    many, others = int(bad.sum()), int((~bad).sum())
    if not many or not others:
        return np.nan
    _, level, counts = np.unique(scores, return_inverse=True, return_counts=True)
    middle = np.cumsum(counts) - (counts - 1) / 2
    return float(many * others + many * (many + 1) / 2 - middle[level][bad].sum()) / (many * others)


def numbered(names: Sequence[object]) -> Indices:
    """Names as numbers from 0, in the order of their first appearance."""
    seen: dict[object, int] = {}
    return np.array([seen.setdefault(name, len(seen)) for name in names], dtype=np.int64)


def in_folds(sentences: Indices, folds: int, *, seed: int = _SEED) -> Indices:
    """The fold of each row: sentences are dealt out at random, all rows of one into the same fold."""
    count = int(sentences.max(initial=-1)) + 1
    deal = np.empty(count, dtype=np.int64)
    deal[np.random.default_rng(seed).permutation(count)] = np.arange(count) % folds
    return deal[sentences]


def _members(sentences: Indices) -> list[Indices]:
    order = np.argsort(sentences, kind="stable")
    cuts = np.flatnonzero(np.diff(sentences[order])) + 1
    return [part for part in np.split(order, cuts) if len(part)]


def _ranks(values: Values) -> Indices:
    return np.unique(values, return_inverse=True)[1].astype(np.int64)


def _pairs(count: int) -> int:
    return count * (count - 1) // 2


def _tied(ranks: Indices) -> int:
    counts = np.bincount(ranks) if len(ranks) else np.zeros(0, dtype=np.int64)
    return int((counts * (counts - 1) // 2).sum())


def _inversions(ranks: Indices) -> int:
    """Pairs whose first is greater than its second: counted bit by bit, with the numbers sorted by the bits above."""
    total = 0
    for bit in reversed(range(int(ranks.max(initial=0)).bit_length())):
        upper = ranks >> (bit + 1)
        high = (ranks >> bit) & 1
        before = np.cumsum(high)  # numbers with this bit so far …
        starts = np.searchsorted(upper, upper, side="left")
        offset = before[starts] - high[starts]  # … of which these have other bits above
        total += int((before - offset)[high == 0].sum())
        ranks = ranks[np.argsort(ranks >> bit, kind="stable")]
    return total
