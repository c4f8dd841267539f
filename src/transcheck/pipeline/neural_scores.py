"""Neural metrics into score records: a record gains the field `metrics`, and only where such a metric was asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace

from transcheck.config import Settings
from transcheck.pipeline.segments import Segment
from transcheck.reporting.records import NeuralScoreRecord, ScoreRecord
from transcheck.scoring.neural import load, neural_scores


def score_kind(settings: Settings) -> type[ScoreRecord]:
    """The type of the score records that some settings lead to."""
    return NeuralScoreRecord if settings.neural else ScoreRecord


def load_neural(settings: Settings) -> None:
    """Load the neural metrics, so that what is missing is known before anything is judged."""
    for name in settings.neural:
        load(name, settings.runtime)


def without_neural(settings: Settings) -> Settings:
    """The settings without neural metrics."""
    return replace(settings, metrics=settings.metrics - set(settings.neural))


def with_neural(
    scores: Sequence[ScoreRecord], segments: Sequence[Segment], settings: Settings
) -> tuple[ScoreRecord, ...]:
    """The scores of segments, with the values of the neural metrics that the settings name."""
    if not settings.neural:
        return tuple(scores)
    values = neural_scores(
        [segment.source for segment in segments],
        [segment.target for segment in segments],
        [segment.reference for segment in segments],
        settings.neural,
        settings.runtime,
    )
    return tuple(
        _extended(score, {name: column[number] for name, column in values.items()})
        for number, score in enumerate(scores)
    )


def with_means(whole: ScoreRecord, parts: Sequence[ScoreRecord]) -> ScoreRecord:
    """A document's or system's score with the means over those of its segments that have a value."""
    columns: dict[str, list[float]] = {}
    for part in parts:
        for name, value in part.metrics.items() if isinstance(part, NeuralScoreRecord) else ():
            columns.setdefault(name, []).extend([] if value is None else [value])
    if not columns:
        return whole
    return _extended(whole, {name: sum(c) / len(c) if c else None for name, c in columns.items()})


def _extended(score: ScoreRecord, metrics: Mapping[str, float | None]) -> NeuralScoreRecord:
    own = {field.name: getattr(score, field.name) for field in fields(ScoreRecord)}
    return NeuralScoreRecord(**own, metrics=metrics)
