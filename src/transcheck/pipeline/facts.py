"""What a report says about a run beside its findings: the gate, counts, what is missing, the signature."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from transcheck.config import Settings
from transcheck.model import Severity
from transcheck.pipeline.batches import Outcome
from transcheck.pipeline.judging import active
from transcheck.pipeline.signature import signature
from transcheck.reading import Intake
from transcheck.reporting.records import FindingRecord
from transcheck.reporting.summary import Facts


def passes(findings: Iterable[FindingRecord], settings: Settings) -> bool:
    """Whether no finding that gates is as severe as `fail_on`."""
    gate = settings.gate
    if gate is None:
        return True
    return not any(finding.gates and Severity[finding.severity.upper()] >= gate for finding in findings)


def facts(
    outcome: Outcome, intake: Intake, settings: Settings, known: Collection[str] = frozenset()
) -> Facts:
    """Everything the summary of a run is made from; scores are those of whole systems."""
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
        passed=passes(outcome.findings, settings),
    )
