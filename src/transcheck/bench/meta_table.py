"""A table with human scores: its rows scored as `transcheck score` would, and the scores it brings with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from transcheck.bench.scored import score_columns
from transcheck.bench.statistics import Indices, Values, numbered
from transcheck.config import DEFAULT_METRICS, Settings
from transcheck.errors import InputError, UsageError
from transcheck.pipeline.frames import frame_to_records
from transcheck.pipeline.table import check_table
from transcheck.reading.records import ALIASES
from transcheck.reporting.records import ScoreRecord
from transcheck.reporting.text import count

if TYPE_CHECKING:
    import pandas as pd

_COLUMNS = ("doc_id", "system", "id", "source", "target", "reference")
# Numbers that are no scores.
_NO_SCORES = frozenset({*_COLUMNS, "position", "segment", "line", "row", "index"})


@dataclass(frozen=True, slots=True)
class ScoredTable:
    """Rows with a human score each, the other scores by column, and (source, reference, target)."""

    human: Values
    sentences: Indices
    scores: Mapping[str, Values]
    texts: tuple[tuple[str | None, str | None, str], ...]
    left_out: Mapping[str, str]


def read_scored_table(path: Path, human: str) -> ScoredTable:
    """Read and score a table; rows of one source are translations of one sentence (without it: of one reference).

    Numeric columns beside the known ones are scores of their own, taken as higher is better. Raises `InputError`
    where the table or its human scores cannot be used.
    """
    frame = _read(path)
    if human not in frame.columns:
        known = ", ".join(map(str, frame.columns))
        raise InputError(path.as_posix(), f"has no column {human} (found: {known})", whole=True)
    scores = _numbers(frame[human])
    if not np.isfinite(scores).all():
        row = int(np.flatnonzero(~np.isfinite(scores))[0]) + 1
        raise InputError(path.as_posix(), f"column {human} holds no number in row {row}", whole=True)
    texts = _texts(frame)
    if not all(any(row) for row in texts):
        row = next(number for number, sides in enumerate(texts, 1) if not any(sides))
        raise InputError(path.as_posix(), f"row {row} is empty", whole=True)
    names = [str(name) for name in frame.columns if name not in _NO_SCORES | {human}]
    columns = {name: _numbers(frame[name]) for name in names}
    whole = {name: values for name, values in columns.items() if np.isfinite(values).all()}
    left_out = {
        name: f"no number in {count(int((~np.isfinite(values)).sum()), 'row')}"
        for name, values in columns.items()
        if name not in whole and np.isfinite(values).any()
    }
    ours = _scored(frame)
    # What the table calls as we do is its own score all the same.
    brought = {f"{name} (table)" if name in ours else name: values for name, values in whole.items()}
    sentences = numbered(
        [source or reference or number for number, (source, reference, _) in enumerate(texts)]
    )
    return ScoredTable(scores, sentences, {**ours, **brought}, texts, left_out)


def _read(path: Path) -> pd.DataFrame:
    import pandas as pd

    text = {name: str for name in (*_COLUMNS, *ALIASES)}
    readers: dict[str, Callable[[Path], Any]] = {
        ".csv": lambda p: pd.read_csv(p, dtype=text, keep_default_na=False),
        ".tsv": lambda p: pd.read_csv(p, sep="\t", dtype=text, keep_default_na=False),
        ".jsonl": lambda p: pd.read_json(p, lines=True, dtype=text, convert_dates=False),
        ".parquet": pd.read_parquet,
    }
    reader = readers.get(path.suffix.lower())
    if reader is None or not path.is_file():
        raise UsageError(f"{path.as_posix()}: there is no such CSV, TSV, JSONL or Parquet file")
    try:
        frame: pd.DataFrame = reader(path).rename(columns=ALIASES)
    except (ValueError, OSError) as error:
        raise InputError(path.as_posix(), f"cannot be read: {error}", whole=True) from error
    if "target" not in frame.columns or frame.empty:
        raise InputError(path.as_posix(), "has no rows with a target", whole=True)
    return frame


def _numbers(column: pd.Series[Any]) -> Values:
    """The values of a column, not a number where one is none."""
    import pandas as pd

    values: Values = pd.to_numeric(column, errors="coerce").to_numpy(dtype=float)
    return values


def _texts(frame: pd.DataFrame) -> tuple[tuple[str | None, str | None, str], ...]:
    sides = [
        frame[name].tolist() if name in frame.columns else [None] * len(frame)
        for name in ("source", "reference", "target")
    ]
    return tuple(
        (source or None, reference or None, target or "")
        for source, reference, target in zip(*sides, strict=True)
    )


def _scored(frame: pd.DataFrame) -> dict[str, Values]:
    """Our own scores of the rows, in their order."""
    rows = frame[[name for name in _COLUMNS if name in frame.columns]].copy()
    rows["position"] = range(len(rows))
    rows["row"] = rows["position"].astype(str)
    # Ids of the table need not be unique over documents here; the row's number is.
    rows = rows.drop(columns="id", errors="ignore").rename(columns={"row": "id"})
    checked = check_table(rows, Settings(metrics=DEFAULT_METRICS, fail_on="never"))
    records = sorted(frame_to_records(checked.scores, ScoreRecord), key=lambda record: int(record.id or 0))
    if len(records) != len(frame):
        return {}
    return score_columns(records)
