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
    features=(1.92, -0.37, -0.53, 0.3, -3.86, -2.03, 1.22, -0.64, -0.48, 1.94, -0.22),
    shapes=(2.54, 1.64, 1.11, -1.73, 1.45, 0.66, -2.06, -2.42, 0.4, -0.39, -0.44, -0.67, -1.76, -3.03, -3.69),
    alone=(-2.85, 0.49, -0.04),
)
