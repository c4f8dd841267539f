"""Known findings: what a team has decided to live with, so that only new findings fail a build."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from transcheck.errors import InputError
from transcheck.reporting.records import FindingRecord, Known, is_known

_VERSION = 2
_ANYWHERE = 1  # the version that did not say in which documents a finding stands

# Finding id -> the documents it stood in; None where that was not written down.
Baseline = Mapping[str, tuple[str, ...] | None]
Pairs = frozenset[tuple[str, str]]


def baseline_json(findings: Iterable[FindingRecord]) -> str:
    """A baseline file: findings by id with what a person needs to recognise them; the same findings, the same text."""
    found: defaultdict[str, list[FindingRecord]] = defaultdict(list)
    for finding in sorted(findings, key=lambda finding: (finding.finding_id, finding.doc_id)):
        found[finding.finding_id].append(finding)
    known = {
        name: {
            "rule": group[0].rule,
            "doc_ids": list(dict.fromkeys(finding.doc_id for finding in group)),
            "target_text": group[0].target_text,
            "message": group[0].message,
        }
        for name, group in found.items()
    }
    content = {"version": _VERSION, "findings": known}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def read_baseline(path: Path) -> Baseline:
    """The findings of a baseline file; raises `InputError` where it is missing or something else."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["version"] not in (_ANYWHERE, _VERSION):
            raise ValueError(f"version {content['version']}, expected {_VERSION}")
        listed = dict(content["findings"]).items()
        if content["version"] == _ANYWHERE:
            return {str(name): None for name, _ in listed}
        return {str(name): _documents(entry["doc_ids"]) for name, entry in listed}
    except OSError as error:
        raise InputError(str(path), f"baseline cannot be read: {error.strerror}", whole=True) from error
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(str(path), f"not a baseline file: {error!r}", whole=True) from error


def _documents(listed: object) -> tuple[str, ...]:
    if not isinstance(listed, list):
        raise TypeError(f"doc_ids is {listed!r}, no list")
    return tuple(map(str, listed))


def known_now(findings: Iterable[FindingRecord], baseline: Baseline) -> Pairs:
    """What of some findings a baseline lists, as pairs of finding and document.

    A finding that one document has is known in as many documents as it stood in: in those first, and then in
    others, since files are renamed. The same sentence in one document more is news.
    """
    now: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for finding in findings:
        now[finding.finding_id][finding.doc_id] = None
    return frozenset(
        (name, document)
        for name, documents in now.items()
        if name in baseline
        for document in _allowed(tuple(documents), baseline[name])
    )


def _allowed(now: tuple[str, ...], then: tuple[str, ...] | None) -> tuple[str, ...]:
    if then is None:
        return now
    return tuple(sorted(now, key=lambda document: document not in then))[: len(then)]


@dataclass(frozen=True, slots=True)
class Change:
    """Findings beside a baseline, each counted once a document: known and still there, known and gone, new."""

    there: int
    gone: int
    new: int


def compared(findings: Iterable[FindingRecord], baseline: Baseline) -> Change:
    """What has changed since a baseline was written."""
    now = {(finding.finding_id, finding.doc_id): finding for finding in findings}
    there = known_now(now.values(), baseline)
    names = {name for name, _ in there}
    listed = sum(
        len(documents) if documents is not None else name not in names for name, documents in baseline.items()
    )
    unlimited = sum(baseline[name] is None for name, _ in there)
    return Change(len(there), listed - (len(there) - unlimited), len(now) - len(there))


def mark_known(findings: Iterable[FindingRecord], known: Known) -> tuple[FindingRecord, ...]:
    """The same findings; those that are known do not gate. They are marked, not dropped."""
    return tuple(
        replace(finding, gates=False) if is_known(finding, known) else finding for finding in findings
    )
