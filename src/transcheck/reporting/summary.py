"""What a run found in numbers, and the signature by which somebody else gets the same numbers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from transcheck.errors import InputError
from transcheck.model import Severity
from transcheck.reporting.records import (
    FailureRecord,
    FindingRecord,
    Known,
    NotRunRecord,
    ScoreRecord,
    is_known,
)
from transcheck.reporting.text import count, count_line, one_line, wrap

Signature = tuple[tuple[str, str], ...]

_NOT_RUN = "not run"


def signature_text(pairs: Iterable[tuple[str, str]]) -> str:
    """Names and values in one line; values that are signatures themselves stand in brackets.

    >>> signature_text([("transcheck", "0.1.0"), ("bleu", "nrefs:1|eff:no")])
    'transcheck:0.1.0|bleu:[nrefs:1|eff:no]'
    """
    return "|".join(f"{name}:[{value}]" if "|" in value else f"{name}:{value}" for name, value in pairs)


@dataclass(frozen=True, slots=True)
class Facts:
    """What `summary` and the short text about a run are made from."""

    signature: Signature
    documents: int
    segments: int
    findings: Sequence[FindingRecord] = ()
    judged: Sequence[tuple[str, str]] = ()  # each document and system
    scores: Sequence[ScoreRecord] = ()
    failures: Sequence[FailureRecord] = ()
    not_run: Sequence[NotRunRecord] = ()
    trial: Sequence[str] = ()
    problems: Sequence[InputError] = ()
    skipped: int = 0
    encodings: Sequence[tuple[str, str]] = ()
    known: Known = ()
    fail_on: str = "never"
    passed: bool = True
    checked: bool = True  # whether rules were asked for at all
    gate_failures: Sequence[str] = ()
    dismissed: int = 0  # findings that editors refused, or from whose rule their file is exempt
    unaligned: int = 0  # beads of documents that lack a side


def summary(facts: Facts) -> Mapping[str, object]:
    """The content of summary.json: counts, what is missing and why, and the signature.

    `findings` counts what is new, `known` what the baseline lists; `groups` counts root causes.
    """
    new = [finding for finding in facts.findings if not is_known(finding, facts.known)]
    return {
        "signature": signature_text(facts.signature),
        "documents": facts.documents,
        "segments": facts.segments,
        "skipped": facts.skipped,
        "unaligned": facts.unaligned,
        "findings": len(new),
        "known": len(facts.findings) - len(new),
        "dismissed": facts.dismissed,
        "groups": len({finding.group_id for finding in new}),
        "by_severity": _by_severity(new),
        "by_rule": dict(sorted(Counter(finding.rule for finding in new).items())),
        "fail_on": facts.fail_on,
        "passed": facts.passed,
        "gate_failures": list(facts.gate_failures),
        "scores": [asdict(score) for score in facts.scores],
        "penalty_formula": "MQM points (neutral 0, minor 1, major 5, critical 25) × 1000 / English target words",
        "rules_not_run": [asdict(entry) for entry in facts.not_run],
        "rules_on_trial": list(facts.trial),
        "failures": [asdict(failure) for failure in facts.failures],
        "problems": [str(problem) for problem in facts.problems],
        "encodings": dict(facts.encodings),
    }


def _by_severity(findings: Iterable[FindingRecord]) -> dict[str, int]:
    counts = Counter(finding.severity for finding in findings)
    return {severity.label: counts[severity.label] for severity in sorted(Severity, reverse=True)}


def summary_text(facts: Facts) -> str:
    """The summary in a few lines for a person: what was judged, what was found, what did not run, what is missing."""
    lines = [piece for line in summary_lines(facts) for piece in _wrapped(line)]
    return "".join(f"{line}\n" for line in (*lines, signature_text(facts.signature)))


def _wrapped(line: str) -> Iterable[str]:
    return wrap(line, "", "  ") if line.startswith(_NOT_RUN) else [line]


def summary_lines(facts: Facts) -> list[str]:
    """The summary without the signature, a line each for what was found, what did not run and what is missing."""
    new = [finding for finding in facts.findings if not is_known(finding, facts.known)]
    known = len(facts.findings) - len(new)
    return [
        f"{count_line(new) if facts.checked else 'scored, not checked'} in {count(facts.segments, 'segment')} "
        f"of {count(facts.documents, 'document')}"
        + (f"; {facts.unaligned} unaligned" if facts.unaligned else "")
        + (f"; {known} known" if known else "")
        + (f"; {facts.dismissed} dismissed" if facts.dismissed else "")
        + (f"; {facts.skipped} empty rows skipped" if facts.skipped else ""),
        *(_not_run_lines(facts) if facts.checked else ()),
        *([f"on trial: {', '.join(facts.trial)}"] if facts.trial else []),
        *(f"not judged: {failure_line(failure)}" for failure in facts.failures),
        *(f"not read: {one_line(str(problem))}" for problem in facts.problems),
        *(f"gate failed: {reason}" for reason in facts.gate_failures),
    ]


def failure_line(failure: FailureRecord) -> str:
    """A crash in one line."""
    system = f" ({failure.system})" if failure.system else ""
    return one_line(f"{failure.rule} in {failure.doc_id}{system}: {failure.error}")


def _not_run_lines(facts: Facts) -> list[str]:
    """Rules by the reason why they did not run; a count where that is so in some of the documents only."""
    by_reason: defaultdict[str, list[str]] = defaultdict(list)
    for entry in facts.not_run:
        some = "" if entry.documents == facts.documents else f" in {entry.documents} documents"
        by_reason[entry.reason + some].append(entry.rule)
    return [f"{_NOT_RUN} ({reason}): {', '.join(rules)}" for reason, rules in by_reason.items()]
