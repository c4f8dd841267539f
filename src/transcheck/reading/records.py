"""Tables → records: cells by the name of their column, with the place where each record begins."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from transcheck.errors import InputError
from transcheck.text import cells_of_any_size

ALIASES = {"mt": "target", "translation": "target", "ref": "reference"}  # names that columns have elsewhere
FIELDS = ("id", "doc_id", "system", "source", "target", "reference")


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its 1-based number, its place for messages, its physical line if it has one."""

    number: int
    place: str
    line: int | None
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """The known columns that exist, the records that could be read, and the problems of the others."""

    columns: frozenset[str]
    records: tuple[Record, ...]
    problems: tuple[InputError, ...] = ()


def columns_of(names: Iterable[str], path: str, place: str) -> dict[int, str]:
    """Position -> field, for the columns that have a meaning here; others are ignored.

    >>> columns_of(["ID", "note", "MT"], "a.csv", "1")
    {0: 'id', 2: 'target'}
    """
    found: dict[int, str] = {}
    for position, name in enumerate(names):
        plain = name.strip().lower()
        field = ALIASES.get(plain, plain)
        if field not in FIELDS:
            continue
        if field in found.values():
            raise InputError(path, f"two columns mean {field!r}", place=place, whole=True)
        found[position] = field
    return found


def read_separated(text: str, path: str, separator: str) -> Table:
    """The records of CSV or TSV text with a header; quoted cells may hold separators, quotes and line breaks."""
    table, _ = _read(text, path, separator)
    for problem in table.problems:
        if problem.whole:
            raise problem
    return table


def quotes_are_plain(text: str, path: str, separator: str) -> bool:
    """Whether the quotes of a text in columns are characters like others, as in much TSV."""
    return _read(text, path, separator)[1] == csv.QUOTE_NONE


def _read(text: str, path: str, separator: str) -> tuple[Table, int]:
    """The table, and how its quotes were read: TSV that does not come out even is read once more with plain ones."""
    table = _separated(text, path, separator, csv.QUOTE_MINIMAL)
    if table.problems and separator == "\t":
        plain = _separated(text, path, separator, csv.QUOTE_NONE)
        if not plain.problems:
            return plain, csv.QUOTE_NONE
    return table, csv.QUOTE_MINIMAL


def _separated(text: str, path: str, separator: str, quoting: int) -> Table:
    with cells_of_any_size():
        lines = list(_lines_of_cells(text, path, separator, quoting))
    if not lines:
        raise InputError(path, "is empty", whole=True)
    (_, header), *body = lines
    if isinstance(header, InputError):
        return Table(frozenset(), (), (InputError(path, header.message, place=header.place, whole=True),))
    columns = columns_of(header, path, "1")
    records: list[Record] = []
    problems: list[InputError] = []
    for number, (line, cells) in enumerate(body, 1):
        if isinstance(cells, InputError):
            problems.append(cells)
        elif len(cells) != len(header):
            message = f"{len(cells)} cells where the header has {len(header)}"
            problems.append(InputError(path, message, place=str(line)))
        else:
            known = {field: cells[position] for position, field in columns.items()}
            records.append(Record(number, str(line), line, known))
    return Table(frozenset(columns.values()), tuple(records), tuple(problems))


def _lines_of_cells(
    text: str, path: str, separator: str, quoting: int
) -> Iterator[tuple[int, list[str] | InputError]]:
    """The line where each record begins, with its cells; blank lines are no records."""
    # A lone CR ends a line only in a text without any LF.
    lines = io.StringIO(text, newline="\n" if "\n" in text else "\r")
    reader = csv.reader(lines, delimiter=separator, strict=True, quoting=quoting)  # type: ignore[arg-type]  # int
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield line, _malformed(path, line, str(error))
        else:
            if cells:
                yield line, cells


def _malformed(path: str, line: int, error: str) -> InputError:
    if "unexpected end" in error:
        return InputError(path, "a quoted cell of this record is never closed", place=str(line), whole=True)
    return InputError(path, f"cannot be read as cells: {error}", place=str(line))


def read_jsonl(text: str, path: str) -> Table:
    """The records of JSON Lines: one object a line. Numbers become text as written, 12.0 becomes 12."""
    records: list[Record] = []
    problems: list[InputError] = []
    numbered = ((n, line) for n, line in enumerate(text.split("\n"), 1) if line.strip())
    for number, (line, content) in enumerate(numbered, 1):
        try:
            records.append(Record(number, str(line), line, _json_cells(content, path, str(line))))
        except InputError as problem:
            problems.append(problem)
    if not records and not problems:
        raise InputError(path, "is empty", whole=True)
    columns = frozenset(field for record in records for field in record.cells)
    return Table(columns, tuple(records), tuple(problems))


def _json_cells(content: str, path: str, place: str) -> dict[str, str]:
    try:
        found = json.loads(content, parse_int=str, parse_float=_plain_number, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise InputError(path, f"is not valid JSON: {error}", place=place) from error
    if not isinstance(found, dict):
        raise InputError(path, "is not a JSON object", place=place)
    values = list(found.values())
    try:
        columns = columns_of(found, path, place)
    except InputError as problem:
        raise InputError(path, problem.message, place=place) from problem
    return {field: cell_text(values[position], field, path, place) for position, field in columns.items()}


def _refuse(constant: str) -> str:
    raise ValueError(f"{constant} is not JSON")


def _plain_number(literal: str) -> str:
    """A number as an id is written: pandas turns whole numbers into 12.0 as soon as one is missing."""
    value = float(literal)
    return str(int(value)) if value.is_integer() and abs(value) < 2**53 else literal


def cell_text(value: object, field: str, path: str, place: str) -> str:
    """The text of a cell: nothing is "", a whole number has no ".0"; anything but text or a number is refused."""
    if value is None or value != value:  # NaN is the only value unequal to itself
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise InputError(path, f"{field!r} is not text but {type(value).__name__}", place=place)
    text = _plain_number(repr(value)) if isinstance(value, float) else str(value)
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise InputError(path, f"{field!r} holds half a surrogate pair", place=place)
    return text


def read_parquet(data: bytes, path: str) -> Table:
    """The records of a Parquet table; they have a row number and no line."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(pa.BufferReader(data))
        names = list(file.schema_arrow.names)
        columns = columns_of(names, path, "")
        read = file.read(columns=[names[position] for position in columns])
        cells = {field: read.column(names[position]).to_pylist() for position, field in columns.items()}
    except (pa.ArrowException, OSError, ValueError) as error:
        raise InputError(
            path, f"cannot be read as Parquet: {str(error).splitlines()[0]}", whole=True
        ) from error
    records: list[Record] = []
    problems: list[InputError] = []
    for number in range(1, file.metadata.num_rows + 1):
        place = f"row {number}"
        try:
            known = {
                field: cell_text(values[number - 1], field, path, place) for field, values in cells.items()
            }
        except InputError as problem:
            problems.append(problem)
        else:
            records.append(Record(number, place, None, known))
    return Table(frozenset(cells), tuple(records), tuple(problems))
