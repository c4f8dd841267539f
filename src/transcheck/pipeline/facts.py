"""What a report says about a run beside its findings: the gate, counts, what is missing, the signature."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from transcheck.config import Settings
from transcheck.errors import UsageError
from transcheck.model import Severity
from transcheck.pipeline.batches import Outcome
from transcheck.pipeline.judging import active
from transcheck.pipeline.score_records import system_penalty
from transcheck.pipeline.segments import Segment
from transcheck.pipeline.signature import signature
from transcheck.reading import Intake
from transcheck.reporting.records import FindingRecord, Known, ScoreRecord
from transcheck.reporting.summary import Facts
from transcheck.reporting.text import count


def gate_failures(outcome: Outcome, settings: Settings) -> tuple[str, ...]:
    """Why the gate fails, a line each: severe findings, scores that are too low, too many penalty points.

    Raises `UsageError` where a least score was asked for and there is nothing to compare, as a gate that
    cannot fail is none. The penalty is that of the findings that gate.
    """
    return (*_severe(outcome.findings, settings), *_low(outcome, settings), *_dear(outcome, settings))


def _severe(findings: Iterable[FindingRecord], settings: Settings) -> Iterator[str]:
    gate = settings.gate
    if gate is None:
        return
    severe = sum(finding.gates and Severity[finding.severity.upper()] >= gate for finding in findings)
    if severe:
        yield f"{count(severe, 'finding')} of severity {gate.label} or worse"


def _low(outcome: Outcome, settings: Settings) -> Iterator[str]:
    for metric, least in settings.min_scores:
        for score in outcome.systems:
            value = getattr(score, metric)
            if value is None:
                either = metric in ("semantic", "estimate")
                missing = "neither source nor reference" if either else "no reference"
                raise UsageError(f"no {metric} to compare with {least:g}: there is {missing}")
            if value < least:
                yield f"{metric} {value:.2f} is below {least:g}{_of(score)}"


def _dear(outcome: Outcome, settings: Settings) -> Iterator[str]:
    for score in outcome.systems if settings.max_penalty is not None else ():
        penalty = system_penalty(outcome.findings, score, settings)
        if settings.max_penalty is not None and penalty > settings.max_penalty:
            yield f"penalty {penalty:.2f} in 1,000 words is above {settings.max_penalty:g}{_of(score)}"


def _of(score: ScoreRecord) -> str:
    return f" ({score.system})" if score.system else ""


def _lacks_a_side(segment: Segment) -> bool:
    """Whether nothing on some side that the document has stands beside a bead."""
    sides = (segment.source, segment.target, segment.reference)
    return not segment.is_row and any(text is not None and not text.strip() for text in sides)


def facts(outcome: Outcome, intake: Intake, settings: Settings, known: Known = frozenset()) -> Facts:
    """Everything the summary of a run is made from; scores are those of whole systems."""
    reasons = gate_failures(outcome, settings)
    return Facts(
        signature=signature(settings),
        documents=outcome.documents,
        segments=len(outcome.segments),
        findings=outcome.findings,
        judged=tuple(dict.fromkeys(segment.document for segment in outcome.segments)),
        scores=outcome.systems if settings.metrics else (),
        failures=outcome.failures,
        not_run=outcome.not_run,
        trial=[rule.code for rule in active(settings) if rule.status == "trial"],
        problems=intake.problems,
        skipped=intake.skipped,
        encodings=intake.encodings,
        known=known,
        fail_on=settings.fail_on,
        passed=not reasons,
        checked=settings.judge,
        gate_failures=reasons,
        dismissed=len(outcome.dismissed),
        unaligned=sum(map(_lacks_a_side, outcome.segments)),
    )
