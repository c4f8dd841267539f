"""Known findings: what a team has decided to live with, so that only new findings fail a build."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from transcheck.errors import InputError
from transcheck.reporting.records import FindingRecord, Known, is_known

_VERSION = 1


def baseline_json(findings: Iterable[FindingRecord]) -> str:
    """A baseline file: findings by id with what a person needs to recognise them; the same findings, the same text."""
    known = {
        finding.finding_id: {
            "rule": finding.rule,
            "doc_id": finding.doc_id,
            "target_text": finding.target_text,
            "message": finding.message,
        }
        for finding in sorted(
            findings, key=lambda finding: (finding.finding_id, finding.doc_id), reverse=True
        )
    }
    content = {"version": _VERSION, "findings": dict(sorted(known.items()))}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def read_baseline(path: Path) -> frozenset[str]:
    """The finding ids of a baseline file; raises `InputError` where it is missing or something else."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["version"] != _VERSION:
            raise ValueError(f"version {content['version']}, expected {_VERSION}")
        return frozenset(map(str, dict(content["findings"])))
    except OSError as error:
        raise InputError(str(path), f"baseline cannot be read: {error.strerror}", whole=True) from error
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(str(path), f"not a baseline file: {error!r}", whole=True) from error


@dataclass(frozen=True, slots=True)
class Change:
    """Ids of findings beside a baseline: known and still there, known and gone, new."""

    there: frozenset[str]
    gone: frozenset[str]
    new: frozenset[str]


def compared(findings: Iterable[FindingRecord], known: Collection[str]) -> Change:
    """What has changed since a baseline was written."""
    now = frozenset(finding.finding_id for finding in findings)
    before = frozenset(known)
    return Change(there=now & before, gone=before - now, new=now - before)


def mark_known(findings: Iterable[FindingRecord], known: Known) -> tuple[FindingRecord, ...]:
    """The same findings; those that are known do not gate. They are marked, not dropped."""
    return tuple(
        replace(finding, gates=False) if is_known(finding, known) else finding for finding in findings
    )
