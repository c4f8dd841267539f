"""Findings with document spans → findings with their place in a segment, checked and quoted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from transcheck.model import Bead, Finding, Passage, Rule, Span
from transcheck.pipeline.segments import Segment
from transcheck.text import LINE_END


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch of a segment's text on one side, in offsets of that text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A finding, the rule that made it, the segment it lies in and that segment's number in its document."""

    finding: Finding
    rule: Rule
    number: int
    segment: Segment
    source: Quote | None
    target: Quote | None

    @property
    def order(self) -> tuple[object, ...]:
        """Document order, then rule; a finding without a target span comes before those that have one."""
        target = (self.target.start, self.target.end) if self.target else (-1, -1)
        source = (self.source.start, self.source.end) if self.source else (-1, -1)
        return (
            self.number,
            *target,
            self.rule.code,
            *source,
            self.finding.entity or "",
            self.finding.message,
        )


Index = Mapping[str, tuple[int, Segment, Bead]]


def index_of(segments: Iterable[Segment], beads: Iterable[Bead]) -> Index:
    """Segments of one document with their number and bead, by id."""
    return {
        segment.id: (number, segment, bead)
        for number, (segment, bead) in enumerate(zip(segments, beads, strict=True))
    }


def place(finding: Finding, rule: Rule, index: Index) -> Placed:
    """The finding with its place; raises `ValueError` where its bead, spans or confidence make no sense."""
    if finding.bead not in index:
        raise ValueError(f"there is no bead {finding.bead!r}")
    if finding.rule != rule.code:
        raise ValueError(f"calls itself {finding.rule!r}")
    if not 0.0 <= finding.confidence <= 1.0:
        raise ValueError(f"confidence {finding.confidence} is not between 0 and 1")
    number, segment, bead = index[finding.bead]
    source, target = _quote(finding.source, bead.source), _quote(finding.target, bead.target)
    return Placed(finding, rule, number, segment, source, target)


def _quote(span: Span | None, passage: Passage | None) -> Quote | None:
    if span is None:
        return None
    if passage is None or not passage.span.contains(span):
        raise ValueError(f"{span} lies outside {passage.span if passage else 'a side that does not exist'}")
    start, end = span.start - passage.start, span.end - passage.start
    return Quote(start, end, passage.text[start:end])


def line_and_column(segment: Segment, offset: int) -> tuple[int | None, int | None]:
    """Where a place in the target stands in its file, both from 1; for table rows the line of the record alone."""
    if segment.target_line is None or segment.target_column is None:
        return segment.target_line, None
    ends = [match.end() for match in LINE_END.finditer(segment.target, 0, offset)]
    if not ends:
        return segment.target_line, segment.target_column + offset
    return segment.target_line + len(ends), offset - ends[-1] + 1


def one_a_place(found: Iterable[Placed]) -> list[Placed]:
    """In order, and of findings on one place with one entity only the worst; one without an entity gives way."""
    found = list(found)
    named = {_place_key(placed)[:2] for placed in found if placed.finding.target and placed.finding.entity}
    found = [p for p in found if p.finding.entity or not p.finding.target or _place_key(p)[:2] not in named]
    kept: dict[tuple[object, ...], Placed] = {}
    for placed in sorted(found, key=lambda placed: placed.order):
        key = _place_key(placed)
        if key not in kept or _weight(placed) > _weight(kept[key]):
            kept[key] = placed
    return sorted(kept.values(), key=lambda placed: placed.order)


def _place_key(placed: Placed) -> tuple[object, ...]:
    finding = placed.finding
    if finding.target is not None:
        return (placed.number, finding.target, finding.entity)
    # Without a place in the target only the same rule's same words are the same thing.
    return (placed.number, finding.rule, finding.source, finding.entity, finding.cause)


def _weight(placed: Placed) -> tuple[int, bool, float]:
    """A finding that shares its root cause with others outweighs one that stands alone."""
    return placed.finding.severity, bool(placed.finding.cause), placed.finding.confidence
