"""Placed findings → the records of the interface contract, with ids that survive moved lines."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable

from transcheck.model import Severity
from transcheck.pipeline.calibration import DOUBTFUL, confidence
from transcheck.pipeline.placing import Placed, line_and_column
from transcheck.reporting.records import FindingRecord


def finding_records(found: Iterable[Placed]) -> tuple[FindingRecord, ...]:
    """One record a finding, in the given order, which must be that of the document."""
    seen: Counter[tuple[str, ...]] = Counter()
    records = []
    for placed in found:
        key = _identity(placed)
        records.append(_record(placed, digest(*key, str(seen[key]))))
        seen[key] += 1
    return tuple(records)


def digest(*parts: str) -> str:
    """Sixteen hexadecimal digits that stand for the parts.

    >>> digest("P101", "x") == digest("P101x")
    False
    """
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _identity(placed: Placed) -> tuple[str, ...]:
    """What makes a finding the same in another run: the sentence, without a source the target's, and the words.

    Neither line, offset nor the name of the document: an editor may move a sentence or rename a file.
    """
    sentence = placed.segment.source or placed.segment.target
    return placed.rule.code, sentence.strip(), _wrong_form(placed)


def _wrong_form(placed: Placed) -> str:
    quote = placed.target or placed.source
    return quote.text if quote else placed.finding.entity or ""


def _group(placed: Placed) -> str:
    """Places of one root cause have one group; without a named cause, rule, entity and wrong form are it."""
    finding = placed.finding
    cause = (
        ("", finding.cause) if finding.cause else (finding.rule, finding.entity or "", _wrong_form(placed))
    )
    return digest(*cause, *placed.segment.document)


def _record(placed: Placed, finding_id: str) -> FindingRecord:
    finding, rule, segment = placed.finding, placed.rule, placed.segment
    source, target = placed.source, placed.target
    line, column = line_and_column(segment, target.start if target else 0)
    doubtful = segment.bead_confidence < DOUBTFUL
    sure = confidence(rule.code, float(finding.confidence))
    return FindingRecord(
        finding_id=finding_id,
        group_id=_group(placed),
        doc_id=segment.doc_id,
        system=segment.system,
        id=segment.id,
        rule=rule.code,
        name=rule.name,
        category=finding.category or rule.category,
        severity=finding.severity.label,
        confidence=sure,
        bead_confidence=float(segment.bead_confidence),
        gates=finding.severity is not Severity.NEUTRAL and sure >= DOUBTFUL and not doubtful,
        message=f"{finding.message} (The alignment is doubtful here.)" if doubtful else finding.message,
        suggestion=finding.suggestion,
        entity=finding.entity,
        entity_kind=finding.kind,
        source_path=segment.source_path,
        target_path=segment.target_path,
        source_start=source.start if source else None,
        source_end=source.end if source else None,
        source_text=source.text if source else None,
        target_start=target.start if target else None,
        target_end=target.end if target else None,
        target_text=target.text if target else None,
        target_line=line,
        target_column=column,
        doc_start=_in_document(placed, target.start if target else None),
        doc_end=_in_document(placed, target.end if target else None),
        evidence=finding.evidence,
    )


def _in_document(placed: Placed, offset: int | None) -> int | None:
    if offset is None or placed.segment.target_start is None:
        return None
    return placed.segment.target_start + offset
