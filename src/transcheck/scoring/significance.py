"""Whether a difference between two systems is more than the luck of the texts they were tried on.

Both tests take the same segments, translated by both systems, and work on what corpus scores are made of (counts
of n-grams, edits, points), summed over segments; so every trial gives a true corpus score.

- Paired bootstrap resampling (Koehn 2004) draws test sets from the segments at hand, with replacement. The spread of the
  differences gives the interval: in 95 of 100 test sets of such segments the difference lies in it. Its p-value
  is sacrebleu's: how often a drawn difference is above the mean of the drawn ones by at least the one that was found.
- Paired approximate randomisation (Riezler and Maxwell 2005) exchanges the two translations of a segment by the toss
  of a coin. If it did not matter which system made which, the difference would be like those of the trials;
  its p-value is how often they are at least as great, in either direction.

A p-value is thus how often luck alone would show so great a difference, not how likely it is that a system is better, and
says nothing of how great the difference is. The bootstrap's is about half of randomisation's where systems clearly
differ, as it looks in one direction only: where they disagree, trust the latter. Who compares many pairs or metrics finds
one in twenty below .05 by chance. Both take segments as independent, which those of one document are not quite.

Seeds, draws and the "+ 1" (the real test set counts as a trial) are sacrebleu's, so that its p-values come out;
but equal differences count as great, as they must where systems hardly differ: identical ones have p = 1.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Score = Callable[[Numbers], Numbers]  # corpus scores of rows, each the sum over a test set

_TOGETHER = (
    320  # trials; a multiple of 32, at which numpy's stream of coin tosses can be cut without a change
)
_NOISE = 1e-9  # what sums of fractions may differ by for no reason


@dataclass(frozen=True, slots=True)
class Trials:
    """How many resamples and exchanges are made, and from which seed."""

    resamples: int = 1000
    exchanges: int = 10_000
    seed: int = 12345


@dataclass(frozen=True, slots=True)
class Difference:
    """Corpus scores of two systems, second minus first with its 95 % interval, and both p-values."""

    first: float
    second: float
    difference: float
    low: float
    high: float
    p_bootstrap: float
    p_randomisation: float


def compare(first: Numbers, second: Numbers, score: Score, trials: Trials) -> Difference:
    """How the corpus scores of two systems differ; `first` and `second` hold a row of statistics a segment.

    Row n of both belongs to the same segment; there must be at least one. Same input and trials, same output.
    """
    import numpy as np

    drawn = resampled(first, second, score, trials)
    exchanged = np.abs(randomised(first, second, score, trials))
    one, other = (float(score(side.sum(axis=0, keepdims=True))[0]) for side in (first, second))
    found = abs(other - one)
    low, high = np.quantile(drawn, [0.025, 0.975])
    sizes = np.abs(drawn)
    return Difference(
        first=one,
        second=other,
        difference=other - one,
        low=float(low),
        high=float(high),
        p_bootstrap=_share(sizes - sizes.mean() >= found - _NOISE),
        p_randomisation=_share(exchanged >= found - _NOISE),
    )


def _share(hits: NDArray[np.bool_]) -> float:
    return (int(hits.sum()) + 1) / (len(hits) + 1)


def resampled(first: Numbers, second: Numbers, score: Score, trials: Trials) -> Numbers:
    """Differences, second minus first, in test sets drawn with replacement."""
    import numpy as np

    size = len(first)
    dice = np.random.default_rng(trials.seed)
    found = []
    for number in _portions(trials.resamples):
        drawn = dice.choice(size, size=(number, size), replace=True)
        places = (drawn + size * np.arange(number)[:, None]).ravel()
        times = np.bincount(places, minlength=number * size).reshape(number, size).astype(np.float64)
        found.append(score(_summed(times, second)) - score(_summed(times, first)))
    return np.concatenate(found)


def randomised(first: Numbers, second: Numbers, score: Score, trials: Trials) -> Numbers:
    """Differences between two mixtures of the systems, in which a coin says for each segment whose is whose."""
    import numpy as np

    size = len(first)
    dice = np.random.default_rng(trials.seed)
    whole = (first + second).sum(axis=0, keepdims=True)
    found = []
    for number in _portions(trials.exchanges):
        kept = dice.integers(2, size=(number, size), dtype=bool).astype(np.float64)
        one = _summed(kept, first) + _summed(1 - kept, second)
        found.append(score(whole - one) - score(one))
    return np.concatenate(found)


def _portions(trials: int) -> Iterator[int]:
    """The trials in portions that keep the tables small."""
    for start in range(0, trials, _TOGETHER):
        yield min(_TOGETHER, trials - start)


def _summed(times: Numbers, rows: Numbers) -> Numbers:
    """The sum of all rows for each trial, each row as often as the trial has it."""
    sums: Numbers = times @ rows.reshape(len(rows), -1)
    return sums.reshape(len(times), *rows.shape[1:])
