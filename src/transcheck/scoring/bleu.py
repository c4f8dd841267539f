"""BLEU as sacrebleu computes it: its tokeniser and its formula, on counts made for many segments at once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from transcheck.scoring.ngrams import match_counts, numbered

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from sacrebleu.metrics.bleu import BLEU

    from transcheck.scoring.ngrams import Tokens


@cache
def metric(*, sentence: bool) -> BLEU:
    """sacrebleu's object; for single sentences with the effective order, as its command line has it."""
    from sacrebleu.metrics.bleu import BLEU

    return BLEU(effective_order=sentence)


def segments(targets: Sequence[str], references: Sequence[str]) -> list[float]:
    """Sentence BLEU of each pair, 0–100; equal to sacrebleu's `sentence_score` with `effective_order`.

    >>> segments(["Good news", ""], ["Good news", "Good news"])
    [100.0, 0.0]
    """
    return [_score(row, sentence=True) for row in statistics(targets, references)]


def corpus(targets: Sequence[str], references: Sequence[str]) -> float:
    """Corpus BLEU, 0–100; equal to sacrebleu's `corpus_score`, which is 0 where no four words stand together."""
    return _score(statistics(targets, references).sum(axis=0), sentence=False)


def corpus_scores(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """Corpus BLEU of each of several sums of rows of `statistics`."""
    import numpy as np

    return np.array([_score(row, sentence=False) for row in rows.astype(np.int64)], dtype=np.float64)


def _score(row: NDArray[np.int64], *, sentence: bool) -> float:
    bleu = metric(sentence=sentence)
    target_length, reference_length, *rest = row.tolist()
    orders = bleu.max_ngram_order
    score = bleu.compute_bleu(
        correct=rest[:orders],
        total=rest[orders:],
        sys_len=target_length,
        ref_len=reference_length,
        smooth_method=bleu.smooth_method,
        effective_order=bleu.effective_order,
    )
    return min(100.0, float(score.score))  # e ** log(100) is a hair above 100


def statistics(targets: Sequence[str], references: Sequence[str]) -> NDArray[np.int64]:
    """A row a segment: both lengths, then the matched and the available n-grams of each order."""
    import numpy as np

    numbers: dict[str, int] = {}
    said, meant = _tokens(targets, numbers), _tokens(references, numbers)
    counts = match_counts(said, meant, metric(sentence=True).max_ngram_order)
    lengths = np.array([[len(a), len(b)] for a, b in zip(said, meant, strict=True)], dtype=np.int64)
    return np.concatenate([lengths.reshape(-1, 2), counts[:, :, 2], counts[:, :, 0]], axis=1)


def _tokens(texts: Sequence[str], numbers: dict[str, int]) -> list[Tokens]:
    tokenize = metric(sentence=True).tokenizer
    return [numbered(tokenize(text.rstrip()).split(), numbers) for text in texts]
