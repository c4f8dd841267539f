"""Segments → bead records: which sentences belong together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from transcheck.pipeline.segments import Segment, by_document
from transcheck.reporting.records import BeadRecord


def bead_records(segments: Iterable[Segment]) -> tuple[BeadRecord, ...]:
    """One record a segment, in the given order; a table row counts as one sentence on each side that has text."""
    return tuple(
        record
        for _, document in by_document(segments)
        for number, segment in enumerate(document)
        for record in _record(segment, number)
    )


def _record(segment: Segment, number: int) -> Iterator[BeadRecord]:
    source = _sentences(segment.source, segment.source_sentences, number)
    target = _sentences(segment.target, segment.target_sentences, number)
    reference = _sentences(segment.reference, segment.reference_sentences, number)
    source_start, source_end = _stretch(segment.source, segment.source_start)
    target_start, target_end = _stretch(segment.target, segment.target_start)
    reference_start, reference_end = _stretch(segment.reference, segment.reference_start)
    yield BeadRecord(
        doc_id=segment.doc_id,
        system=segment.system,
        id=segment.id,
        source=source,
        target=target,
        reference=reference,
        source_start=source_start,
        source_end=source_end,
        target_start=target_start,
        target_end=target_end,
        reference_start=reference_start,
        reference_end=reference_end,
        confidence=float(segment.bead_confidence),
        kind=_kind(segment, len(source), len(target), len(reference)),
        elsewhere=segment.elsewhere or "",
    )


def _sentences(text: str | None, numbers: tuple[int, ...] | None, row: int) -> tuple[int, ...]:
    if numbers is not None:
        return numbers
    return (row,) if text and text.strip() else ()


def _stretch(text: str | None, start: int | None) -> tuple[int | None, int | None]:
    return (None, None) if start is None or not text else (start, start + len(text))


def _kind(segment: Segment, source: int, target: int, reference: int) -> str:
    """Counts of source-target-reference, of the two sides where there are two; the target alone counts as 0-1."""
    if segment.reference is None:
        return f"{source}-{target}"
    return f"{target}-{reference}" if segment.source is None else f"{source}-{target}-{reference}"
