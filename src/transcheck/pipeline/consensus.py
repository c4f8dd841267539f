"""Several systems' translations of one sentence, told apart also by how much they agree with each other.

Only when asked for: otherwise nothing about a row depends on rows of another system.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from transcheck.estimating import situation_of
from transcheck.estimating.agreement import word_order_shared
from transcheck.pipeline.segments import Segment
from transcheck.reporting.records import ScoreRecord
from transcheck.scoring.estimate import consensus_weights, shifted

LEAST_SYSTEMS = 3  # of two that differ nobody can say which one is right


def with_consensus(segments: Sequence[Segment], scores: Sequence[ScoreRecord]) -> tuple[ScoreRecord, ...]:
    """The scores of segments, in their order, with estimates moved up where a translation agrees with those of others.

    Segments belong together that have the same source text, without one the same reference, from at least three
    systems. On average over the translations of a sentence nothing moves; all other scores stay.
    """
    nearness = consensus([(segment.system, _shared_text(segment), segment.target) for segment in segments])
    return tuple(
        _moved(segment, score, nearness[n]) if n in nearness else score
        for n, (segment, score) in enumerate(zip(segments, scores, strict=True))
    )


def consensus(rows: Iterable[tuple[str, str, str]]) -> Mapping[int, float]:
    """Number of the row -> how much more than the usual a translation agrees with those of other systems.

    Rows are (system, text that is translated, translation); blank translations have no voice.

    >>> found = consensus([("a", "好", "It is good"), ("b", "好", "It is good"), ("c", "好", "No way")])
    >>> [round(found[n], 2) for n in range(3)]
    [0.17, 0.17, -0.33]
    """
    groups: defaultdict[str, list[tuple[int, str, str]]] = defaultdict(list)
    for number, (system, text, target) in enumerate(rows):
        if text and target.strip():
            groups[text].append((number, system, target))
    return {number: value for group in groups.values() for number, value in _within(group)}


def _within(group: Sequence[tuple[int, str, str]]) -> Iterator[tuple[int, float]]:
    if len({system for _, system, _ in group}) < LEAST_SYSTEMS:
        return
    shared = []
    for _, system, target in group:
        found = [word_order_shared(target, other) for _, their, other in group if their != system]
        shared.append(sum(found) / len(found))
    usual = sum(shared) / len(shared)
    for (number, _, _), value in zip(group, shared, strict=True):
        yield number, value - usual


def _shared_text(segment: Segment) -> str:
    situation = situation_of(segment.source, segment.reference)
    return ((segment.reference if situation == "reference" else segment.source) or "").strip()


def _moved(segment: Segment, score: ScoreRecord, nearness: float) -> ScoreRecord:
    situation = situation_of(segment.source, segment.reference)
    if score.estimate is None or situation is None:
        return score
    return replace(score, estimate=shifted(score.estimate, consensus_weights()[situation] * nearness))
