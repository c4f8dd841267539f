"""Findings → SARIF 2.1.0, which code scanning and editors read."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from urllib.parse import quote

from transcheck.errors import InputError
from transcheck.reporting.annotations import (
    Region,
    advice,
    alarm,
    clean,
    region,
    repository_path,
    worst_first,
)
from transcheck.reporting.records import FindingRecord, NotRunRecord, is_known
from transcheck.reporting.summary import Facts, failure_line, signature_text

MOST = 25_000  # GitHub refuses a run with more results

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_DRIVE = re.compile(r"[A-Za-z]:/")
_LINK = re.compile(r"(\\*)\]\(")

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class Descriptor:
    """A rule as a report describes it: its name, the first sentence of its manual page, and the whole page.

    `confidence` is how often the rule was right on marked data.
    """

    name: str
    summary: str
    page: str
    category: str
    severity: str
    confidence: float


def to_sarif(
    findings: Sequence[FindingRecord], facts: Facts, rules: Mapping[str, Descriptor], version: str
) -> str:
    """One run with all rules, and the findings in their order; beyond 25,000 only the worst.

    Known findings are suppressed, not dropped, or they would be taken for repaired. What stands in no file
    (standard input) has the uri `-`. A baseline that lists nothing is none.
    """
    kept = _worst(findings)
    numbers = {code: number for number, code in enumerate(rules)}
    driver: Json = {
        "name": "transcheck",
        "semanticVersion": version,
        "rules": [_rule(code, rule) for code, rule in rules.items()],
    }
    run: Json = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\r", "\n"],
        "invocations": [_invocation(facts, numbers, left_out=len(findings) - len(kept))],
        "results": [_result(finding, facts, numbers) for finding in kept],
        "properties": {"signature": signature_text(facts.signature)},
    }
    content: Json = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return clean(json.dumps(content, ensure_ascii=False, indent=1)) + "\n"


def _worst(findings: Sequence[FindingRecord]) -> Sequence[FindingRecord]:
    if len(findings) <= MOST:
        return findings
    kept = {id(finding) for finding in worst_first(findings)[:MOST]}
    return [finding for finding in findings if id(finding) in kept]


def _rule(code: str, rule: Descriptor) -> Json:
    return {
        "id": code,
        "name": rule.name,
        "shortDescription": {"text": rule.name.replace("-", " ").capitalize()},
        "fullDescription": {"text": _literal(rule.summary)},
        "help": {"text": _literal(rule.page)},
        "defaultConfiguration": {"level": alarm(rule.severity)},
        "properties": {"category": rule.category, "confidence": round(rule.confidence, 3)},
    }


def _result(finding: FindingRecord, facts: Facts, numbers: Mapping[str, int]) -> Json:
    return {
        "ruleId": finding.rule,
        **_index("ruleIndex", finding.rule, numbers),
        "level": alarm(finding.severity, gates=finding.gates),
        "message": {"text": _literal(advice(finding))},
        "locations": [_location(finding)],
        "partialFingerprints": {"transcheck/v1": finding.finding_id},
        **_state(finding, facts),
        "properties": {
            "category": finding.category,
            "severity": finding.severity,
            "confidence": finding.confidence,
            "bead_confidence": finding.bead_confidence,
            "gates": finding.gates,
            "group_id": finding.group_id,
            "entity": finding.entity,
            "entity_kind": finding.entity_kind,
            "suggestion": finding.suggestion,
            "source_text": finding.source_text,
            "target_text": finding.target_text,
            "evidence": [asdict(piece) for piece in finding.evidence],
        },
    }


def _state(finding: FindingRecord, facts: Facts) -> Json:
    """Both properties stand at every result of a run or at none: so the standard wants it."""
    if not facts.known:
        return {}
    if is_known(finding, facts.known):
        return {"baselineState": "unchanged", "suppressions": [{"kind": "external"}]}
    return {"baselineState": "new", "suppressions": []}


def _location(finding: FindingRecord) -> Json:
    name = "/".join(part for part in (finding.doc_id, finding.system, finding.id) if part)
    return {
        "physicalLocation": _physical(finding.target_path, region(finding)),
        "logicalLocations": [{"name": finding.id, "fullyQualifiedName": name}],
    }


def _physical(path: str | None, place: Region | None) -> Json:
    location: Json = {"artifactLocation": {"uri": _uri(repository_path(path) or "-")}}
    if not path or not place:
        return location
    names = ("startLine", "startColumn", "endLine", "endColumn")
    values = (place.line, place.column, place.end_line, place.end_column)
    found = {name: value for name, value in zip(names, values, strict=True) if value is not None}
    return {**location, "region": found}


def _uri(path: str) -> str:
    """A path as a relative reference, an absolute one as a file URI."""
    if path.startswith("/"):
        return "file://" + quote(clean(path))
    if _DRIVE.match(path):
        return "file:///" + quote(clean(path), safe="/:")
    return quote(clean(path))


def _literal(text: str) -> str:
    """Text that is shown as it is: braces would be placeholders, and [words](place) a link.

    >>> _literal("{0} [here](1)")
    '{{0}} [here\\\\](1)'
    """
    return _LINK.sub(r"\1\1\\](", text.replace("{", "{{").replace("}", "}}"))


def _index(name: str, code: str, numbers: Mapping[str, int]) -> Json:
    return {name: numbers[code]} if code in numbers else {}


def _invocation(facts: Facts, numbers: Mapping[str, int], *, left_out: int) -> Json:
    return {
        "executionSuccessful": not (facts.failures or facts.problems),
        "toolExecutionNotifications": list(_notifications(facts, numbers, left_out)),
        "toolConfigurationNotifications": [_not_run(entry, numbers) for entry in facts.not_run],
    }


def _notifications(facts: Facts, numbers: Mapping[str, int], left_out: int) -> Iterator[Json]:
    for failure in facts.failures:
        note = _notification("error", f"not judged: {failure_line(failure)}")
        yield {**note, **_associated(failure.rule, numbers)}
    for problem in facts.problems:
        note = _notification("error", f"not read: {problem}")
        yield {**note, "locations": [{"physicalLocation": _problem_place(problem)}]}
    if left_out:
        yield _notification("warning", f"{left_out} findings are left out; the {MOST} worst are listed")


def _not_run(entry: NotRunRecord, numbers: Mapping[str, int]) -> Json:
    text = f"{entry.rule} did not run in {entry.documents} documents ({entry.reason})"
    return {**_notification("note", text), **_associated(entry.rule, numbers)}


def _notification(level: str, text: str) -> Json:
    return {"level": level, "message": {"text": _literal(text)}}


def _associated(code: str, numbers: Mapping[str, int]) -> Json:
    return {"associatedRule": {"id": code, **_index("index", code, numbers)}} if code in numbers else {}


def _problem_place(problem: InputError) -> Json:
    line = int(problem.place) if problem.place.isdecimal() else 0
    return _physical(problem.path, Region(line) if line else None)
