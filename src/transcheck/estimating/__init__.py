"""What can be measured of a translated segment that tells how experts would score it: the features of the estimate.

Difficulty is read from source and reference alone, so that it is the same for all translations of a sentence;
quality differs between them. `scoring.estimate` turns the features into a number.
"""

from transcheck.estimating.features import FEATURES, Feature, Head, Measured, Named, measure, situation_of

__all__ = ["FEATURES", "Feature", "Head", "Measured", "Named", "measure", "situation_of"]
