"""TER: sacrebleu's own object, segment by segment."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sacrebleu.metrics.ter import TER


@cache
def metric() -> TER:
    """sacrebleu's object with its own defaults."""
    from sacrebleu.metrics.ter import TER

    return TER()


def segments(targets: Sequence[str], references: Sequence[str]) -> list[float]:
    """Edits per 100 words of the reference; 0 is best, more than 100 is possible.

    >>> segments(["Good news", "", "Good bad news"], ["Good news"] * 3)
    [0.0, 100.0, 50.0]
    """
    ter = metric()
    pairs = zip(targets, references, strict=True)
    return [float(ter.sentence_score(target, [reference]).score) for target, reference in pairs]


def corpus(targets: Sequence[str], references: Sequence[str]) -> float:
    """All edits per 100 words of all references; equal to sacrebleu's `corpus_score`."""
    return float(metric().corpus_score(list(targets), [list(references)]).score)
