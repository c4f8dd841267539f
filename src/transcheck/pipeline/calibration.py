"""How sure a finding is, in words that hold: of findings with confidence .9, nine in ten are right.

A rule's own figure says which of its findings are surer than others; how often the rule is right at all was
counted on marked segments and documents (`calibration.csv`, written by `bench findings --calibrate`).
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

DOUBTFUL = 0.5  # below it, a confidence speaks rather against the finding
SUREST = 0.98
# A rule nobody has counted is taken for as good as one may be, as if seen four times.
_PRIOR, _WEIGHT = 0.85, 4
_USUAL = 0.8  # what rules say of an ordinary finding
_SLOPE = 0.1  # how much of a rule's own differences is kept


def share_right(right: int, wrong: int) -> float:
    """How often a rule is right, from counts that may be small: drawn towards .85.

    >>> share_right(0, 0), round(share_right(96, 0), 3)
    (0.85, 0.994)
    """
    return (right + _WEIGHT * _PRIOR) / (right + wrong + _WEIGHT)


def calibrate(share: float, said: float) -> float:
    """The confidence of a finding of which its rule said `said`, where `share` of the rule's findings are right.

    What a rule itself doubts (below .5) stays as it is.

    >>> calibrate(0.9, 0.8), calibrate(0.9, 0.45)
    (0.9, 0.45)
    """
    if said < DOUBTFUL:
        return said
    return round(min(SUREST, max(DOUBTFUL, share + _SLOPE * (said - _USUAL))), 3)


def confidence(rule: str, said: float) -> float:
    """The confidence to report for a finding of a rule."""
    return calibrate(shipped_share(rule), said)


def shipped_share(rule: str) -> float:
    """How often a rule was right on marked data, drawn towards .85 where little was counted."""
    return share_right(*counts(rule))


def counts(rule: str) -> tuple[int, int]:
    """How many findings of a rule were right and wrong on marked data."""
    return _counts().get(rule, (0, 0))


@cache
def _counts() -> Mapping[str, tuple[int, int]]:
    text = files(__package__).joinpath("calibration.csv").read_text(encoding="utf-8")
    return {row["rule"]: (int(row["right"]), int(row["wrong"])) for row in csv.DictReader(text.splitlines())}
