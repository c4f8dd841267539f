"""How good a translation is, in numbers: sacrebleu's metrics, nearness in meaning, MQM penalty, the estimate."""

from transcheck.scoring.penalties import POINTS, Repeats, count_words, counted, per_thousand, points
from transcheck.scoring.segments import METRICS, VARIANTS, corpus_scores, score_segments
from transcheck.scoring.signature import signature
from transcheck.scoring.significance import Difference, Trials, compare

__all__ = [
    "METRICS",
    "POINTS",
    "VARIANTS",
    "Difference",
    "Repeats",
    "Trials",
    "compare",
    "corpus_scores",
    "count_words",
    "counted",
    "per_thousand",
    "points",
    "score_segments",
    "signature",
]
