"""Weights of the alignment model: what a unit of each feature is worth, in logarithms of odds.

Fitted as a conditional random field (all paths of a document compete, L2 penalty 1) to news articles whose
sentences were merged, split, dropped and inserted at random: Chinese with English and English with English. Each
article takes part as it is, three times over, and once in each of three versions: with noise on all sentence vectors;
without sentences that stand alone, which keeps the weights from counting on many omissions; and freely translated, with
noise of another strength on every vector, lengths that vary, more sentences joined, neighbours that share their content,
and half of the lone sentences left out. The weights are the mean of two such fits with other random numbers, times 1.2:
the versions make them doubt more than the articles as they are give cause to. `transcheck bench align --fit` repeats it.
The weights without vectors are fitted alike, but for the noise. No literary text was used: it is what the
weights are measured on. Within the fitted model the probability of a step is its confidence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import msgspec

from transcheck.aligning.features import SHAPES

WITH_VECTORS, WITHOUT_VECTORS = "with vectors", "without vectors"
_FILE = "weights.json"


@dataclass(frozen=True, slots=True)
class Freer:
    """What the weights change by where a translation is freer by one unit.

    `size` is for every sentence of a bead beyond a pair, halved; `alone` for the constant of NULL_FEATURES.
    """

    features: tuple[float, ...]
    size: float
    alone: float


@dataclass(frozen=True, slots=True)
class Weights:
    """For beads: a weight for each of FEATURES and a bias for each of SHAPES; `alone` weighs NULL_FEATURES."""

    features: tuple[float, ...]
    shapes: tuple[float, ...]
    alone: tuple[float, ...]
    freer: Freer | None = None

    def at(self, freedom: float) -> Weights:
        """The weights for a document whose translation is that free (see `features.Scale`).

        >>> freer = Weights((1.0,), (0.0,) * len(SHAPES), (-1.0,), Freer((0.5,), 0.0, 0.25)).at(2.0)
        >>> freer.features, freer.alone
        ((2.0,), (-0.5,))
        """
        if self.freer is None:
            return self
        features = (
            w + freedom * change for w, change in zip(self.features, self.freer.features, strict=True)
        )
        sizes = ((a + b - 2) / 2 for a, b in SHAPES)
        more = freedom * self.freer.size
        shapes = (bias + more * size for bias, size in zip(self.shapes, sizes, strict=True))
        constant, *others = self.alone
        return Weights(tuple(features), tuple(shapes), (constant + freedom * self.freer.alone, *others))


@cache
def shipped(*, embeddings: bool) -> Weights:
    """The weights that ship, with sentence vectors or without."""
    return read_weights(files("transcheck.aligning").joinpath(_FILE).read_bytes())[
        WITH_VECTORS if embeddings else WITHOUT_VECTORS
    ]


def read_weights(text: bytes) -> dict[str, Weights]:
    """Weights by name from JSON as `weights_json` writes it."""
    return msgspec.json.decode(text, type=dict[str, Weights])


def weights_json(weights: Mapping[str, Weights]) -> bytes:
    """Weights as JSON, a number a line, for `git diff`."""
    return msgspec.json.format(msgspec.json.encode(weights), indent=1)
