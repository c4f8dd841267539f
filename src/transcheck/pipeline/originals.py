"""What was found in the prose of a document → where it stands in the document as it was read.

Everything between reading and reporting works on prose, the text without its markup. Here, at the end, segments
and findings get the offsets, texts, lines and columns of the file. Documents without markup pass through untouched.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from transcheck.model import Bundle, Document, Side, Span
from transcheck.pipeline.documents import line_starts
from transcheck.pipeline.segments import Segment
from transcheck.reporting.records import FindingRecord


@dataclass(frozen=True, slots=True)
class Originals:
    """The documents that hold markup, by doc_id and system."""

    bundles: Mapping[tuple[str, str], Bundle]
    target_lines: Mapping[tuple[str, str], list[int]]

    def __bool__(self) -> bool:
        """Whether there is anything to translate."""
        return bool(self.bundles)

    def segment(self, segment: Segment) -> Segment:
        """The segment with the text of each side as the file has it, from opening to closing marks."""
        bundle = self.bundles.get(segment.document)
        if bundle is None:
            return segment
        changes: dict[str, object] = {}
        for side, document in _sides(bundle):
            span = _stretch(segment, side)
            if span is not None and document.prose is not None:
                place = document.prose.place(span, marks=True)
                changes |= {side: document.text[place.start : place.end], f"{side}_start": place.start}
        found: Segment = replace(segment, **changes)  # type: ignore[arg-type]  # names are those of the fields
        line, column = self._line_and_column(found, found.target_start or 0)
        return replace(found, target_line=line, target_column=column)

    def finding(self, finding: FindingRecord, old: Segment, new: Segment) -> FindingRecord:
        """The finding with its place in the file; `old` is its segment in prose, `new` the one in the file."""
        bundle = self.bundles.get(old.document)
        if bundle is None:
            return finding
        source = _moved(bundle.source, old.source_start, finding.source_start, finding.source_end)
        target = _moved(bundle.target, old.target_start, finding.target_start, finding.target_end)
        if source and bundle.source:
            finding = replace(
                finding,
                source_start=source.start - (new.source_start or 0),
                source_end=source.end - (new.source_start or 0),
                source_text=bundle.source.text[source.start : source.end],
            )
        line, column = self._line_and_column(new, target.start if target else new.target_start or 0)
        finding = replace(finding, target_line=line, target_column=column)
        if target is None:
            return finding
        return replace(
            finding,
            target_start=target.start - (new.target_start or 0),
            target_end=target.end - (new.target_start or 0),
            target_text=bundle.target.text[target.start : target.end],
            doc_start=target.start,
            doc_end=target.end,
        )

    def _line_and_column(self, segment: Segment, place: int) -> tuple[int, int]:
        starts = self.target_lines[segment.document]
        line = bisect_right(starts, place)
        return line, place - starts[line - 1] + 1


def originals(bundles: Iterable[Bundle]) -> Originals:
    """The documents with markup among these."""
    marked = {
        (bundle.doc_id, bundle.system): bundle
        for bundle in bundles
        if any(document.prose is not None for _, document in _sides(bundle))
    }
    return Originals(marked, {key: line_starts(bundle.target.text) for key, bundle in marked.items()})


def in_files(
    segments: tuple[Segment, ...], findings: Iterable[FindingRecord], originals: Originals
) -> tuple[tuple[Segment, ...], tuple[FindingRecord, ...]]:
    """Segments and their findings as the files have them, in the same order."""
    pairs = {(s.doc_id, s.system, s.id): (s, originals.segment(s)) for s in segments}
    moved = tuple(
        originals.finding(finding, *pairs[finding.doc_id, finding.system, finding.id]) for finding in findings
    )
    return tuple(new for _, new in pairs.values()), moved


def _sides(bundle: Bundle) -> list[tuple[Side, Document]]:
    sides: tuple[tuple[Side, Document | None], ...] = (
        ("source", bundle.source),
        ("target", bundle.target),
        ("reference", bundle.reference),
    )
    return [(side, document) for side, document in sides if document is not None]


def _stretch(segment: Segment, side: Side) -> Span | None:
    start: int | None = getattr(segment, f"{side}_start")
    text: str | None = getattr(segment, side)
    return None if start is None or text is None else Span(start, start + len(text))


def _moved(
    document: Document | None, segment_start: int | None, start: int | None, end: int | None
) -> Span | None:
    """A stretch of a segment as a stretch of its document's file."""
    if document is None or segment_start is None or start is None or end is None:
        return None
    span = Span(segment_start + start, segment_start + end)
    return span if document.prose is None else document.prose.place(span)
