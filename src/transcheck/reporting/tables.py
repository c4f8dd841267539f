"""Records → JSON Lines, CSV, TSV and Parquet for programs: exact values, nothing guarded, nothing cut."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any, get_type_hints

from transcheck.model import Evidence
from transcheck.reporting.records import Level
from transcheck.text import writable

if TYPE_CHECKING:
    import pyarrow as pa


def to_jsonl(records: Iterable[object]) -> str:
    """One JSON object a line, fields in their order, text unescaped.

    >>> to_jsonl([Evidence("termbase", "会议")])
    '{"origin":"termbase","text":"会议","where":""}\\n'
    """
    import msgspec

    encoder = msgspec.json.Encoder()
    lines = []
    for record in records:
        try:
            lines.append(encoder.encode(record).decode())
        except UnicodeEncodeError:  # a file name that is not UTF-8
            lines.append(encoder.encode(_in_utf8(msgspec.to_builtins(record))).decode())
    return "".join(line + "\n" for line in lines)


def _in_utf8(value: object) -> object:
    if isinstance(value, str):
        return writable(value)
    if isinstance(value, Mapping):
        return {key: _in_utf8(item) for key, item in value.items()}
    return [_in_utf8(item) for item in value] if isinstance(value, list | tuple) else value


def to_csv(records: Iterable[object], kind: type) -> str:
    """RFC 4180 with a header: nothing is an empty cell, lists and objects are JSON text, booleans true or false."""
    return _separated(records, kind, delimiter=",")


def to_tsv(records: Iterable[object], kind: type) -> str:
    """Like CSV with tabs; a cell that holds a tab, a quote or a line break is quoted."""
    return _separated(records, kind, delimiter="\t")


def _separated(records: Iterable[object], kind: type, *, delimiter: str) -> str:
    names = [field.name for field in fields(kind)]
    out = io.StringIO(newline="")
    # The module quotes a lone CR only where one is part of the line end; the end itself is then cut to LF.
    writer = csv.writer(_LineFeeds(out), delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(names)
    for record in records:
        writer.writerow([cell(getattr(record, name)) for name in names])
    return out.getvalue()


class _LineFeeds:
    """Takes whole rows that end in CR LF and passes them on with LF."""

    def __init__(self, out: io.StringIO) -> None:
        self._out = out

    def write(self, row: str) -> None:
        self._out.write(row.removesuffix("\r\n") + "\n")


def cell(value: object) -> str:
    """A value as the text of a cell.

    >>> cell(None), cell(0.5), cell(True), cell((1, 2))
    ('', '0.5', 'true', '[1,2]')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple | Mapping):
        import msgspec

        return msgspec.json.encode(value).decode()
    return str(value)


def to_parquet(records: Sequence[object], kind: type) -> bytes:
    """A Parquet file whose columns have the types of the fields, also where all values are missing."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = _schema(kind)
    columns = {name: [_plain(getattr(record, name)) for record in records] for name in schema.names}
    sink = pa.BufferOutputStream()
    pq.write_table(pa.table(columns, schema=schema), sink)
    data: bytes = sink.getvalue().to_pybytes()
    return data


def _schema(kind: type) -> pa.Schema:
    import pyarrow as pa

    place = pa.struct([(field.name, pa.string()) for field in fields(Evidence)])
    kinds: dict[Any, Callable[[], pa.DataType]] = {
        str: pa.string,
        Level: pa.string,
        int: pa.int64,
        float: pa.float64,
        bool: pa.bool_,
        str | None: pa.string,
        int | None: pa.int64,
        float | None: pa.float64,
        tuple[int, ...]: lambda: pa.list_(pa.int64()),
        tuple[Evidence, ...]: lambda: pa.list_(place),
        Mapping[str, float | None]: lambda: pa.map_(pa.string(), pa.float64()),
    }
    hints = get_type_hints(kind)
    return pa.schema([(field.name, kinds[hints[field.name]]()) for field in fields(kind)])


def _plain(value: object) -> object:
    if isinstance(value, str):
        return writable(value)
    if isinstance(value, Mapping):
        return list(value.items())
    if not isinstance(value, tuple):
        return value
    return [
        {field.name: getattr(item, field.name) for field in fields(Evidence)}
        if isinstance(item, Evidence)
        else item
        for item in value
    ]
