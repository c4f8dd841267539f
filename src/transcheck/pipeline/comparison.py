"""Two systems of one table, segment by segment, and whether their difference is more than luck."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from transcheck.config import Settings
from transcheck.errors import UsageError
from transcheck.model import Severity
from transcheck.pipeline.batches import Outcome
from transcheck.pipeline.segments import Segment
from transcheck.reading import Intake
from transcheck.reporting.comparison import ComparisonRecord
from transcheck.reporting.records import FindingRecord, NeuralScoreRecord, ScoreRecord
from transcheck.scoring import Repeats, Trials, compare, count_words, points
from transcheck.scoring.measures import OF_REFERENCE, counts, ratios, scores_of, weighted
from transcheck.scoring.semantic import weight

if TYPE_CHECKING:
    from transcheck.scoring.significance import Numbers, Score

    _Measured = tuple[str, Numbers, Numbers, Score]
    _Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Side:
    """What one system has of the segments that both have, in the same order for both."""

    segments: Sequence[Segment]
    scores: Sequence[ScoreRecord]
    findings: Sequence[FindingRecord]


def only_systems(intake: Intake, systems: tuple[str, str]) -> Intake:
    """What was read of two systems; raises `UsageError` where one is not there, or both are the same.

    A row's scores depend on no other system, so the others need not be judged.
    """
    known = {bundle.system for bundle in intake.bundles} | {row.system for row in intake.rows}
    for system in systems:
        if system not in known:
            names = ", ".join(sorted(map(repr, known))[:10]) or "none"
            raise UsageError(f"no system {system!r} to compare; there are: {names}")
    if systems[0] == systems[1]:
        raise UsageError(f"{systems[0]!r} cannot be compared with itself")
    return replace(
        intake,
        bundles=tuple(bundle for bundle in intake.bundles if bundle.system in systems),
        rows=tuple(row for row in intake.rows if row.system in systems),
    )


def compare_systems(
    outcome: Outcome, settings: Settings, systems: tuple[str, str], trials: Trials
) -> tuple[ComparisonRecord, ...]:
    """One record a metric that both systems have a score in; segments are matched by `doc_id` and `id`.

    `outcome` holds scores of segments. BLEU, chrF and TER are compared over the segments with a reference, semantic,
    estimate and neural metrics over those with a value on both sides. Segments of only one system are left out and counted.
    Raises `UsageError` where none is left, or where the two of a pair have different sources or references.
    """
    first, second = (_numbers(outcome, system) for system in systems)
    common = [key for key in first if key in second]
    if not common:
        raise UsageError(f"{systems[0]!r} and {systems[1]!r} have no segment of the same doc_id and id")
    one, other = (_side(outcome, [numbers[key] for key in common]) for numbers in (first, second))
    for pair in zip(one.segments, other.segments, strict=True):
        _require_same(*pair)
    return tuple(
        ComparisonRecord(
            metric=metric,
            first_system=systems[0],
            second_system=systems[1],
            segments=len(rows),
            **asdict(compare(rows, others, score, trials)),
            **asdict(trials),
            first_only=len(first) - len(common),
            second_only=len(second) - len(common),
        )
        for metric, rows, others, score in _measured(one, other, settings)
    )


def _numbers(outcome: Outcome, system: str) -> dict[_Key, int]:
    """Where the segments of a system stand."""
    return {(s.doc_id, s.id): i for i, s in enumerate(outcome.segments) if s.system == system}


def _side(outcome: Outcome, numbers: Sequence[int]) -> _Side:
    segments = [outcome.segments[n] for n in numbers]
    keys = {(*segment.document, segment.id) for segment in segments}
    found = [f for f in outcome.findings if (f.doc_id, f.system, f.id) in keys]
    return _Side(segments, [outcome.scores[n] for n in numbers], found)


def _require_same(first: Segment, second: Segment) -> None:
    for side in ("source", "reference"):
        if (getattr(first, side) or "").strip() != (getattr(second, side) or "").strip():
            name = f"doc_id {first.doc_id!r}, id {first.id!r}"
            raise UsageError(f"{name}: the systems have different {side}s, which cannot be compared")


def _measured(first: _Side, second: _Side, settings: Settings) -> Iterator[_Measured]:
    """Name, statistics of both systems and score of each metric that some segment has."""
    kept = [i for i, segment in enumerate(first.segments) if (segment.reference or "").strip()]
    for metric in sorted(settings.metrics & OF_REFERENCE) if kept else ():
        rows, others = (_counts(metric, side, kept) for side in (first, second))
        yield metric, rows, others, scores_of(metric)
    for metric in ("semantic", "estimate"):
        valued = [
            i for i, pair in enumerate(zip(first.scores, second.scores, strict=True)) if _all(pair, metric)
        ]
        if valued:
            yield metric, _values(metric, first, valued), _values(metric, second, valued), ratios
    yield from _neural(first, second, settings)
    if settings.judge and "penalty" in settings.metrics:
        rows, others = (_points(side, settings.count_repeats) for side in (first, second))
        yield "penalty", rows, others, ratios


def _neural(first: _Side, second: _Side, settings: Settings) -> Iterator[_Measured]:
    """Neural metrics over the segments with a value on both sides; a system has the mean of its segments'."""
    for name in settings.neural:
        columns = [[_value(score, name) for score in side.scores] for side in (first, second)]
        pairs = [(a, b) for a, b in zip(*columns, strict=True) if a is not None and b is not None]
        if pairs:
            ones = [1] * len(pairs)
            rows, others = (weighted(list(column), ones) for column in zip(*pairs, strict=True))
            yield name, rows, others, ratios


def _value(score: ScoreRecord, name: str) -> float | None:
    return score.metrics.get(name) if isinstance(score, NeuralScoreRecord) else None


def _all(scores: tuple[ScoreRecord, ScoreRecord], metric: str) -> bool:
    return all(getattr(score, metric) is not None for score in scores)


def _counts(metric: str, side: _Side, kept: Sequence[int]) -> Numbers:
    segments = [side.segments[i] for i in kept]
    return counts(metric, [s.target for s in segments], [s.reference or "" for s in segments])


def _values(metric: str, side: _Side, kept: Sequence[int]) -> Numbers:
    """Means over segments: of semantic by words as in the score of a system, of estimate by segments."""
    segments = [side.segments[i] for i in kept]
    weights = [weight(s.target, s.reference) if metric == "semantic" else 1 for s in segments]
    return weighted([getattr(side.scores[i], metric) for i in kept], weights)


def _points(side: _Side, repeats: Repeats) -> Numbers:
    """Penalty points and thousands of words; a group that counts once counts where it is first found."""
    import numpy as np

    number = {(s.doc_id, s.id): i for i, s in enumerate(side.segments)}
    rows = np.zeros((len(side.segments), 2))
    rows[:, 1] = [count_words(segment.target) for segment in side.segments]
    worst: dict[object, tuple[int, Severity]] = {}
    for order, finding in enumerate(side.findings):
        group = finding.group_id if repeats == "once" else order
        severity = Severity[finding.severity.upper()]
        place, before = worst.get(group, (number[finding.doc_id, finding.id], severity))
        worst[group] = place, max(before, severity)
    for place, severity in worst.values():
        rows[place, 0] += 1000 * points([severity])
    return rows
