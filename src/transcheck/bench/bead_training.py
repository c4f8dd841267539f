"""How alignment learns: a conditional random field over all paths of a document, fitted to gold beads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from transcheck.aligning.arrays import Array, Floats
from transcheck.aligning.band import Band, whole_band
from transcheck.aligning.features import (
    FEATURES,
    NULL_FEATURES,
    SHAPES,
    bead_features,
    blocks,
    feasible,
    measure,
    null_features,
)
from transcheck.aligning.lattice import IMPOSSIBLE, Lattice, best_path, shares
from transcheck.aligning.weights import Freer, Weights
from transcheck.bench.gold_beads import Bead, Marked

# The features whose worth changes with how free a translation is.
_FREER = tuple(FEATURES.index(name) for name in ("cosine", "margin", "gain by joining", "loss by joining"))
_SIZES = np.array([(a + b - 2) / 2 for a, b in SHAPES])
_PENALTY = 1.0
_MEMORY, _LEAST_STEP, _ENOUGH, _FLAT = 10, 1e-6, 1e-4, 1e-3
SHARPER = 1.2  # versions of documents make a model doubt more than the documents themselves give cause to

_PARTS = np.cumsum([len(FEATURES), len(SHAPES), len(NULL_FEATURES), len(_FREER), 1])


@dataclass(frozen=True, slots=True)
class Example:
    """A document ready to be scored: shape × feature × row × column, and features of the sentences alone."""

    band: Band
    features: Floats
    possible: npt.NDArray[np.bool_]
    left: Array
    right: Array
    freedom: float
    gold: tuple[Bead, ...]


def example(one: Marked, *, embeddings: bool = True) -> Example:
    """A document with everything measured that any weights look at; how free it is, only sentence vectors tell."""
    band = whole_band(len(one.left), len(one.right))
    left, right, scale = measure(one.left, one.right, band)
    size = band.rows, len(one.right) + 1
    features: Floats = np.zeros((len(SHAPES), len(FEATURES), *size), dtype=np.float32)
    possible = np.zeros((len(SHAPES), *size), dtype=bool)
    for block in blocks(band):
        rows, columns = slice(*block.rows), slice(*block.columns)
        for shape, found in enumerate(bead_features(left, right, scale, block)):
            possible[shape, rows, columns] = feasible(block, *SHAPES[shape])
            features[shape, :, rows, columns] = np.where(possible[shape, rows, columns], found, 0.0)
    alone = null_features(left), null_features(right)
    return Example(band, features, possible, *alone, scale.freedom if embeddings else 0.0, one.gold)


def fit(examples: Sequence[tuple[Example, float]], *, rounds: int = 60) -> Weights:
    """The weights under which the gold beads are likeliest, with a penalty on their size.

    Every example counts as often as the number beside it says.
    """

    def loss(values: Array) -> tuple[float, Array]:
        total, slope = _PENALTY / 2 * float(values @ values), _PENALTY * values
        for one, times in examples:
            likelihood, gradient = likelihood_of(one, values)
            total, slope = total - times * likelihood, slope - times * gradient
        return total, slope

    return _weights(_minimise(loss, np.zeros(int(_PARTS[-1]) + 1), rounds))


def aligned(one: Example, weights: Weights) -> set[Bead]:
    """The beads that alignment finds."""
    steps = best_path(_lattice(one, weights.at(one.freedom)))
    return {(tuple(range(*step.left)), tuple(range(*step.right))) for step in steps}


def mean(fits: Sequence[Weights], sharper: float = SHARPER) -> Weights:
    """The mean of several fits, times `sharper`, rounded as it ships."""
    return _weights(np.round(np.mean([_values(one) for one in fits], axis=0) * sharper, 2))


def _weights(values: Array) -> Weights:
    features, shapes, alone, freer, size, constant = (part.tolist() for part in np.split(values, _PARTS))
    changed = dict(zip(_FREER, freer, strict=True))
    change = Freer(tuple(changed.get(n, 0.0) for n in range(len(FEATURES))), size[0], constant[0])
    return Weights(tuple(features), tuple(shapes), tuple(alone), change)


def _values(weights: Weights) -> Array:
    freer = weights.freer or Freer((0.0,) * len(FEATURES), 0.0, 0.0)
    changed = [freer.features[n] for n in _FREER]
    return np.array([*weights.features, *weights.shapes, *weights.alone, *changed, freer.size, freer.alone])


def _lattice(one: Example, weights: Weights) -> Lattice:
    scores = np.einsum("f,sfij->sij", np.array(weights.features), one.features)
    scores = np.where(one.possible, scores + np.array(weights.shapes)[:, None, None], IMPOSSIBLE)
    alone = np.array(weights.alone)
    rows = tuple(scores[:, i].astype(np.float32) for i in range(one.band.rows))
    return Lattice(one.band, rows, one.left @ alone, one.right @ alone)


def likelihood_of(one: Example, values: Array) -> tuple[float, Array]:
    """The logarithm of the probability of the gold beads, and its slope."""
    lattice = _lattice(one, _weights(values).at(one.freedom))
    found = shares(lattice)
    beads, left, right = np.zeros_like(found.beads), np.zeros_like(found.left), np.zeros_like(found.right)
    for ours, theirs in one.gold:
        if ours and theirs:
            beads[SHAPES.index((len(ours), len(theirs))), ours[-1] + 1, theirs[-1] + 1] = 1.0
        else:
            left[list(ours)] = right[list(theirs)] = 1.0
    scores = np.where(one.possible, np.stack(lattice.beads, axis=1), 0.0)
    likelihood = float((beads * scores).sum() + left @ lattice.left + right @ lattice.right) - found.total
    more = beads - found.beads
    features, shapes = np.einsum("sij,sfij->f", more, one.features), more.sum(axis=(1, 2))
    alone = (left - found.left) @ one.left + (right - found.right) @ one.right
    changes = [*features[list(_FREER)], shapes @ _SIZES, alone[0]]
    return likelihood, np.concatenate([features, shapes, alone, one.freedom * np.array(changes)])


def _minimise(function: Callable[[Array], tuple[float, Array]], start: Array, rounds: int) -> Array:
    """L-BFGS (Nocedal 1980) with steps halved until the function falls (Armijo)."""
    here, (value, slope) = start, function(start)
    past: list[tuple[Array, Array]] = []
    for _ in range(rounds):
        way = -_curved(slope, past)
        step = 1.0 if past else 1.0 / max(1.0, float(np.linalg.norm(slope)))
        while True:
            there = here + step * way
            new_value, new_slope = function(there)
            if new_value <= value + _ENOUGH * step * float(slope @ way) or step < _LEAST_STEP:
                break
            step /= 2
        if (there - here) @ (new_slope - slope) > 0:
            past = [*past[1 - _MEMORY :], (there - here, new_slope - slope)]
        here, value, slope = there, new_value, new_slope
        if np.abs(slope).max() < _FLAT or step < _LEAST_STEP:
            break
    return here


def _curved(slope: Array, past: Sequence[tuple[Array, Array]]) -> Array:
    """The slope divided by the curvature that the last steps have shown."""
    way, steps_back = slope.copy(), []
    for moved, turned in reversed(past):
        share = float(moved @ way) / float(moved @ turned)
        steps_back.append(share)
        way = way - share * turned
    if past:
        moved, turned = past[-1]
        way = way * float(moved @ turned) / float(turned @ turned)
    for (moved, turned), share in zip(past, reversed(steps_back), strict=True):
        way = way + moved * (share - float(turned @ way) / float(moved @ turned))
    return way
