"""Rules over a whole corpus: each document is summed up where it is judged, the sums are compared at the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from transcheck.config import Settings
from transcheck.model import Alignment, Finding, Naming, Passage, Rule, Span
from transcheck.pipeline.finding_records import finding_records
from transcheck.pipeline.placing import Placed, Quote
from transcheck.pipeline.segments import Segment
from transcheck.reporting.records import FindingRecord
from transcheck.rules import c105


@dataclass(frozen=True, slots=True)
class NamingRecord:
    """A `Naming` with offsets of its row or bead: plain, so that it can come from another process."""

    doc_id: str
    system: str
    id: str
    zh: str
    english: str
    source_start: int
    source_end: int
    target_start: int
    target_end: int


def naming_records(alignment: Alignment, rules: Iterable[Rule]) -> Iterator[NamingRecord]:
    """The persons of a document as they are called; none where no rule over the corpus was chosen."""
    if c105.RULE not in rules:
        return
    beads = {linked.bead.id: linked.bead for linked in alignment.beads}
    for naming in c105.summarise(alignment):
        bead = beads[naming.bead]
        yield NamingRecord(
            naming.doc_id,
            naming.system,
            naming.bead,
            naming.zh,
            naming.english,
            *_local(naming.source, bead.source),
            *_local(naming.target, bead.target),
        )


def _local(span: Span, passage: Passage | None) -> tuple[int, int]:
    start = passage.start if passage else 0
    return span.start - start, span.end - start


def corpus_findings(
    namings: Sequence[NamingRecord],
    segments: Iterable[Segment],
    found: Iterable[FindingRecord],
    settings: Settings,
) -> tuple[FindingRecord, ...]:
    """What only the whole corpus shows, beside what its documents showed already."""
    if not settings.judge or not settings.wants(c105.RULE):
        return ()
    places = {(s.doc_id, s.system, s.id): (number, s) for number, s in enumerate(segments)}
    known = {_place(record) for record in found if record.rule == c105.RULE.code}
    judged = c105.judge([_naming(record) for record in namings])
    placed = [
        _placed(naming, replace(f, severity=settings.severity(c105.RULE, f.severity)), places)
        for naming, f in judged
    ]
    records = finding_records(sorted(placed, key=lambda one: one.order))
    return tuple(record for record in records if _place(record) not in known)


def _place(record: FindingRecord) -> tuple[object, ...]:
    return record.doc_id, record.system, record.id, record.target_start


def _naming(record: NamingRecord) -> Naming:
    source, target = (
        Span(record.source_start, record.source_end),
        Span(record.target_start, record.target_end),
    )
    return Naming(record.doc_id, record.system, record.id, record.zh, record.english, source, target)


def _placed(
    naming: Naming, finding: Finding, places: Mapping[tuple[str, str, str], tuple[int, Segment]]
) -> Placed:
    number, segment = places[naming.doc_id, naming.system, naming.bead]
    source = Quote(naming.source.start, naming.source.end, naming.zh)
    if segment.source is not None:
        source = Quote(source.start, source.end, segment.source[source.start : source.end])
    target = Quote(naming.target.start, naming.target.end, naming.english)
    return Placed(finding, c105.RULE, number, segment, source, target)


def merged(
    found: Iterable[FindingRecord], more: Iterable[FindingRecord], segments: Iterable[Segment]
) -> tuple[FindingRecord, ...]:
    """Findings of documents and of the corpus together, in document order."""
    numbers = {(s.doc_id, s.system, s.id): number for number, s in enumerate(segments)}

    def order(record: FindingRecord) -> tuple[int, int]:
        start = -1 if record.target_start is None else record.target_start
        return numbers[record.doc_id, record.system, record.id], start

    return tuple(sorted((*found, *more), key=order))
