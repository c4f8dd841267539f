"""chrF as sacrebleu computes it (characters 1–6, β = 2, no words), for many segments at once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from transcheck.scoring.ngrams import match_counts

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from sacrebleu.metrics.chrf import CHRF

    from transcheck.scoring.ngrams import Counts, Tokens


@cache
def metric() -> CHRF:
    """sacrebleu's object with its own defaults: the parameters used here are read from it."""
    from sacrebleu.metrics.chrf import CHRF

    return CHRF()


def segments(targets: Sequence[str], references: Sequence[str]) -> list[float]:
    """chrF of each pair, 0–100; equal to sacrebleu's `sentence_score`.

    >>> segments(["Good news", ""], ["Good news", "Good news"])
    [100.0, 0.0]
    """
    scores: list[float] = f_scores(statistics(targets, references)).tolist()
    return scores


def corpus(targets: Sequence[str], references: Sequence[str]) -> float:
    """chrF over all pairs, 0–100; equal to sacrebleu's `corpus_score`."""
    return float(f_scores(statistics(targets, references).sum(axis=0, keepdims=True))[0])


def statistics(targets: Sequence[str], references: Sequence[str]) -> Counts:
    """For each pair and order: n-grams of characters in the target, in the reference, and in both."""
    counts = match_counts([*map(_characters, targets)], [*map(_characters, references)], metric().char_order)
    return comparable(counts)


def comparable(counts: Counts) -> Counts:
    """The counts that sacrebleu makes: none in the target at an order that the reference of the segment lacks."""
    counts[:, :, 0] *= counts[:, :, 1] > 0
    return counts


def _characters(text: str) -> Tokens:
    """The code points of a text without its white space."""
    import numpy as np

    solid = "".join(text.split())
    return np.frombuffer(solid.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.int64)


def f_scores(counts: Counts | NDArray[np.float64]) -> NDArray[np.float64]:
    """F of the mean precision and recall over the orders that both sides have, for each row or sum of rows."""
    import numpy as np

    said, meant, matched = (counts[:, :, i].astype(np.float64) for i in range(3))
    usable = (said > 0) & (meant > 0)
    orders = np.maximum(usable.sum(axis=1), 1)
    precision = np.where(usable, matched / np.maximum(said, 1), 0).sum(axis=1) / orders
    recall = np.where(usable, matched / np.maximum(meant, 1), 0).sum(axis=1) / orders
    factor = metric().beta ** 2
    below = factor * precision + recall
    scores: NDArray[np.float64] = 100 * (1 + factor) * precision * recall / np.where(below > 0, below, 1)
    return scores.clip(max=100.0)
