"""Token vectors → scores, in numpy: what is exact here is exact with every model."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]
    Exact = NDArray[np.float64]

# Rows compared at once: a matrix of some megabytes, however long the texts are.
_BLOCK = 512
# Rounding to so many digits takes away what is left of the computation, and leaves equal vectors at just 1.
_DIGITS = 9


def greedy_f1(target: Vectors, reference: Vectors) -> float:
    """BERTScore's F1 of two texts given as the vectors of their tokens, −1 to 1.

    Each token is matched with the one of the other side that is nearest by cosine, whatever others are matched
    with; the mean over the target is the precision, over the reference the recall. Without tokens on both sides
    the texts are equal (1), without tokens on one there is nothing to match (0).
    """
    if not len(target) or not len(reference):
        return float(len(target) == len(reference))
    precision, recall = (float(best.mean()) for best in _best(_unit(target), _unit(reference)))
    below = precision + recall
    return 2 * precision * recall / below if abs(below) > 1e-12 else 0.0


def _best(target: Exact, reference: Exact) -> tuple[Exact, Exact]:
    """The cosine of the nearest on the other side, for each row of both."""
    import numpy as np

    of_target = np.empty(len(target))
    of_reference = np.full(len(reference), -1.0)
    for start in range(0, len(target), _BLOCK):
        block = np.round(target[start : start + _BLOCK] @ reference.T, _DIGITS)
        of_target[start : start + _BLOCK] = block.max(axis=1)
        np.maximum(of_reference, block.max(axis=0), out=of_reference)
    return of_target, of_reference


def mean_vector(*parts: Vectors) -> Exact:
    """The mean over all tokens of all parts: that of windows weighs each by its length. Zeros without tokens."""
    import numpy as np

    count = sum(len(part) for part in parts)
    total: Exact = np.sum([part.sum(axis=0, dtype=np.float64) for part in parts], axis=0)
    return total / max(1, count)


def cosine_score(first: Exact, second: Exact) -> float:
    """The cosine × 100 of two vectors, 0 where it is negative or a vector is zero.

    >>> import numpy as np
    >>> cosine_score(np.array([3.0, 0.0]), np.array([4.0, 3.0]))
    80.0
    """
    cosine = float(_unit(first[None])[0] @ _unit(second[None])[0])
    return max(0.0, round(cosine, _DIGITS)) * 100


def _unit(vectors: NDArray[np.floating]) -> Exact:
    """The rows at length 1; a row of zeros stays."""
    import numpy as np

    exact = vectors.astype(np.float64)
    lengths = np.linalg.norm(exact, axis=1, keepdims=True)
    unit: Exact = exact / np.where(lengths > 0, lengths, 1.0)
    return unit
