"""What length and rare words alone tell of a human score: nobody should be fooled by a metric that only knows these."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from transcheck.bench.statistics import Indices, Values, in_folds
from transcheck.estimating.difficulty import reference_difficulty, source_difficulty

NAME = "length and rarity alone"
_RIDGE = 10.0


def difficulty_baseline(
    texts: Sequence[tuple[str | None, str | None, str]], human: Values, sentences: Indices, folds: int
) -> Values:
    """A score out of fold for each row, of (source, reference, target): by its sentence's length and rarity.

    They are those of the source; without one of the reference, without that of the target.
    """
    table = np.array([_traits(*row) for row in texts])
    fold = in_folds(sentences, folds)
    found = np.zeros(len(human))
    for number in range(folds):
        train, test = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        if len(train) and len(test):
            found[test] = _predict(table[train], human[train], table[test])
    return found


def _traits(source: str | None, reference: str | None, target: str) -> tuple[float, float]:
    if source and source.strip():
        known = source_difficulty(source)
        return known["source length"], known["source rarity"]
    known = reference_difficulty(reference if reference and reference.strip() else target)
    return known["reference length"], known["reference rarity"]


def _predict(table: Values, human: Values, wanted: Values) -> Values:
    means, spreads = table.mean(axis=0), table.std(axis=0)
    spreads[spreads == 0] = 1.0
    unit = (table - means) / spreads
    weights = np.linalg.solve(unit.T @ unit + _RIDGE * np.eye(unit.shape[1]), unit.T @ (human - human.mean()))
    found: Values = human.mean() + (wanted - means) / spreads @ weights
    return found
