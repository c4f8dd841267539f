"""Segments and their findings → score records of segments, documents or systems."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from transcheck.config import Settings
from transcheck.model import Severity
from transcheck.pipeline.neural_scores import with_means
from transcheck.pipeline.segments import Segment
from transcheck.reporting.records import FindingRecord, Level, ScoreRecord
from transcheck.scoring import corpus_scores, count_words, counted, per_thousand, points, score_segments
from transcheck.scoring.segments import VARIANTS

Values = Mapping[str, float | None]


def without_value(scores: Sequence[ScoreRecord], asked: Iterable[str]) -> list[str]:
    """Of our own metrics that were asked for by name, those that no record has a value of."""
    ours = {name: VARIANTS.get(name, name) for name in asked if ":" not in name}
    return [name for name, field in ours.items() if all(getattr(score, field) is None for score in scores)]


def segment_scores(
    segments: Sequence[Segment],
    findings: Iterable[FindingRecord],
    settings: Settings,
    estimates: Sequence[float | None] | None = None,
) -> tuple[ScoreRecord, ...]:
    """One record a segment, in the given order; the penalty is raw points. `estimates` are put in as they are."""
    values = score_segments(
        [segment.source for segment in segments],
        [segment.target for segment in segments],
        [segment.reference for segment in segments],
        settings.metrics,
    )
    if estimates is not None:
        values["estimate"] = list(estimates)
    found: defaultdict[tuple[str, str, str], list[FindingRecord]] = defaultdict(list)
    for finding in findings:
        found[finding.doc_id, finding.system, finding.id].append(finding)
    return tuple(
        _record(
            (segment.doc_id, segment.system, segment.id),
            "segment",
            {name: scores[number] for name, scores in values.items()},
            count_words(segment.target),
            found[segment.doc_id, segment.system, segment.id],
            settings,
        )
        for number, segment in enumerate(segments)
    )


def repriced(
    scores: Sequence[ScoreRecord],
    findings: Iterable[FindingRecord],
    more: Iterable[FindingRecord],
    settings: Settings,
) -> tuple[ScoreRecord, ...]:
    """The scores of segments with the penalty and count of all `findings`, where `more` have come to them."""
    touched = {(one.doc_id, one.system, one.id) for one in more}
    found: defaultdict[tuple[str | None, str, str | None], list[FindingRecord]] = defaultdict(list)
    for finding in findings if touched else ():
        found[finding.doc_id, finding.system, finding.id].append(finding)
    return tuple(_repriced(score, found, settings) if _key(score) in touched else score for score in scores)


def _key(score: ScoreRecord) -> tuple[str | None, str, str | None]:
    return score.doc_id, score.system, score.id


def _repriced(
    score: ScoreRecord,
    found: Mapping[tuple[str | None, str, str | None], Sequence[FindingRecord]],
    settings: Settings,
) -> ScoreRecord:
    here = found[_key(score)]
    return replace(score, penalty=_penalty(here, score.words, "segment", settings), findings=len(here))


def aggregate(
    segments: Sequence[Segment],
    scores: Sequence[ScoreRecord],
    findings: Iterable[FindingRecord],
    settings: Settings,
) -> tuple[ScoreRecord, ...]:
    """The records of the level that the settings ask for, from all segments with their scores and findings.

    Documents and systems stand in the order of their first segments; their penalty is per 1,000 English words.
    """
    if settings.level == "segment":
        return tuple(scores)
    key = _of_level(settings.level)
    members: defaultdict[tuple[str | None, str], list[int]] = defaultdict(list)
    for number, segment in enumerate(segments):
        members[key(segment)].append(number)
    found: defaultdict[tuple[str | None, str], list[FindingRecord]] = defaultdict(list)
    for finding in findings:
        found[key(finding)].append(finding)
    return tuple(
        with_means(
            _whole(
                name,
                [segments[n] for n in numbers],
                [scores[n] for n in numbers],
                found[name],
                settings,
            ),
            [scores[n] for n in numbers],
        )
        for name, numbers in members.items()
    )


def _of_level(level: Level) -> Callable[[Segment | FindingRecord], tuple[str | None, str]]:
    if level == "document":
        return lambda item: (item.doc_id, item.system)
    return lambda item: (None, item.system)


def _whole(
    name: tuple[str | None, str],
    segments: Sequence[Segment],
    scores: Sequence[ScoreRecord],
    findings: Sequence[FindingRecord],
    settings: Settings,
) -> ScoreRecord:
    values = corpus_scores(
        [segment.target for segment in segments],
        [segment.reference for segment in segments],
        [score.semantic for score in scores],
        settings.metrics,
        [score.estimate for score in scores],
    )
    words = sum(count_words(segment.target) for segment in segments)
    return _record((*name, None), settings.level, values, words, findings, settings)


def _record(
    key: tuple[str | None, str, str | None],
    level: Level,
    values: Values,
    words: int,
    findings: Sequence[FindingRecord],
    settings: Settings,
) -> ScoreRecord:
    doc_id, system, number = key
    return ScoreRecord(
        doc_id=doc_id,
        system=system,
        id=number,
        level=level,
        bleu=values.get("bleu"),
        chrf=values.get("chrf"),
        ter=values.get("ter"),
        semantic=values.get("semantic"),
        estimate=values.get("estimate"),
        penalty=_penalty(findings, words, level, settings),
        words=words,
        findings=len(findings) if settings.judge else None,
    )


def system_penalty(findings: Iterable[FindingRecord], score: ScoreRecord, settings: Settings) -> float:
    """Points in 1,000 English words of those findings of a system that gate; `score` is that of the system."""
    severities = (
        (Severity[finding.severity.upper()], finding.group_id)
        for finding in findings
        if finding.gates and finding.system == score.system
    )
    return per_thousand(points(counted(severities, repeats=settings.count_repeats)), score.words)


def _penalty(findings: Iterable[FindingRecord], words: int, level: Level, settings: Settings) -> float | None:
    if not settings.judge or "penalty" not in settings.metrics:
        return None
    severities = ((Severity[finding.severity.upper()], finding.group_id) for finding in findings)
    total = points(counted(severities, repeats=settings.count_repeats))
    return total if level == "segment" else per_thousand(total, words)
