"""Records ↔ DataFrames with one fixed kind of column for each field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import TYPE_CHECKING, Any, TypeVar, get_type_hints

from transcheck.model import Evidence

if TYPE_CHECKING:
    import pandas as pd

Record = TypeVar("Record")

# Everything else is kept as Python objects: text with None, lists.
_COLUMN_KINDS = {int: "int64", float: "float64", bool: "bool", int | None: "Int64", float | None: "float64"}


def records_to_frame(records: Sequence[object], kind: type) -> pd.DataFrame:
    """A DataFrame whose columns are the fields of a record type, in their order; without records it has no rows.

    Lists are lists, evidence is a list of dictionaries; a missing whole number is NA, a missing score NaN.
    """
    import pandas as pd

    hints = get_type_hints(kind)
    columns = {
        name: pd.Series(
            [_plain(getattr(record, name)) for record in records],
            dtype=_COLUMN_KINDS.get(hints[name], "object"),
        )
        for name in (field.name for field in fields(kind))
    }
    return pd.DataFrame(columns)


def frame_to_records(frame: pd.DataFrame, kind: type[Record]) -> tuple[Record, ...]:
    """The records of a DataFrame that `records_to_frame` made."""
    columns = []
    for name in frame.columns:
        column = frame[name].astype(object)
        columns.append(column.where(column.notna(), None).tolist())
    names = list(frame.columns)
    return tuple(
        kind(**{name: _typed(name, value) for name, value in zip(names, values, strict=True)})
        for values in zip(*columns, strict=True)
    )


def _plain(value: Any) -> Any:  # noqa: ANN401  # a field of any record
    if not isinstance(value, tuple):
        return value
    return [
        {"origin": item.origin, "text": item.text, "where": item.where}
        if isinstance(item, Evidence)
        else item
        for item in value
    ]


def _typed(name: str, value: Any) -> Any:  # noqa: ANN401  # a cell of any column
    if not isinstance(value, list):
        return value
    return tuple(Evidence(**item) for item in value) if name == "evidence" else tuple(value)
