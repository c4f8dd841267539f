"""Nearness in meaning: the cosine of sentence vectors."""

from __future__ import annotations

from collections.abc import Sequence

from transcheck.scoring.penalties import count_words


def segments(targets: Sequence[str], others: Sequence[str]) -> list[float]:
    """Cosine × 100 of each pair, negatives as 0; a blank text is near to nothing, equal texts give 100."""
    import numpy as np

    from transcheck.embedding import encode

    texts = list(dict.fromkeys(text for text in (*targets, *others) if text.strip()))
    if not texts:
        return [0.0] * len(targets)
    vectors = encode(texts)
    row = {text: i for i, text in enumerate(texts)}
    pairs = [
        (i, row[a], row[b])
        for i, (a, b) in enumerate(zip(targets, others, strict=True))
        if a in row and b in row
    ]
    scores = np.zeros(len(targets))
    if pairs:
        places, first, second = np.array(pairs).T
        cosines = np.einsum("ij,ij->i", vectors[first], vectors[second], dtype=np.float64)
        # float32 leaves the cosine of a vector with itself a hair off 1.
        scores[places] = np.where(first == second, 1.0, cosines).clip(0.0, 1.0) * 100
    return list(map(float, scores))


def corpus(scores: Sequence[float | None], words: Sequence[int]) -> float | None:
    """The mean of segment scores weighted by English words (at least one each); None where no segment has one.

    >>> corpus([90.0, None, 60.0], [2, 5, 1])
    80.0
    """
    pairs = [(score, max(1, n)) for score, n in zip(scores, words, strict=True) if score is not None]
    if not pairs:
        return None
    return sum(score * n for score, n in pairs) / sum(n for _, n in pairs)


def weight(target: str, reference: str | None) -> int:
    """The English words of the longer of both, at least one: what a segment counts for in a whole.

    >>> weight("", "Two words")
    2
    """
    return max(1, count_words(target), count_words(reference or ""))
