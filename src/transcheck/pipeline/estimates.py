"""Segments, their links and findings → the estimate of each segment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from transcheck.estimating import Measured, measure, situation_of
from transcheck.estimating.naming import cost
from transcheck.model import LinkedBead, Severity
from transcheck.pipeline.segments import Segment
from transcheck.reporting.records import FindingRecord
from transcheck.scoring import score_segments
from transcheck.scoring.estimate import estimate, models

Key = tuple[str, str, str]


def estimates(
    segments: Sequence[Segment], beads: Mapping[Key, LinkedBead], findings: Iterable[FindingRecord]
) -> list[float | None]:
    """The estimate of each segment; None without source and reference, or where its document could not be analysed."""
    known = models()
    return [
        None if one is None else estimate(known[one.situation], one.values, one.lost)
        for one in measured(segments, beads, findings)
    ]


def measured(
    segments: Sequence[Segment], beads: Mapping[Key, LinkedBead], findings: Iterable[FindingRecord]
) -> list[Measured | None]:
    """The features of each segment, from its own texts, its document's links and the findings of its document."""
    found: defaultdict[Key, list[tuple[Severity, float, str]]] = defaultdict(list)
    for finding in findings:
        price = (Severity[finding.severity.upper()], finding.confidence, finding.group_id)
        found[finding.doc_id, finding.system, finding.id].append(price)
    near = _closeness(segments)
    keys = [(segment.doc_id, segment.system, segment.id) for segment in segments]
    return [
        measure(beads[key], cost(found[key]), closeness) if key in beads else None
        for key, closeness in zip(keys, near, strict=True)
    ]


def _closeness(segments: Sequence[Segment]) -> list[float]:
    """Cosines of target and reference, without one of target and source; 0 for segments that get no estimate."""
    scores = score_segments(
        [segment.source for segment in segments],
        [segment.target for segment in segments],
        [segment.reference for segment in segments],
        frozenset({"semantic"}),
    )["semantic"]
    return [
        (score or 0.0) / 100 if situation_of(segment.source, segment.reference) else 0.0
        for segment, score in zip(segments, scores, strict=True)
    ]
