"""Weights of the alignment model: what a unit of each feature is worth, in logarithms of odds.

Fitted as a conditional random field (all paths of a document compete, L2 penalty 1) to news articles whose
sentences were merged, split, dropped and inserted at random: Chinese with English and English with English. Each
article takes part three times as it is and once in each of three versions: with noise on all sentence vectors;
without sentences that stand alone, which keeps the weights from counting on many omissions; and freely translated:
noise of another strength on every vector, lengths that vary, more sentences joined, neighbours that share their
content, half of the lone sentences left out. The weights are the mean of two such fits with other random numbers.
Those without vectors were fitted to the first, second and third kind. No literary text was used: there the weights are
measured. Within the fitted model the probability of a step is its confidence.
"""

from __future__ import annotations

from dataclasses import dataclass

from transcheck.aligning.features import SHAPES


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

        >>> Weights((1.0,), (0.0,), (-1.0,), Freer((0.5,), 0.0, 0.25)).at(2.0)
        Weights(features=(2.0,), shapes=(0.0,), alone=(-0.5,), freer=None)
        """
        if self.freer is None:
            return self
        features = (w + freedom * more for w, more in zip(self.features, self.freer.features, strict=True))
        sizes = ((a + b - 2) / 2 for a, b in SHAPES)
        shapes = (
            bias + freedom * self.freer.size * size for bias, size in zip(self.shapes, sizes, strict=False)
        )
        constant, *others = self.alone
        return Weights(tuple(features), tuple(shapes), (constant + freedom * self.freer.alone, *others))


WITH_VECTORS = Weights(
    features=(5.88, 1.85, 5.34, 3.6, -5.56, 0.62, 0.65, -0.46, -0.31, 6.54, 5.71),
    shapes=(2.46, 1.59, 1.78, -0.4, 1.47, 2.09, -1.25, -0.86, 0.58, 1.33, 0.1, 1.36, -1.68, -1.41, -2.91),
    alone=(0.52, -1.57, 0.34),
    freer=Freer(
        features=(-0.89, 0.0, 0.66, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, -1.14, 0.3), size=0.98, alone=-0.41
    ),
)

WITHOUT_VECTORS = Weights(
    features=(1.92, -0.37, -0.53, 0.3, -3.86, -2.03, 1.22, -0.64, -0.48, 1.94, -0.22),
    shapes=(2.54, 1.64, 1.11, -1.73, 1.45, 0.66, -2.06, -2.42, 0.4, -0.39, -0.44, -0.67, -1.76, -3.03, -3.69),
    alone=(-2.85, 0.49, -0.04),
)
