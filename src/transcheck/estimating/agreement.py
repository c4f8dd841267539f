"""How much of a human translation is in the target, and in which order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import pairwise

from rapidfuzz.distance import LCSseq

from transcheck.estimating.english import SMALL, is_figure
from transcheck.text import Word, words


def agreement(target: str, reference: str) -> Mapping[str, float]:
    """Words and pairs of words in common, and capitals and figures that the reference does not have.

    >>> sorted(agreement("He left Paris.", "He left Paris.").items())
    [('figures added', 0.0), ('names shared', 0.8), ('word order shared', 1.0), ('word pairs shared', 1.0)]
    """
    said, meant = words(target), words(reference)
    ours, theirs = [word.key for word in said], [word.key for word in meant]
    return {
        "word order shared": word_order_shared(target, reference),
        "word pairs shared": _pairs_shared(ours, theirs),
        "names shared": _names_shared(said, theirs),
        "figures added": float((_figures(said) - _figures(meant)).total()),
    }


def word_order_shared(one: str, other: str) -> float:
    """The longest common subsequence of words of two texts, as a share of both.

    >>> word_order_shared("He left Paris.", "He never left.")
    0.6666666666666666
    """
    left, right = ([word.key for word in words(text)] for text in (one, other))
    return _share(LCSseq.similarity(left, right), len(left) + len(right))


def _share(common: int, both: int) -> float:
    return 2 * common / max(1, both)


def _pairs_shared(ours: list[str], theirs: list[str]) -> float:
    left, right = Counter(pairwise(ours)), Counter(pairwise(theirs))
    return _share((left & right).total(), left.total() + right.total()) if left or right else 1.0


def _names_shared(said: Iterable[Word], theirs: Iterable[str]) -> float:
    """The share of capitalised words that the reference has too; drawn to two thirds where they are few."""
    names = {word.key for word in said if word.capital and len(word.key) > 1 and word.key not in SMALL}
    return (len(names.intersection(theirs)) + 1) / (len(names) + 1.5)


def _figures(found: Iterable[Word]) -> Counter[str]:
    return Counter(word.key for word in found if is_figure(word))
