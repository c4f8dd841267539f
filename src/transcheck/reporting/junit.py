"""Findings → JUnit XML, which most CI servers show as tests: a document is a suite, a segment a test."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from transcheck.reporting.annotations import advice, clean, worst_first
from transcheck.reporting.records import FindingRecord
from transcheck.reporting.summary import Facts, signature_text
from transcheck.reporting.text import findings_text

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Case:
    """A test: failed where it has findings, broken where it has a cause, else passed."""

    name: str
    findings: Sequence[FindingRecord] = ()
    kind: str = ""
    cause: str = ""


def to_junit(findings: Sequence[FindingRecord], facts: Facts) -> str:
    """A suite a document and system, with a failed test for each segment that has findings that gate.

    A test has one failure, since many readers show no second: it lists all findings of the segment. A document
    without any is one passed test; crashes and what could not be read are errors.
    """
    suites: dict[Key, list[_Case]] = {document: [] for document in facts.judged}
    for (doc_id, system, name), found in _by_segment(findings).items():
        suites.setdefault((doc_id, system), []).append(_Case(name, found))
    for failure in facts.failures:
        case = _Case(failure.rule, kind="crash", cause=failure.error)
        suites.setdefault((failure.doc_id, failure.system), []).append(case)
    for problem in facts.problems:
        case = _Case(problem.place or "document", kind="not-read", cause=problem.message)
        suites.setdefault((problem.path, ""), []).append(case)
    whole = {key: cases or [_Case("document")] for key, cases in suites.items()}
    everything = [case for cases in whole.values() for case in cases]
    body = "".join(_suite(key, cases, facts) for key, cases in whole.items())
    root = f'<testsuites name="transcheck" {_counts(everything)}>\n{body}</testsuites>\n'
    return clean(f'<?xml version="1.0" encoding="UTF-8"?>\n{root}')


def _by_segment(findings: Sequence[FindingRecord]) -> dict[tuple[str, str, str], list[FindingRecord]]:
    segments: dict[tuple[str, str, str], list[FindingRecord]] = {}
    for finding in findings:
        if finding.gates:
            segments.setdefault((finding.doc_id, finding.system, finding.id), []).append(finding)
    return segments


def _counts(cases: Sequence[_Case]) -> str:
    failed = sum(bool(case.findings) for case in cases)
    broken = sum(bool(case.kind) for case in cases)
    return f'tests="{len(cases)}" failures="{failed}" errors="{broken}"'


def _suite(key: Key, cases: Sequence[_Case], facts: Facts) -> str:
    doc_id, system = key
    name = quoteattr(f"{doc_id} ({system})" if system else doc_id)
    signature = quoteattr(signature_text(facts.signature))
    properties = f'<properties><property name="signature" value={signature}/></properties>\n'
    tests = "".join(
        f"<testcase classname={name} name={quoteattr(c.name)}>{_told(c)}</testcase>\n" for c in cases
    )
    return f"<testsuite name={name} {_counts(cases)}>\n{properties}{tests}</testsuite>\n"


def _told(case: _Case) -> str:
    if case.kind:
        return f"<error type={quoteattr(case.kind)} message={quoteattr(case.cause)}/>"
    if not case.findings:
        return ""
    worst, *others = worst_first(case.findings)
    message = advice(worst) + (f" (and {len(others)} more)" if others else "")
    text = escape(findings_text(case.findings).rstrip()).replace("\r", "&#13;")
    return f"<failure type={quoteattr(worst.rule)} message={quoteattr(message)}>{text}</failure>"
