"""A table of segments → findings, scores and beads: the one batch function behind every command."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from transcheck.config import Settings
from transcheck.model import LinkedBead, RuleFailure
from transcheck.pipeline.bead_records import bead_records
from transcheck.pipeline.consensus import with_consensus
from transcheck.pipeline.corpus import NamingRecord
from transcheck.pipeline.estimates import estimates
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
    (`doc_id`, `system`) are judged whole, and no row knows of another system unless the
    settings ask for `consensus`. Raises `TranscheckError` for a
    table or settings that cannot be used.
    """
    settings = settings or Settings()
    segments = from_frame(table)
    found = judged(segments, settings) if settings.analyses else Found()
    guesses = estimates(segments, found.beads, found.findings) if "estimate" in settings.metrics else None
    findings, namings = (found.findings, found.namings) if settings.judge else ([], [])
    scores = with_neural(segment_scores(segments, findings, settings, guesses), segments, settings)
    if settings.consensus:
        scores = with_consensus(segments, scores)
    return Checked(
        records_to_frame(findings, FindingRecord),
        records_to_frame(aggregate(segments, scores, findings, settings), score_kind(settings)),
        records_to_frame(bead_records(segments), BeadRecord),
        records_to_frame(found.failures, FailureRecord),
        records_to_frame(namings, NamingRecord),
    )


@dataclass(frozen=True, slots=True)
class Found:
    """What judging the documents of a table gave; `beads` by document, system and id."""

    findings: list[FindingRecord] = field(default_factory=list)
    failures: list[RuleFailure] = field(default_factory=list)
    namings: list[NamingRecord] = field(default_factory=list)
    beads: dict[tuple[str, str, str], LinkedBead] = field(default_factory=dict)


def judged(segments: tuple[Segment, ...], settings: Settings) -> Found:
    """The documents of a table, each judged whole; the segments stand in canonical order."""
    found = Found()
    rules = active(settings)
    for (doc_id, system), document in by_document(segments):
        one = judge(document, settings, rules)
        found.findings.extend(finding_records(one.findings))
        found.failures.extend(one.failures)
        found.namings.extend(one.namings)
        found.beads.update({(doc_id, system, linked.bead.id): linked for linked in one.beads})
    return found
