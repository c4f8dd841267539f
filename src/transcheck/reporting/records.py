"""The records of the interface contract: one frozen value each, fields in the order in which they are written.

Offsets are code points within the text of the row or bead on that side, half-open; `doc_start` and `doc_end`
count in the whole target document. What does not exist is None.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from transcheck.model import Evidence

Level = Literal["segment", "document", "system"]
FindingFormat = Literal["text", "jsonl", "csv", "json", "sarif", "github", "junit", "gitlab"]
FailOn = Literal["minor", "major", "critical", "never"]


@dataclass(frozen=True, slots=True)
class FindingRecord:
    """One place that one rule objects to."""

    finding_id: str
    group_id: str
    doc_id: str
    system: str
    id: str
    rule: str
    name: str
    category: str
    severity: str
    confidence: float
    bead_confidence: float
    gates: bool
    message: str
    suggestion: str | None
    entity: str | None
    entity_kind: str
    source_path: str | None
    target_path: str | None
    source_start: int | None
    source_end: int | None
    source_text: str | None
    target_start: int | None
    target_end: int | None
    target_text: str | None
    target_line: int | None
    target_column: int | None
    doc_start: int | None
    doc_end: int | None
    evidence: tuple[Evidence, ...]


# What is known of findings: (finding_id, doc_id), as a baseline lists them, and places (doc_id, system, id) that have
# not changed.
Known = Collection[tuple[str, str] | tuple[str, str, str]]


def is_known(finding: FindingRecord, known: Known) -> bool:
    """Whether a finding is no news: it is listed itself, or stands in a place that has not changed."""
    listed = (finding.finding_id, finding.doc_id) in known
    return listed or (finding.doc_id, finding.system, finding.id) in known


@dataclass(frozen=True, slots=True)
class ScoreRecord:
    """The scores of a segment, a document or a system; a metric that was not computed is None."""

    doc_id: str | None
    system: str
    id: str | None
    level: Level
    bleu: float | None
    chrf: float | None
    ter: float | None
    semantic: float | None
    estimate: float | None
    penalty: float | None
    words: int
    findings: int | None


@dataclass(frozen=True, slots=True)
class NeuralScoreRecord(ScoreRecord):
    """A score record where neural metrics were asked for: their values by the names they were asked for under."""

    metrics: Mapping[str, float | None]


@dataclass(frozen=True, slots=True)
class BeadRecord:
    """Which sentences belong together, by their 0-based numbers, and where they lie in their documents."""

    doc_id: str
    system: str
    id: str
    source: tuple[int, ...]
    target: tuple[int, ...]
    reference: tuple[int, ...]
    source_start: int | None
    source_end: int | None
    target_start: int | None
    target_end: int | None
    reference_start: int | None
    reference_end: int | None
    confidence: float
    kind: str
    elsewhere: str  # the bead that says the same in another place, where this one lacks a side


@dataclass(frozen=True, slots=True)
class FailureRecord:
    """What was not judged because a rule or a stage crashed."""

    rule: str
    doc_id: str
    system: str
    error: str


@dataclass(frozen=True, slots=True)
class NotRunRecord:
    """A rule that did not run, in how many of the documents, and why."""

    rule: str
    name: str
    documents: int
    reason: str


@dataclass(frozen=True, slots=True)
class Texts:
    """The full text of a row or bead, and how sure its alignment is: what an editor reads beside a finding."""

    doc_id: str
    system: str
    id: str
    source: str | None
    target: str
    reference: str | None
    confidence: float
