"""`transcheck bench align`: fit the alignment anew, and measure it on documents that it was not fitted to."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from transcheck.aligning.weights import WITH_VECTORS, WITHOUT_VECTORS, Weights, weights_json
from transcheck.bench.bead_training import Example, aligned, example, fit, mean
from transcheck.bench.exam import choose_parts, exam_folder
from transcheck.bench.gold_beads import (
    Bead,
    GoldDocument,
    is_chinese,
    is_possible,
    marked,
    read_gold,
    score_beads,
    versions,
)

Echo = Callable[[str], None]

PLAIN_COUNTS = 3.0  # a document as it is, beside each of its versions
SEEDS = (7, 8)
_FOLDS = 3


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document as it is, and its versions to learn from."""

    file: str
    plain: Example
    versions: tuple[Example, ...]

    @property
    def lessons(self) -> list[tuple[Example, float]]:
        """What is learnt from it, and how much each counts."""
        own = [(self.plain, PLAIN_COUNTS)] if is_possible(self.plain.gold) else []
        return own + [(one, 1.0) for one in self.versions]


def main(
    exam: Path | None = None,
    *,
    unseen: Sequence[Path] = (),
    fit_to: Path | None = None,
    seeds: Sequence[int] = SEEDS,
    rounds: int = 60,
    echo: Echo,
) -> int:
    """Fit to an exam's part `align` in folds and print F1 on the documents left out; always 0.

    `unseen` are files of the same form that are measured and never fitted to. `fit_to` is the file into which the means of
    fits to all documents are written, with sentence vectors and without.
    """
    folder = exam_folder(exam)
    choose_parts(folder, ("align",))
    paths = sorted((folder / "align").glob("*.jsonl"))
    weights = {
        WITH_VECTORS: _weights(paths, unseen, seeds, rounds, echo, embeddings=True),
        WITHOUT_VECTORS: replace(_weights(paths, unseen, seeds, rounds, echo, embeddings=False), freer=None),
    }
    if fit_to is not None:
        fit_to.write_bytes(weights_json(weights))
        echo(f"written: {fit_to.as_posix()}")
    return 0


def _weights(
    paths: Sequence[Path],
    unseen: Sequence[Path],
    seeds: Sequence[int],
    rounds: int,
    echo: Echo,
    *,
    embeddings: bool,
) -> Weights:
    """The mean of fits to all documents, one for each of the seeds; says how well they do on what they have not seen."""
    others = {path.stem: _plain(path, embeddings=embeddings) for path in unseen}
    fits = []
    for seed in seeds:
        rng = np.random.default_rng(seed)
        documents = [one for path in paths for one in _prepared(path, rng, embeddings=embeddings)]
        echo(f"{WITH_VECTORS if embeddings else WITHOUT_VECTORS}, random numbers {seed}, {_FOLDS} folds")
        _print(_by_file(documents, _out_of_fold(documents, rounds)), echo)
        fits.append(fit([lesson for one in documents for lesson in one.lessons], rounds=rounds))
        found = {
            name: [(one.gold, aligned(one, fits[-1])) for one in examples]
            for name, examples in others.items()
        }
        _print(found, echo)
    return mean(fits)


_Beads = Collection[Bead]
_Pairs = Sequence[tuple[_Beads, _Beads]]


def _plain(path: Path, *, embeddings: bool) -> list[Example]:
    return [
        _example(document, chinese=is_chinese(path), embeddings=embeddings) for document in read_gold(path)
    ]


def _example(document: GoldDocument, *, chinese: bool, embeddings: bool) -> Example:
    return example(marked(document, chinese=chinese, embeddings=embeddings), embeddings=embeddings)


def _prepared(path: Path, rng: np.random.Generator, *, embeddings: bool) -> Iterator[Prepared]:
    chinese = is_chinese(path)
    for document in read_gold(path):
        plain = _example(document, chinese=chinese, embeddings=embeddings)
        others = versions(document, rng, chinese=chinese, embeddings=embeddings)
        yield Prepared(path.stem, plain, tuple(example(one, embeddings=embeddings) for one in others))


def _out_of_fold(documents: Sequence[Prepared], rounds: int) -> list[_Beads]:
    """The beads of each document by weights that have not seen it."""
    found: list[_Beads] = [()] * len(documents)
    for fold in range(_FOLDS):
        others = [one for number, one in enumerate(documents) if number % _FOLDS != fold]
        weights = fit([lesson for one in others for lesson in one.lessons], rounds=rounds)
        for number in range(fold, len(documents), _FOLDS):
            found[number] = aligned(documents[number].plain, weights)
    return found


def _by_file(documents: Sequence[Prepared], found: Sequence[_Beads]) -> dict[str, _Pairs]:
    pairs: dict[str, list[tuple[_Beads, _Beads]]] = {}
    for one, beads in zip(documents, found, strict=True):
        pairs.setdefault(one.file, []).append((one.plain.gold, beads))
    return dict(pairs)


def _print(pairs: Mapping[str, _Pairs], echo: Echo) -> None:
    for name, found in pairs.items():
        scores = score_beads(found)
        echo(f"  {name}: strict F1 {scores.strict:.3f}, sentences alone {scores.alone:.3f}")
