"""What was read → segments: documents are cut into sentences and aligned, rows are taken as they are."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from transcheck.aligning import Group, align
from transcheck.aligning.moving import moved
from transcheck.model import Bundle, Document, Row, Span
from transcheck.pipeline.segments import Segment
from transcheck.segmenting import lines, sentences
from transcheck.text import LINE_END


@dataclass(frozen=True)
class _Side:
    """A side of a document, cut into sentences that keep their numbers."""

    document: Document
    numbers: tuple[int, ...]
    spans: tuple[Span, ...]

    @cached_property
    def texts(self) -> list[str]:
        return [self.document.judged[span.start : span.end] for span in self.spans]


@dataclass(frozen=True, slots=True)
class _Slice:
    """The unbroken text from the first to the last sentence of a group on one side; without any it is empty."""

    start: int
    text: str
    sentences: tuple[int, ...]


def bundle_segments(bundle: Bundle, *, embeddings: bool = True, presplit: bool = False) -> list[Segment]:
    """The beads b0, b1 … of one document as segments, in order; a blank source or reference does not exist.

    Offsets are those of the text that is judged: where that is not the document itself, `originals` translates
    them. `presplit`: each line is a sentence and its number; blank lines keep theirs, are in no bead, and part paragraphs.
    """
    source = _cut(bundle.source, presplit=presplit)
    target = _cut(bundle.target, presplit=presplit) or _Side(bundle.target, (), ())
    reference = _cut(bundle.reference, presplit=presplit)
    groups = align(
        source.texts if source else None,
        target.texts,
        reference.texts if reference else None,
        embeddings=embeddings,
        paragraphs=(
            _starts(source, presplit=presplit),
            _starts(target, presplit=presplit),
            _starts(reference, presplit=presplit),
        ),
    )
    starts = line_starts(bundle.target.judged)
    segments = [
        _segment(number, bundle, group, slices, starts)
        for number, (group, slices) in enumerate(_sliced(groups, source, target, reference))
    ]
    return _with_moves(segments) if embeddings else segments


def _starts(side: _Side | None, *, presplit: bool) -> tuple[int, ...]:
    """The sentences with which paragraphs begin: a line ends before them, or is empty where each line is a sentence."""
    if side is None:
        return ()
    text = side.document.judged
    gaps = (text[one.end : other.start] for one, other in pairwise(side.spans))
    ends = 2 if presplit else 1
    return tuple(number for number, gap in enumerate(gaps, 1) if len(LINE_END.findall(gap)) >= ends)


def _with_moves(segments: Sequence[Segment]) -> list[Segment]:
    """The segments, those whose counterpart stands elsewhere with its id; without a source that of the reference."""
    said = [segment.reference if segment.source is None else segment.source for segment in segments]
    lost = [n for n, s in enumerate(segments) if (said[n] or "").strip() and not s.target.strip()]
    added = [
        n
        for n, s in enumerate(segments)
        if said[n] is not None and not (said[n] or "").strip() and s.target.strip()
    ]
    texts = [said[n] or "" for n in lost], [segments[n].target for n in added]
    # Where sentences of the other side stand between, a side knows only of its own.
    pairs = moved(
        *texts,
        (_own_places(segments, lost, said), _own_places(segments, added, [s.target for s in segments])),
    )
    elsewhere = {
        segments[lost[i]].id: segments[added[j]].id for i, j in reversed(pairs)
    }  # the first of several
    elsewhere |= {segments[added[j]].id: segments[lost[i]].id for i, j in reversed(pairs)}
    return [replace(s, elsewhere=elsewhere[s.id]) if s.id in elsewhere else s for s in segments]


def _own_places(segments: Sequence[Segment], chosen: Sequence[int], texts: Sequence[str | None]) -> list[int]:
    """The numbers of some segments among those that have text on a side."""
    there = [n for n in range(len(segments)) if (texts[n] or "").strip()]
    return [bisect_left(there, n) for n in chosen]


def _cut(document: Document | None, *, presplit: bool) -> _Side | None:
    if document is None or not document.judged.strip():
        return None
    if presplit:
        numbered = tuple(_judged_lines(document))
        return _Side(document, tuple(n for n, _ in numbered), tuple(span for _, span in numbered))
    spans = sentences(document.judged, document.lang)
    return _Side(document, tuple(range(len(spans))), spans)


def _judged_lines(document: Document) -> Iterator[tuple[int, Span]]:
    """The lines of the file that hold something to judge, with their numbers."""
    for number, line in lines(document.text):
        span = line if document.prose is None else document.prose.within(line)
        words = document.judged[span.start : span.end]
        if words.strip():
            start = span.start + len(words) - len(words.lstrip())
            yield number, Span(start, start + len(words.strip()))


def _sliced(
    groups: Iterable[Group], *sides: _Side | None
) -> Iterable[tuple[Group, tuple[_Slice | None, ...]]]:
    """Each group with its slices of source, target and reference; an empty one lies where the last one ended."""
    ends = [0, 0, 0]
    for group in groups:
        slices: list[_Slice | None] = []
        for i, (side, members) in enumerate(
            zip(sides, (group.source, group.target, group.reference), strict=True)
        ):
            piece = None if side is None else _slice(side, members, ends[i])
            slices.append(piece)
            if piece is not None:
                ends[i] = piece.start + len(piece.text)
        yield group, tuple(slices)


def _slice(side: _Side, members: Sequence[int], empty_at: int) -> _Slice:
    if not members:
        return _Slice(empty_at, "", ())
    start, end = side.spans[members[0]].start, side.spans[members[-1]].end
    return _Slice(start, side.document.judged[start:end], tuple(side.numbers[m] for m in members))


def _segment(
    number: int, bundle: Bundle, group: Group, slices: Sequence[_Slice | None], starts: Sequence[int]
) -> Segment:
    source, target, reference = slices
    place = target.start if target else 0
    line = bisect_right(starts, place)
    return Segment(
        doc_id=bundle.doc_id,
        system=bundle.system,
        id=f"b{number}",
        target=target.text if target else "",
        source=source.text if source else None,
        reference=reference.text if reference else None,
        position=number,
        bead_confidence=round(group.confidence, 4),  # beyond that, machines differ
        source_start=source.start if source else None,
        target_start=place,
        reference_start=reference.start if reference else None,
        source_sentences=source.sentences if source else (),
        target_sentences=target.sentences if target else (),
        reference_sentences=reference.sentences if reference else (),
        source_path=bundle.source.path if bundle.source else None,
        target_path=bundle.target.path,
        target_line=line,
        target_column=place - starts[line - 1] + 1,
    )


def line_starts(text: str) -> list[int]:
    """Where the lines of a text begin: after LF, CR LF or CR."""
    return [0, *(match.end() for match in LINE_END.finditer(text))]


def row_segments(rows: Iterable[Row], source_paths: Mapping[str, str]) -> list[Segment]:
    """Rows as segments, in order. `source_paths` names the source file of a document read line by line."""
    return [
        Segment(
            row.doc_id,
            row.system,
            row.id,
            row.target or "",
            _unless_blank(row.source),
            _unless_blank(row.reference),
            position=number,
            source_path=source_paths.get(row.doc_id, row.path) if _unless_blank(row.source) else None,
            target_path=row.path,
            target_line=row.line,
        )
        for number, row in enumerate(rows)
    ]


def _unless_blank(text: str | None) -> str | None:
    return text if text and text.strip() else None


def numbered(segments: Iterable[Segment]) -> list[Segment]:
    """The segments with positions that count through all of them."""
    return [replace(segment, position=number) for number, segment in enumerate(segments)]
