"""Two texts aligned: the best path of beads and sentences without a partner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from transcheck.aligning.arrays import Array, Floats
from transcheck.aligning.band import WHOLE, Band, anchored_band, whole_band
from transcheck.aligning.features import (
    SHAPES,
    Block,
    Scale,
    Side,
    bead_features,
    blocks,
    feasible,
    measure,
    null_features,
)
from transcheck.aligning.lattice import IMPOSSIBLE, Lattice, Step, best_path
from transcheck.aligning.paragraphs import COST, Starts, comparable, crossing
from transcheck.aligning.traits import Traits, describe
from transcheck.aligning.weights import Weights, shipped


@dataclass(frozen=True, slots=True)
class Measured:
    """Two sides, ready to be scored."""

    left: Side
    right: Side
    scale: Scale
    starts: tuple[Starts, Starts] = ((), ())


def pair(
    left: Sequence[str],
    right: Sequence[str],
    *,
    chinese: bool,
    embeddings: bool,
    whole: int = WHOLE,
    starts: tuple[Starts, Starts] = ((), ()),
) -> list[Step]:
    """The steps from the beginning of both texts to their end; every sentence is in exactly one.

    `chinese` tells the language of the left side; the right one is English. Texts with more than `whole` pairs
    of sentences are searched along their anchors only. `starts` are the sentences of both sides with which paragraphs
    begin.
    """
    ours, theirs = describe(left, right, chinese=chinese, embeddings=embeddings)
    band = _band(ours, theirs, whole)
    measured = Measured(*measure(ours, theirs, band), comparable(*starts))
    weights = shipped(embeddings=embeddings).at(measured.scale.freedom)
    return best_path(_lattice(measured, band, weights))


def _band(left: Traits, right: Traits, whole: int) -> Band:
    if len(left) * len(right) <= whole:
        return whole_band(len(left), len(right))
    return anchored_band(left.vectors, right.vectors)


def _lattice(measured: Measured, band: Band, weights: Weights) -> Lattice:
    rows: list[Floats] = []
    for block in blocks(band):
        scores = _bead_scores(measured, block, weights)
        rows += [_row(scores, block, band, i) for i in range(*block.rows)]
    alone = np.array(weights.alone)
    return Lattice(
        band, tuple(rows), null_features(measured.left) @ alone, null_features(measured.right) @ alone
    )


def _bead_scores(measured: Measured, block: Block, weights: Weights) -> Array:
    """Scores of the beads of each shape that end at each line of the block."""
    scores = []
    found = bead_features(measured.left, measured.right, measured.scale, block)
    for (a, b), bias, features in zip(SHAPES, weights.shapes, found, strict=True):
        score = np.tensordot(weights.features, features, axes=1) + bias
        if any(measured.starts):
            rows, columns = zip(measured.starts, (block.rows, block.columns), (a, b), strict=True)
            score = score - COST * (crossing(*rows)[:, None] + crossing(*columns))
        scores.append(np.where(feasible(block, a, b), score, IMPOSSIBLE))
    return np.stack(scores)


def _row(scores: Array, block: Block, band: Band, i: int) -> Floats:
    start, stop = int(band.first[i]) - block.columns[0], int(band.last[i]) + 1 - block.columns[0]
    return scores[:, i - block.rows[0], start:stop].astype(np.float32)
