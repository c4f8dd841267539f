"""The estimate: from features of a segment to the MQM score that experts would give it. See ESTIMATE.md.

A model is a table of weights in `estimate.json`, one for each situation (which sides there are). Features that
transcheck.estimating measures are brought to mean 0 and deviation 1, weighted and added up to an index; a curve
that never turns makes of it a number between −25 and 0.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from math import exp, log

WORST = -25.0  # what MQM takes off at most for a segment
_MOST_DEVIATIONS = 4.0  # beyond that a feature says no more: unusual texts are not to run away
_DIGITS = 4  # more would show how a machine rounds
_FILE = "estimate.json"


@dataclass(frozen=True, slots=True)
class Weight:
    """One feature of a model: which head it belongs to, its usual value and spread, and how much a deviation counts."""

    feature: str
    head: str
    mean: float
    deviation: float
    weight: float

    def points(self, value: float) -> float:
        """What a value adds to the index.

        >>> Weight("commas", "quality", mean=2.0, deviation=1.0, weight=-0.5).points(3.0)
        -0.5
        """
        deviations = (value - self.mean) / self.deviation
        return self.weight * max(-_MOST_DEVIATIONS, min(_MOST_DEVIATIONS, deviations))


@dataclass(frozen=True, slots=True)
class Model:
    """The weights for one situation and the index of a segment that is usual in everything."""

    intercept: float
    weights: tuple[Weight, ...]

    def index(self, values: Mapping[str, float]) -> float:
        """How good the translation is likely to be, on a scale without ends; the order of the weights is fixed."""
        return self.intercept + sum(weight.points(values[weight.feature]) for weight in self.weights)


def estimate(model: Model, values: Mapping[str, float], lost: float = 0.0) -> float:
    """The expected score, −25…0, higher is better; `lost` (0…1) draws it to −25, whatever the features say.

    >>> estimate(Model(0.0, ()), {}), estimate(Model(0.0, ()), {}, lost=0.5), estimate(Model(0.0, ()), {}, lost=1.0)
    (-12.5, -18.75, -25.0)
    """
    if lost >= 1:
        return WORST
    expected = on_scale(model.index(values))
    return round(expected + (WORST - expected) * max(0.0, lost), _DIGITS)


def on_scale(index: float) -> float:
    """An index as a score between −25 and 0."""
    return WORST / (1.0 + exp(min(index, 500.0)))


def shifted(value: float, by: float) -> float:
    """An estimate whose index is higher by so much; the worst one stays the worst.

    >>> shifted(-12.5, 0.0), shifted(-12.5, 1.0) > -12.5, shifted(-25.0, 1.0)
    (-12.5, True, -25.0)
    """
    if value <= WORST or value >= 0:
        return value
    return round(on_scale(log(WORST / value - 1.0) + by), _DIGITS)


def corpus(estimates: Iterable[float | None]) -> float | None:
    """The estimate of a document or system: the plain mean of its segments; None where no segment has one.

    >>> corpus([-2.0, None, -4.0])
    -3.0
    """
    known = [value for value in estimates if value is not None]
    return sum(known) / len(known) if known else None


@cache
def models() -> Mapping[str, Model]:
    """The models that ship with the program, by situation."""
    return read_models(_text())


@cache
def version() -> str:
    """Which models these are: their number, and eight digits that change with any weight."""
    text = _text()
    return f"{json.loads(text)['version']}-{sha256(text.encode()).hexdigest()[:8]}"


@cache
def consensus_weights() -> Mapping[str, float]:
    """How much agreement with other systems counts, by situation."""
    return {name: float(weight) for name, weight in json.loads(_text())["consensus"].items()}


def _text() -> str:
    return files("transcheck.scoring").joinpath(_FILE).read_text(encoding="utf-8")


def read_models(text: str) -> dict[str, Model]:
    """Models from JSON as `models_json` writes it."""
    return {
        situation: Model(float(model["intercept"]), tuple(Weight(**row) for row in model["weights"]))
        for situation, model in json.loads(text)["situations"].items()
    }


def models_json(version: str, models: Mapping[str, Model], consensus: Mapping[str, float]) -> str:
    """Models as JSON: one line a feature, for people to read and for `git diff`."""
    situations = ",\n".join(f'  "{name}": {_model_json(model)}' for name, model in models.items())
    head = f'"version": {json.dumps(version)},\n "consensus": {json.dumps(dict(consensus))}'
    return f'{{\n {head},\n "situations": {{\n{situations}\n }}\n}}\n'


def _model_json(model: Model) -> str:
    rows: Sequence[str] = [
        "    " + json.dumps(asdict(weight), ensure_ascii=False) for weight in model.weights
    ]
    return '{{"intercept": {}, "weights": [\n{}\n  ]}}'.format(model.intercept, ",\n".join(rows))
