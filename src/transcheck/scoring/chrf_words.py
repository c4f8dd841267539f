"""chrF++ as sacrebleu computes it: chrF with words and pairs of words counted like two more orders of characters."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from transcheck.scoring import chrf
from transcheck.scoring.ngrams import match_counts, numbered

if TYPE_CHECKING:
    from sacrebleu.metrics.chrf import CHRF

    from transcheck.scoring.ngrams import Counts

_MARKS = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


@cache
def metric() -> CHRF:
    """sacrebleu's object: its signature is that of these scores."""
    from sacrebleu.metrics.chrf import CHRF

    return CHRF(word_order=2)


def segments(targets: Sequence[str], references: Sequence[str]) -> list[float]:
    """chrF++ of each pair, 0–100; equal to sacrebleu's `sentence_score` with `word_order=2`.

    >>> segments(["Good news", ""], ["Good news", "Good news"])
    [100.0, 0.0]
    """
    scores: list[float] = chrf.f_scores(statistics(targets, references)).tolist()
    return scores


def corpus(targets: Sequence[str], references: Sequence[str]) -> float:
    """chrF++ over all pairs, 0–100; equal to sacrebleu's `corpus_score` with `word_order=2`."""
    return float(chrf.f_scores(statistics(targets, references).sum(axis=0, keepdims=True))[0])


def statistics(targets: Sequence[str], references: Sequence[str]) -> Counts:
    """For each pair: the counts of characters by order, then those of words by order."""
    import numpy as np

    numbers: dict[str, int] = {}
    said, meant = ([numbered(_words(text), numbers) for text in side] for side in (targets, references))
    words = chrf.comparable(match_counts(said, meant, metric().word_order))
    return np.concatenate([chrf.statistics(targets, references), words], axis=1)


def _words(text: str) -> list[str]:
    """The words of a text, with one mark cut off: the last character if it is one, else the first.

    >>> _words("(yes), no. -")
    ['(yes)', ',', 'no', '.', '-']
    """
    found = []
    for word in text.split():
        if len(word) > 1 and word[-1] in _MARKS:
            found += [word[:-1], word[-1]]
        elif len(word) > 1 and word[0] in _MARKS:
            found += [word[0], word[1:]]
        else:
            found.append(word)
    return found
