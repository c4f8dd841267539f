"""How the estimate learns: weights of a fixed sign that fit human scores and order translations of one sentence.

The aims are one least-squares problem. Rows ask that the index follow the root of the human score; pairs of one
sentence ask that the better one's quality features weigh a point more, and so do translations beside damaged copies of
them. Difficulty features are the same on both sides of a pair, so that only the first aim shapes them. How much each
head then counts for the score is fitted to the human scores. No chance is involved: the same rows give the same weights.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from transcheck.bench.statistics import Indices, Values, in_folds, ordered_pairs
from transcheck.estimating import FEATURES, Feature, Measured, Named
from transcheck.scoring.estimate import WORST, Model, Weight, estimate, shifted

# How much a pair counts beside a row. Without a reference, quality shows so faintly that pairs must speak louder.
PAIRS: Mapping[Named, float] = {"source": 50.0, "both": 2.0, "reference": 2.0}
# How much a damaged copy counts: it teaches what the systems of the examples, which are good, hardly ever do.
DAMAGED: Mapping[Named, float] = {"source": 50.0, "both": 1.0, "reference": 1.0}
_RIDGE = 100.0
_ROUNDS = 500
_CURVE_ROUNDS = 50
_MOST_DEVIATIONS = 4.0
_DIGITS = 5
_EDGE = 0.1


@dataclass(frozen=True, slots=True)
class Examples:
    """Segments of one situation with their human scores, and which sentence each translates.

    `damaged` are copies of segments with something spoilt, by the number of the row.
    """

    situation: Named
    measured: tuple[Measured, ...]
    human: Values
    sentences: Indices
    damaged: Mapping[int, tuple[Measured, ...]] = field(default_factory=dict)

    def only(self, rows: Values | Indices) -> Examples:
        """Some of the rows."""
        kept = tuple(self.measured[int(i)] for i in rows)
        places = np.asarray(rows, dtype=np.int64)
        damaged = {new: self.damaged[int(old)] for new, old in enumerate(rows) if int(old) in self.damaged}
        return Examples(self.situation, kept, self.human[places], self.sentences[places], damaged)


def train(
    examples: Examples, features: Sequence[Feature] | None = None, *, pairs: float | None = None
) -> Model:
    """The model that fits the examples; segments that are empty teach nothing.

    `features` are those of the situation unless named; `pairs` is how much a pair counts.
    """
    chosen = FEATURES[examples.situation] if features is None else features
    known = examples.only(np.array([i for i, one in enumerate(examples.measured) if one.values]))
    table = _table(known.measured, chosen)
    means, spreads = table.mean(axis=0), table.std(axis=0)
    spreads[spreads == 0] = 1.0
    unit = _unit(table, means, spreads)
    quality = np.array([feature.head == "quality" for feature in chosen])
    better, worse = ordered_pairs(known.human, known.sentences)
    gaps = [_Gaps((unit[better] - unit[worse]) * quality, PAIRS[known.situation] if pairs is None else pairs)]
    if known.damaged:
        rows = [row for row, copies in known.damaged.items() for _ in copies]
        copies = _table([copy for group in known.damaged.values() for copy in group], chosen)
        lost = (unit[rows] - _unit(copies, means, spreads)) * quality
        gaps.append(_Gaps(lost, DAMAGED[known.situation]))
    weights = _solve(unit, known.human, gaps, chosen)
    intercept, *slopes = _curve(unit @ (weights * ~quality), unit @ (weights * quality), known.human)
    scaled = weights * np.where(quality, slopes[1], slopes[0])
    columns = zip(chosen, means, spreads, scaled, strict=True)
    return Model(round(intercept, _DIGITS), tuple(_weight(*column) for column in columns))


@dataclass(frozen=True, slots=True)
class _Gaps:
    """By how much better translations exceed worse ones in each feature, and how much such a gap counts beside a row."""

    table: Values
    count: float


def _table(measured: Sequence[Measured], features: Sequence[Feature]) -> Values:
    return np.array([[one.values[feature.name] for feature in features] for one in measured])


def _unit(table: Values, means: Values, spreads: Values) -> Values:
    found: Values = np.clip((table - means) / spreads, -_MOST_DEVIATIONS, _MOST_DEVIATIONS)
    return found


def train_consensus(examples: Examples, scores: Values, nearness: Values) -> float:
    """How much nearness to other systems' translations counts beside the index behind the scores; 0 if it misleads.

    Translations that leave something out are no part of it: their scores follow a rule, not the index.
    """
    index = _index(scores)
    whole = np.array([bool(one.values) and not one.lost for one in examples.measured])
    better, worse = ordered_pairs(examples.human, examples.sentences)
    told = whole[better] & whole[worse]
    better, worse = better[told], worse[told]
    sides = np.stack([index[better] - index[worse], nearness[better] - nearness[worse]], axis=1)
    if not len(sides) or not sides.std(axis=0).all():
        return 0.0
    spreads = sides.std(axis=0)
    unit = sides / spreads
    normal = unit.T @ unit + _RIDGE * np.eye(2)
    ours, theirs = np.linalg.solve(normal, unit.sum(axis=0)) / spreads
    return round(max(0.0, float(theirs / ours)), _DIGITS) if ours > 0 else 0.0


def consensus_out_of_fold(examples: Examples, folds: int, scores: Values, nearness: Values) -> Values:
    """Estimates out of fold, moved by their nearness to those of others with a weight from the other folds."""
    fold = in_folds(examples.sentences, folds)
    found = np.zeros(len(scores))
    for number in range(folds):
        train_rows, test = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        part = examples.only(train_rows)
        weight = train_consensus(part, scores[train_rows], nearness[train_rows])
        found[test] = [shifted(scores[row], weight * nearness[row]) for row in test]
    return found


def _index(scores: Values) -> Values:
    """The index behind estimates, within what a translation that is there can have."""
    inner = np.clip(scores, WORST + _EDGE, -_EDGE)
    found: Values = np.log(WORST / inner - 1.0)
    return found


@dataclass(frozen=True, slots=True)
class Folded:
    """Models that have each not seen one fold, and the fold of each row."""

    models: tuple[Model, ...]
    fold: Indices

    def estimate(self, row: int, one: Measured) -> float:
        """The estimate of a segment by the model that has not seen the sentence of a row."""
        return estimate(self.models[int(self.fold[row])], one.values, one.lost)


def folded(
    examples: Examples,
    folds: int,
    features: Sequence[Feature] | None = None,
    *,
    pairs: float | None = None,
    seed: int = 7,
) -> Folded:
    """A model for each fold, trained on the others."""
    fold = in_folds(examples.sentences, folds, seed=seed)
    parts = (examples.only(np.flatnonzero(fold != number)) for number in range(folds))
    return Folded(tuple(train(part, features, pairs=pairs) for part in parts), fold)


def out_of_fold(
    examples: Examples,
    folds: int,
    features: Sequence[Feature] | None = None,
    *,
    pairs: float | None = None,
    seed: int = 7,
) -> Values:
    """The estimate of each segment by a model that has not seen its sentence."""
    models = folded(examples, folds, features, pairs=pairs, seed=seed)
    return np.array([models.estimate(row, one) for row, one in enumerate(examples.measured)])


def _weight(feature: Feature, mean: float, spread: float, weight: float) -> Weight:
    mean, spread, weight = (round(float(number), _DIGITS) for number in (mean, spread, weight))
    return Weight(feature.name, feature.head, mean, spread, weight + 0.0)


def _solve(unit: Values, human: Values, gaps: Sequence[_Gaps], features: Sequence[Feature]) -> Values:
    """The weights: least squares with a penalty on their size, one weight after the other, none beyond its sign."""
    aim = -np.sqrt(-np.minimum(human, 0.0))
    normal = unit.T @ unit + sum(gap.count * gap.table.T @ gap.table for gap in gaps)
    wanted = unit.T @ (aim - aim.mean()) + sum(gap.count * gap.table.sum(axis=0) for gap in gaps)
    weights = np.zeros(len(features))
    for _ in range(_ROUNDS):
        for j, feature in enumerate(features):
            rest = wanted[j] - normal[j] @ weights + normal[j, j] * weights[j]
            weights[j] = _signed(rest / (normal[j, j] + _RIDGE), feature.sign)
    return weights


def _signed(weight: float, sign: int) -> float:
    if sign > 0:
        return max(0.0, weight)
    return min(0.0, weight) if sign < 0 else weight


def _curve(difficulty: Values, quality: Values, human: Values) -> tuple[float, float, float]:
    """Intercept and a slope for each head with which the curve fits the human scores best (Gauss–Newton)."""
    line = np.array([1.5, 1.0, 1.0])
    sides = np.stack([np.ones_like(difficulty), difficulty, quality], axis=1)
    for _ in range(_CURVE_ROUNDS):
        share = 1 / (1 + np.exp(np.clip(sides @ line, -50, 50)))
        slopes = (-WORST * share * (1 - share))[:, None] * sides
        line = line + np.linalg.lstsq(slopes, human - WORST * share, rcond=None)[0]
    return float(line[0]), float(max(line[1], 0.0)), float(max(line[2], 0.0))
