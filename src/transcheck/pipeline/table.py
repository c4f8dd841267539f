"""A table of segments → findings, scores and beads: the one batch function behind every command."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from transcheck.config import Settings
from transcheck.model import RuleFailure
from transcheck.pipeline.bead_records import bead_records
from transcheck.pipeline.corpus import NamingRecord
from transcheck.pipeline.finding_records import finding_records
from transcheck.pipeline.frames import records_to_frame
from transcheck.pipeline.judging import active, judge
from transcheck.pipeline.neural_scores import score_kind, with_neural
from transcheck.pipeline.score_records import aggregate, segment_scores
from transcheck.pipeline.segments import Segment, by_document, from_frame
from transcheck.reporting.records import BeadRecord, FailureRecord, FindingRecord

if TYPE_CHECKING:
    import pandas as pd


class Checked(NamedTuple):
    """What `check_table` found, as DataFrames with the fields of the interface contract as columns.

    `failures` lists the rules that crashed, with document and system; everything else is complete without them.
    `namings` is what rules over a whole corpus compare once all its tables are checked.
    """

    findings: pd.DataFrame
    scores: pd.DataFrame
    beads: pd.DataFrame
    failures: pd.DataFrame
    namings: pd.DataFrame


def check_table(table: pd.DataFrame, settings: Settings | None = None) -> Checked:
    """Check and score a table of segments; the order of its rows makes no difference.

    Columns: `target`, and where they exist `doc_id`, `system`, `id`, `source`, `reference`, `position` (without
    it rows of a document stand in the order of their ids), `bead_confidence`, and for beads of documents their
    offsets, sentence numbers and paths (the fields of `pipeline.segments.Segment`). An empty source or reference
    is a side that this row lacks, an empty target an omission; a row without any text is left out. Documents
    (`doc_id`, `system`) are judged whole, and no row knows of another system. Raises `TranscheckError` for a
    table or settings that cannot be used.
    """
    settings = settings or Settings()
    segments = from_frame(table)
    findings, failures, namings = _judged(segments, settings) if settings.judge else ((), (), ())
    scores = with_neural(segment_scores(segments, findings, settings), segments, settings)
    return Checked(
        records_to_frame(findings, FindingRecord),
        records_to_frame(aggregate(segments, scores, findings, settings), score_kind(settings)),
        records_to_frame(bead_records(segments), BeadRecord),
        records_to_frame(failures, FailureRecord),
        records_to_frame(namings, NamingRecord),
    )


def _judged(
    segments: tuple[Segment, ...], settings: Settings
) -> tuple[tuple[FindingRecord, ...], tuple[RuleFailure, ...], tuple[NamingRecord, ...]]:
    findings: list[FindingRecord] = []
    failures: list[RuleFailure] = []
    namings: list[NamingRecord] = []
    rules = active(settings)
    for _, document in by_document(segments):
        found, crashed, named = judge(document, settings, rules)
        findings += finding_records(found)
        failures += crashed
        namings += named
    return tuple(findings), tuple(failures), tuple(namings)
