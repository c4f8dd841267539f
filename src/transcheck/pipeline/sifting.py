"""Findings that do not count, and those that are no news."""

from __future__ import annotations

from collections.abc import Iterable

from transcheck.config import Settings
from transcheck.reporting.records import FindingRecord

Findings = tuple[FindingRecord, ...]


def sifted(findings: Iterable[FindingRecord], settings: Settings) -> tuple[Findings, Findings]:
    """The findings that count, and those that an editor dismissed or that a file is exempt from."""
    kept: list[FindingRecord] = []
    dismissed: list[FindingRecord] = []
    for finding in findings:
        exempt = settings.ignores(finding.rule, finding.name, finding.target_path)
        (dismissed if exempt or finding.finding_id in settings.dismissed else kept).append(finding)
    return tuple(kept), tuple(dismissed)
