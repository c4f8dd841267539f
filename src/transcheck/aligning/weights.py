"""Weights of the alignment model: what a unit of each feature is worth, in logarithms of odds.

Fitted as a conditional random field (all paths of a document compete, L2 penalty 1) to news articles whose
sentences were merged, split, dropped and inserted at random: Chinese with English and English with English, in
three versions: as they are, with noise on the sentence vectors, and without sentences that stand alone. The noise
stands for freer translation, which lowers all cosines; the last version keeps the weights from counting on
many omissions. Within the fitted model the probability of a step is its confidence.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """For beads: a weight for each of FEATURES and a bias for each of SHAPES; `alone` weighs NULL_FEATURES."""

    features: tuple[float, ...]
    shapes: tuple[float, ...]
    alone: tuple[float, ...]


WITH_VECTORS = Weights(
    features=(7.19, -0.08, 3.78, 2.92, -6.17, 0.74, 0.66, -0.51, -0.33, 4.98, 3.46),
    shapes=(1.63, 1.02, 1.16, -1.57, 1.2, 1.7, -1.43, -0.84, 0.73, 1.16, -0.07, 1.37, -0.36, -1.55, -2.1),
    alone=(-0.18, -1.24, 0.57),
)

WITHOUT_VECTORS = Weights(
    features=(1.91, -0.4, -0.51, 0.4, -3.71, -2.04, 1.36, -0.64, -0.49, 1.5, -0.09),
    shapes=(2.71, 1.92, 1.49, -1.28, 1.76, 1.11, -1.37, -1.61, 0.54, 0.19, -0.1, 0.01, -1.01, -1.99, -2.15),
    alone=(-2.13, 0.52, -0.01),
)
