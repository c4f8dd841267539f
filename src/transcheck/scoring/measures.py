"""What corpus scores are made of, segment by segment, and how sums of it become scores."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from transcheck.scoring import bleu, chrf, chrf_words, ter

if TYPE_CHECKING:
    from transcheck.scoring.significance import Numbers, Score

_STATISTICS = {
    "bleu": bleu.statistics,
    "chrf": chrf.statistics,
    "chrf++": chrf_words.statistics,
    "ter": ter.statistics,
}
_SCORES: dict[str, Score] = {
    "bleu": bleu.corpus_scores,
    "chrf": chrf.f_scores,
    "chrf++": chrf.f_scores,
    "ter": ter.rates,
}
OF_REFERENCE = frozenset(_STATISTICS)


def counts(metric: str, targets: Sequence[str], references: Sequence[str]) -> Numbers:
    """The statistics of a metric that compares targets with references, a row a segment.

    >>> counts("ter", ["Good bad news"], ["Good news"]).tolist()
    [[1.0, 2.0]]
    """
    import numpy as np

    return _STATISTICS[metric](targets, references).astype(np.float64)


def scores_of(metric: str) -> Score:
    """How sums of the statistics of such a metric become corpus scores."""
    return _SCORES[metric]


def weighted(values: Sequence[float], weights: Sequence[float]) -> Numbers:
    """Statistics of a weighted mean; see `ratios`.

    >>> weighted([90.0, 60.0], [2, 1]).tolist()
    [[180.0, 2.0], [60.0, 1.0]]
    """
    import numpy as np

    values_, weights_ = np.array(values, dtype=np.float64), np.array(weights, dtype=np.float64)
    return np.stack([values_ * weights_, weights_], axis=1)


def ratios(rows: Numbers) -> Numbers:
    """First sum by second sum; a second sum below one counts as one, as a text without words does."""
    import numpy as np

    quotients: Numbers = rows[:, 0] / np.maximum(rows[:, 1], 1)
    return quotients
