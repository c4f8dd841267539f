"""TER as sacrebleu computes it (Tercom's tokens in lower case, nothing else changed), by our own count of edits."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from transcheck.scoring.shifts import count_edits

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from sacrebleu.metrics.ter import TER


@cache
def metric() -> TER:
    """sacrebleu's object with its own defaults: its signature is that of these scores."""
    from sacrebleu.metrics.ter import TER

    return TER()


def segments(targets: Sequence[str], references: Sequence[str]) -> list[float]:
    """Edits per 100 words of the reference, as sacrebleu's `sentence_score`; 0 is best, more than 100 is possible.

    >>> segments(["Good news", "", "Good bad news"], ["Good news"] * 3)
    [0.0, 100.0, 50.0]
    """
    return [float(score) for score in rates(statistics(targets, references))]


def corpus(targets: Sequence[str], references: Sequence[str]) -> float:
    """All edits per 100 words of all references; equal to sacrebleu's `corpus_score`."""
    return float(rates(statistics(targets, references).sum(axis=0, keepdims=True))[0])


def statistics(targets: Sequence[str], references: Sequence[str]) -> NDArray[np.int64]:
    """A row a segment: its edits, and the words of its reference."""
    import numpy as np

    counts = [_count(target, reference) for target, reference in zip(targets, references, strict=True)]
    return np.array(counts, dtype=np.int64).reshape(-1, 2)


def rates(rows: NDArray[np.int64] | NDArray[np.float64]) -> NDArray[np.float64]:
    """TER of rows or sums of rows of `statistics`; without any word in the reference 100, or 0 without edits."""
    import numpy as np

    edits, words = rows[:, 0].astype(np.float64), rows[:, 1]
    scores: NDArray[np.float64] = 100 * np.where(words > 0, edits / np.maximum(words, 1), edits > 0)
    return scores


# A report holds the scores of segments and of what they make up, so that the same pair is asked for again.
@lru_cache(maxsize=2**13)
def _count(target: str, reference: str) -> tuple[int, int]:
    meant = _words(reference)
    return count_edits(_words(target), meant), len(meant)


def _words(text: str) -> list[str]:
    return text.lower().split()
