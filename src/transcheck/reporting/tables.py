"""Records → JSON Lines, CSV, TSV and Parquet for programs: exact values, nothing guarded, nothing cut."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any, get_type_hints

from transcheck.model import Evidence
from transcheck.reporting.records import Level

if TYPE_CHECKING:
    import pyarrow as pa


def to_jsonl(records: Iterable[object]) -> str:
    """One JSON object a line, fields in their order, text unescaped.

    >>> to_jsonl([Evidence("termbase", "会议")])
    '{"origin":"termbase","text":"会议","where":""}\\n'
    """
    import msgspec

    encoder = msgspec.json.Encoder()
    return "".join(encoder.encode(record).decode() + "\n" for record in records)


def to_csv(records: Iterable[object], kind: type) -> str:
    """RFC 4180 with a header: nothing is an empty cell, lists and objects are JSON text, booleans true or false."""
    return _separated(records, kind, delimiter=",")


def to_tsv(records: Iterable[object], kind: type) -> str:
    """Like CSV with tabs; a cell that holds a tab, a quote or a line break is quoted."""
    return _separated(records, kind, delimiter="\t")


def _separated(records: Iterable[object], kind: type, *, delimiter: str) -> str:
    names = [field.name for field in fields(kind)]
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow(names)
    for record in records:
        writer.writerow([cell(getattr(record, name)) for name in names])
    return out.getvalue()


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
