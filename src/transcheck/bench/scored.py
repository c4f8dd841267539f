"""Translations that people have scored, measured one system at a time: what the estimate learns from and is judged by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec
import numpy as np

from transcheck.bench.statistics import Values, numbered
from transcheck.bench.training import Examples
from transcheck.config import DEFAULT_METRICS, Settings
from transcheck.errors import InputError, TranscheckError
from transcheck.estimating import Measured, Named
from transcheck.pipeline.estimates import Key, measured
from transcheck.pipeline.score_records import segment_scores
from transcheck.pipeline.segments import Segment
from transcheck.pipeline.table import judged
from transcheck.reporting.records import ScoreRecord

# The estimate itself is left out: it comes from models that have not seen the sentence.
SETTINGS = Settings(metrics=DEFAULT_METRICS - {"estimate"})
_LOWER_IS_BETTER = ("penalty", "ter")


class ScoredRow(msgspec.Struct, frozen=True):
    """One row of an exam's part `score`."""

    id: str
    segment: int
    system: str
    source: str
    target: str
    reference: str
    mqm: float


@dataclass(frozen=True, slots=True)
class Scored:
    """Rows with their human scores."""

    rows: tuple[ScoredRow, ...]

    def segments(self, situation: Named) -> tuple[Segment, ...]:
        """The rows with only the sides of a situation, each its own document, as the exam asks."""
        whole = (
            Segment(row.id, row.system, row.id, row.target, row.source, row.reference) for row in self.rows
        )
        return tuple(
            replace(
                segment,
                source=None if situation == "reference" else segment.source,
                reference=None if situation == "source" else segment.reference,
            )
            for segment in whole
        )


def read_scored(folder: Path) -> Scored:
    """The part `score` of an exam, and no other part of it."""
    found: list[ScoredRow] = []
    for path in sorted((folder / "score").glob("*.jsonl")):
        lines = path.read_bytes().splitlines()
        try:
            found += [msgspec.json.decode(line, type=ScoredRow) for line in lines if line.strip()]
        except msgspec.MsgspecError as error:
            raise InputError(path.as_posix(), f"not rows with human scores: {error}", whole=True) from error
    if not found:
        raise InputError((folder / "score").as_posix(), "holds no rows with human scores", whole=True)
    return Scored(tuple(found))


@dataclass(frozen=True, slots=True)
class Measurement:
    """The rows in one situation: what the estimate learns from, and the other scores, higher is better."""

    examples: Examples
    columns: Mapping[str, Values]


def measure_all(scored: Scored, situation: Named) -> Measurement:
    """The rows measured and scored in a situation, one system after the other: nothing is learnt from other systems."""
    by_system: defaultdict[str, list[Segment]] = defaultdict(list)
    for segment in scored.segments(situation):
        by_system[segment.system].append(segment)
    found: dict[Key, tuple[Measured, ScoreRecord]] = {}
    for segments in by_system.values():
        found.update(_measured(segments))
    known = [(row, *found[row.id, row.system, row.id]) for row in scored.rows]
    examples = Examples(
        situation,
        tuple(one for _, one, _ in known),
        np.array([row.mqm for row, _, _ in known]),
        numbered([row.segment for row, _, _ in known]),
    )
    return Measurement(examples, score_columns([record for _, _, record in known]))


def score_columns(records: Sequence[ScoreRecord]) -> dict[str, Values]:
    """The scores that all records have, turned so that higher is better."""
    found = {}
    for name in ("estimate", "penalty", "semantic", "chrf", "bleu", "ter"):
        values = [getattr(record, name) for record in records]
        if values and None not in values:
            found[name] = np.array(values, dtype=float) * (-1 if name in _LOWER_IS_BETTER else 1)
    return found


def _measured(segments: Sequence[Segment]) -> Iterator[tuple[Key, tuple[Measured, ScoreRecord]]]:
    found = judged(tuple(segments), SETTINGS)
    values = measured(segments, found.beads, found.findings)
    records = segment_scores(segments, found.findings, SETTINGS)
    for segment, one, record in zip(segments, values, records, strict=True):
        if one is None:
            raise TranscheckError(
                f"{segment.system} {segment.id} could not be analysed: {found.failures[:1]}"
            )
        yield (segment.doc_id, segment.system, segment.id), (one, record)
