"""Rows of a table, cleaned and put in order: the unit that is judged and scored."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import groupby
from typing import TYPE_CHECKING, Any

from transcheck.errors import InputError
from transcheck.model import Bead, Passage, Side

if TYPE_CHECKING:
    import pandas as pd

_TABLE = "table"  # how a DataFrame is called in messages


@dataclass(frozen=True, slots=True)
class Segment:
    """One row of a table or one bead of a document; its fields are the columns that `check_table` reads.

    A document's bead has a start on every side that the document has, an empty side too; a table row has none.
    `target_line` and `target_column` are where the target begins in its file. `elsewhere` is the id of the bead
    that says the same in another place, where this one lacks a side.
    """

    doc_id: str
    system: str
    id: str
    target: str
    source: str | None = None
    reference: str | None = None
    position: int = 0
    bead_confidence: float = 1.0
    source_start: int | None = None
    target_start: int | None = None
    reference_start: int | None = None
    source_sentences: tuple[int, ...] | None = None
    target_sentences: tuple[int, ...] | None = None
    reference_sentences: tuple[int, ...] | None = None
    source_path: str | None = None
    target_path: str | None = None
    target_line: int | None = None
    target_column: int | None = None
    elsewhere: str | None = None

    @property
    def document(self) -> tuple[str, str]:
        """Which document of which system it belongs to."""
        return self.doc_id, self.system

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table, which has no place in a document."""
        return self.target_start is None

    @property
    def sides(self) -> frozenset[Side]:
        """The sides that exist beside the target."""
        others: tuple[tuple[Side, str | None], ...] = (
            ("source", self.source),
            ("reference", self.reference),
        )
        return frozenset(side for side, text in others if text is not None)


COLUMNS = tuple(field.name for field in fields(Segment))
_TEXTS = frozenset(
    {"doc_id", "system", "id", "target", "source", "reference", "source_path", "target_path", "elsewhere"}
)
_NUMBERED = frozenset({"source_sentences", "target_sentences", "reference_sentences"})


def natural(name: str) -> tuple[object, ...]:
    """A key that puts s2 before s10.

    >>> sorted(["s10", "s2"], key=natural)
    ['s2', 's10']
    """
    parts = re.split(r"([0-9]+)", name)
    return tuple(int(part) if i % 2 else part for i, part in enumerate(parts)), name


def to_frame(segments: Iterable[Segment]) -> pd.DataFrame:
    """The table that `check_table` takes."""
    import pandas as pd

    values = [[getattr(segment, name) for name in COLUMNS] for segment in segments]
    return pd.DataFrame(values, columns=list(COLUMNS), dtype=object)


def from_frame(frame: pd.DataFrame) -> tuple[Segment, ...]:
    """The rows of a table in canonical order, whatever their order was: documents one after the other.

    Within a document `position` decides, without it the id (s2 before s10); among documents their first
    position, then their names. Rows whose source and target are blank are left out. Raises `InputError` where
    there is no column target, a cell is of a wrong kind, or (`doc_id`, `system`, `id`) is there twice.
    """
    if "target" not in frame.columns:
        raise InputError(_TABLE, "has no column target", whole=True)
    columns = {name: frame[name].tolist() for name in COLUMNS if name in frame.columns}
    columns.setdefault("id", list(range(1, len(frame) + 1)))
    found = (
        _segment(dict(zip(columns, values, strict=True))) for values in zip(*columns.values(), strict=True)
    )
    return _in_order([segment for segment in found if not _is_blank(segment)])


def _in_order(segments: Sequence[Segment]) -> tuple[Segment, ...]:
    first: dict[tuple[str, str], int] = {}
    seen: set[tuple[str, str, str]] = set()
    for segment in segments:
        key = (*segment.document, segment.id)
        if key in seen:
            named = f"doc_id {segment.doc_id!r}, system {segment.system!r}, id {segment.id!r}"
            raise InputError(_TABLE, f"{named} stands there twice", whole=True)
        seen.add(key)
        first[segment.document] = min(segment.position, first.get(segment.document, segment.position))

    def key_of(segment: Segment) -> tuple[object, ...]:
        document = (first[segment.document], natural(segment.doc_id), natural(segment.system))
        return (*document, segment.position, natural(segment.id))

    return tuple(sorted(segments, key=key_of))


def _segment(cells: Mapping[str, Any]) -> Segment:
    given = {name: _cell(name, value) for name, value in cells.items() if not _is_missing(value)}
    given = {"doc_id": "", "system": "", "target": "", "id": "", **given}
    if given.get("target_start") is None:  # an empty cell of a table is a side that is not there
        for side in ("source", "reference"):
            if not (given.get(side) or "").strip():
                given[side] = None
    return Segment(**given)


def _cell(name: str, value: Any) -> Any:  # noqa: ANN401  # a cell may hold anything; what comes out is typed
    try:
        if name in _NUMBERED:
            return tuple(map(int, value))
        if name not in _TEXTS:
            return float(value) if name == "bead_confidence" else int(value)
    except (TypeError, ValueError) as error:
        raise InputError(_TABLE, f"{name}: {value!r} is not a number", whole=True) from error
    if name in ("doc_id", "system", "id") and isinstance(value, int | float) and value == int(value):
        return str(int(value))  # a column of numbers; pandas makes them floats where one is missing
    if not isinstance(value, str):
        raise InputError(_TABLE, f"{name}: {value!r} is not text", whole=True)
    return value


def _is_missing(value: object) -> bool:
    """None, NaN and pandas' NA."""
    import pandas as pd

    return value is None or value is pd.NA or (isinstance(value, float) and value != value)


def _is_blank(segment: Segment) -> bool:
    other = segment.reference if segment.source is None else segment.source
    return segment.is_row and not segment.target.strip() and not (other or "").strip()


def by_document(segments: Iterable[Segment]) -> Iterator[tuple[tuple[str, str], tuple[Segment, ...]]]:
    """Documents with their segments, from segments in canonical order."""
    for document, group in groupby(segments, key=lambda segment: segment.document):
        yield document, tuple(group)


def to_beads(segments: Sequence[Segment]) -> tuple[Bead, ...]:
    """The beads of one document; rows of a table get starts one after the other, so that spans are unique."""
    target = source = reference = 0
    beads = []
    for segment in segments:
        if segment.target_start is not None:
            target = segment.target_start
        source = source if segment.source_start is None else segment.source_start
        reference = reference if segment.reference_start is None else segment.reference_start
        beads.append(
            Bead(
                segment.id,
                Passage("en", segment.target, target),
                None if segment.source is None else Passage("zh", segment.source, source),
                None if segment.reference is None else Passage("en", segment.reference, reference),
                segment.bead_confidence,
                segment.elsewhere or "",
            )
        )
        target += len(segment.target) + 1
        source += len(segment.source or "") + 1
        reference += len(segment.reference or "") + 1
    return tuple(beads)
