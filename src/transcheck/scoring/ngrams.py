"""n-gram statistics of many segment pairs at once: what BLEU and chrF are made of.

sacrebleu counts with one dictionary a segment and order; here all segments of a batch are counted together,
as whole numbers in arrays, which gives the very same counts several times faster.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Tokens = NDArray[np.int64]  # one segment: its words or characters as numbers
    Counts = NDArray[np.int64]  # segment × order × (in the target, in the reference, in both)

BATCH = 1 << 20  # Tokens counted together: keeps the arrays within some tens of megabytes.


def numbered(words: Sequence[str], numbers: dict[str, int]) -> Tokens:
    """The words as numbers; a word that has none yet gets the next one.

    >>> numbered(["a", "b", "a"], {"b": 0}).tolist()
    [1, 0, 1]
    """
    import numpy as np

    for word in words:
        if word not in numbers:
            numbers[word] = len(numbers)
    return np.fromiter((numbers[word] for word in words), dtype=np.int64, count=len(words))


def match_counts(targets: Sequence[Tokens], references: Sequence[Tokens], orders: int) -> Counts:
    """For each pair and n-gram order: n-grams of the target, of the reference, and of both (clipped).

    >>> import numpy as np
    >>> match_counts([np.array([7, 7, 8])], [np.array([7, 8, 9, 9])], 2).tolist()
    [[[3, 4, 2], [2, 3, 1]]]
    """
    import numpy as np

    counts = np.zeros((len(targets), orders, 3), dtype=np.int64)
    for batch in _batches(targets, references):
        counts[batch] = _count(targets[batch], references[batch], orders)
    return counts


def _batches(targets: Sequence[Tokens], references: Sequence[Tokens]) -> Iterator[slice]:
    start = size = 0
    for i, (target, reference) in enumerate(zip(targets, references, strict=True)):
        size += len(target) + len(reference)
        if size > BATCH:
            yield slice(start, i + 1)
            start, size = i + 1, 0
    if start < len(targets):
        yield slice(start, len(targets))


def _count(targets: Sequence[Tokens], references: Sequence[Tokens], orders: int) -> Counts:
    """The counts of one batch; the texts lie one after the other, targets first."""
    import numpy as np
    import pandas as pd

    lengths = np.array([len(tokens) for tokens in (*targets, *references)], dtype=np.int64)
    text = np.repeat(np.arange(len(lengths)), lengths)  # which text each token belongs to
    pair = text % len(targets)
    tokens, vocabulary = pd.factorize(np.concatenate([*targets, *references]))
    room = np.repeat(np.cumsum(lengths), lengths) - np.arange(len(text))  # tokens left in the text
    # Beginning with the pair's number makes equal n-grams of different pairs different from the start.
    gram, at = pair, np.arange(len(text))
    counts = np.zeros((len(targets), orders, 3), dtype=np.int64)
    for n in range(1, orders + 1):
        keep = room[at] >= n
        gram, at = gram[keep], at[keep]
        gram, distinct = pd.factorize(gram * max(1, len(vocabulary)) + tokens[at + n - 1])
        counts[:, n - 1] = _clip(gram, pair[at], text[at] < len(targets), len(distinct), len(targets))
    return counts


def _clip(gram: Tokens, pair: Tokens, in_target: NDArray[np.bool_], distinct: int, pairs: int) -> Counts:
    """Sizes of both sides and of their overlap for each pair, at one order."""
    import numpy as np

    said = np.bincount(gram[in_target], minlength=distinct)
    meant = np.bincount(gram[~in_target], minlength=distinct)
    owner = np.zeros(distinct, dtype=np.int64)
    owner[gram] = pair
    sides = (said, meant, np.minimum(said, meant))
    sums = [np.bincount(owner, weights=side, minlength=pairs) for side in sides]
    return np.stack(sums, axis=1).astype(np.int64)
