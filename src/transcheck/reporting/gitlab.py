"""Findings → GitLab's Code Quality report."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from transcheck.reporting.annotations import advice, alarm, clean, repository_path
from transcheck.reporting.records import FindingRecord, is_known
from transcheck.reporting.summary import Facts


def to_gitlab(findings: Sequence[FindingRecord], facts: Facts) -> str:
    """A JSON list of all findings that are not known; GitLab compares it with that of the target branch.

    Every entry must name a file and a line: what stands in none (standard input, Parquet) is in `-` or on line 1.
    """
    entries = [_entry(finding) for finding in findings if not is_known(finding, facts.known)]
    return clean(json.dumps(entries, ensure_ascii=False, indent=1)) + "\n"


def _entry(finding: FindingRecord) -> dict[str, object]:
    line = finding.target_line if finding.target_path else None
    return {
        "description": advice(finding),
        "check_name": f"{finding.rule} {finding.name}",
        "fingerprint": _fingerprint(finding),
        "severity": _severity(finding),
        "location": {"path": repository_path(finding.target_path) or "-", "lines": {"begin": line or 1}},
    }


def _fingerprint(finding: FindingRecord) -> str:
    """GitLab drops the second of two entries with one fingerprint, and a sentence may stand in two documents."""
    name = "\x1f".join((finding.finding_id, finding.doc_id, finding.system))
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _severity(finding: FindingRecord) -> str:
    """GitLab's word: ours where the finding gates, else info. Nothing is a blocker."""
    return "info" if alarm(finding.severity, gates=finding.gates) == "note" else finding.severity
