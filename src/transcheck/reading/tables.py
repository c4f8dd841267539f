"""A table file or JSON Lines on standard input → rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import PurePath
from typing import IO

from transcheck.errors import InputError
from transcheck.model import Row
from transcheck.reading.decoding import decode, read_bytes
from transcheck.reading.intake import NO_CHINESE, Intake, empty_side, lacks_chinese, whole
from transcheck.reading.records import Record, Table, read_jsonl, read_parquet, read_separated

_TEXT_FORMATS: dict[str, Callable[[str, str], Table]] = {
    ".csv": partial(read_separated, separator=","),
    ".tsv": partial(read_separated, separator="\t"),
    ".tab": partial(read_separated, separator="\t"),
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
}
_PARQUET = frozenset({".parquet", ".pq"})


def read_table(path: str) -> Intake:
    """The rows of a table; its format is told by the ending of its name.

    Raises `InputError` where nothing of the table can be used; a record that cannot be read is a problem in
    the result.
    """
    suffix = PurePath(path).suffix.lower()
    stem = PurePath(path).stem
    if suffix in _PARQUET:
        return _intake(read_parquet(read_bytes(path), path), path, stem, path)
    reader = _TEXT_FORMATS.get(suffix)
    if reader is None:
        expected = (
            "a folder, CSV, TSV, JSONL, Parquet, XLIFF, TMX or PO (text, Markdown and DOCX go with --target)"
        )
        raise InputError(path, f"is no kind of input known here; expected {expected}", whole=True)
    text, encoding = decode(read_bytes(path), path)
    return _intake(reader(text, path), path, stem, path, encoding)


def read_stream(stream: IO[bytes]) -> Intake:
    """The rows of JSON Lines on standard input; they have neither path nor line, their `doc_id` is "stdin"."""
    text, encoding = decode(stream.read(), "-")
    return _intake(read_jsonl(text, "-"), "-", "stdin", None, encoding)


def _intake(table: Table, path: str, stem: str, row_path: str | None, encoding: str = "") -> Intake:
    if table.problems and not table.records:
        raise whole(table.problems[0])
    if "target" not in table.columns:
        known = ", ".join(sorted(table.columns)) or "none that is known"
        raise InputError(
            path, f"has no column target, mt or translation (found: {known})", place="target", whole=True
        )
    complete, incomplete = _parted(table.records, path)
    _refuse_duplicates(complete, path, stem)
    rows = [_row(record, table.columns, stem, row_path) for record in complete]
    kept = tuple(row for row in rows if not is_blank(row))
    if not rows:
        raise InputError(path, "has no rows", whole=True)
    blank = empty_side(kept or rows)
    if blank:
        raise InputError(path, "is empty in every row", place=blank, whole=True)
    if lacks_chinese(row.source or "" for row in kept):
        raise InputError(path, NO_CHINESE, place="source", whole=True)
    return Intake(
        rows=kept,
        problems=(*table.problems, *incomplete),
        skipped=len(rows) - len(kept),
        encodings=((path, encoding),) if encoding else (),
    )


def _parted(records: Iterable[Record], path: str) -> tuple[list[Record], list[InputError]]:
    """Records with a target, and a problem for each without: in JSON a key may be missing on one line."""
    complete: list[Record] = []
    problems: list[InputError] = []
    for record in records:
        if "target" in record.cells:
            complete.append(record)
        else:
            problems.append(InputError(path, "has no target", place=record.place))
    return complete, problems


def is_blank(row: Row) -> bool:
    """Whether source and target are empty (without a source: reference and target), so there is nothing to judge."""
    other = row.reference if row.source is None else row.source
    return not (row.target or "").strip() and not (other or "").strip()


def _key(record: Record, stem: str) -> tuple[str, str, str]:
    cells = record.cells
    return cells.get("doc_id") or stem, cells.get("system", ""), cells.get("id") or str(record.number)


def _refuse_duplicates(records: Iterable[Record], path: str, stem: str) -> None:
    seen: dict[tuple[str, str, str], str] = {}
    for record in records:
        key = _key(record, stem)
        if key in seen:
            named = ", ".join(
                f"{name} {value!r}" for name, value in zip(("doc_id", "system", "id"), key, strict=True)
            )
            raise InputError(path, f"{named} stands already at {seen[key]}", place=record.place, whole=True)
        seen[key] = record.place


def _row(record: Record, columns: frozenset[str], stem: str, path: str | None) -> Row:
    doc_id, system, number = _key(record, stem)
    sides = {
        side: record.cells.get(side, "") if side in columns else None for side in ("source", "reference")
    }
    line = None if path is None else record.line
    return Row(
        doc_id, system, number, record.cells["target"], sides["source"], sides["reference"], path, line
    )


def keys(rows: Iterable[Row]) -> Iterator[tuple[str, str, str]]:
    """What each row is known by."""
    return ((row.doc_id, row.system, row.id) for row in rows)
