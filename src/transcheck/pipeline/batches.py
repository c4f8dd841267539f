"""Everything that was read, judged in batches of whole documents, in this process or in several."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TypeVar

from transcheck.config import Settings
from transcheck.errors import TranscheckError, UsageError
from transcheck.model import Bundle, Row
from transcheck.pipeline.bead_records import bead_records
from transcheck.pipeline.consensus import with_consensus
from transcheck.pipeline.corpus import NamingRecord, corpus_findings, merged
from transcheck.pipeline.coverage import Situations, not_run, situations
from transcheck.pipeline.documents import bundle_segments, numbered, row_segments
from transcheck.pipeline.frames import frame_to_records
from transcheck.pipeline.neural_scores import load_neural, with_neural, without_neural
from transcheck.pipeline.originals import in_files, originals
from transcheck.pipeline.score_records import aggregate, repriced
from transcheck.pipeline.segments import Segment, to_frame
from transcheck.pipeline.sifting import excuses, sifted
from transcheck.pipeline.table import Checked, check_table
from transcheck.reading import Intake
from transcheck.reporting.records import (
    BeadRecord,
    FailureRecord,
    FindingRecord,
    NotRunRecord,
    ScoreRecord,
    Texts,
)

# Enough for the arrays of a batch to be worth making, little enough to leave the memory alone.
_BATCH_CHARACTERS = 150_000

Progress = Callable[[int], None]
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Batch:
    """Whole documents: bundles and rows in the order of the input."""

    bundles: tuple[Bundle, ...] = ()
    rows: tuple[Row, ...] = ()

    @property
    def documents(self) -> int:
        """How many documents of how many systems it holds."""
        return len(self.bundles) + len({(row.doc_id, row.system) for row in self.rows})


@dataclass(frozen=True, slots=True)
class Outcome:
    """All that was found, in the order of the input; `scores` of the level asked for, and those of whole systems.

    `dismissed` are findings that do not count: an editor refused them, or a file is exempt from their rule.
    """

    segments: tuple[Segment, ...] = ()
    findings: tuple[FindingRecord, ...] = ()
    scores: tuple[ScoreRecord, ...] = ()
    systems: tuple[ScoreRecord, ...] = ()
    beads: tuple[BeadRecord, ...] = ()
    failures: tuple[FailureRecord, ...] = ()
    not_run: tuple[NotRunRecord, ...] = ()
    dismissed: tuple[FindingRecord, ...] = ()

    @property
    def documents(self) -> int:
        """How many documents of how many systems were judged."""
        return len({segment.document for segment in self.segments})

    @property
    def texts(self) -> Iterator[Texts]:
        """The full texts of all segments, for reports that quote them."""
        for s in self.segments:
            yield Texts(s.doc_id, s.system, s.id, s.source, s.target, s.reference, s.bead_confidence)


@dataclass(frozen=True, slots=True)
class Cutting:
    """How documents become segments."""

    presplit: bool = False
    source_paths: Mapping[str, str] = field(default_factory=dict)


def count_documents(intake: Intake) -> int:
    """How many documents of how many systems were read."""
    return Batch(intake.bundles, intake.rows).documents


def batches(intake: Intake) -> Iterator[Batch]:
    """The documents of an intake in batches of some size; rows of a document stay together."""
    for bundles in _grouped(intake.bundles, _bundle_size):
        yield Batch(bundles=bundles)
    documents: dict[tuple[str, str], list[Row]] = {}
    for row in intake.rows:
        documents.setdefault((row.doc_id, row.system), []).append(row)
    for group in _grouped(tuple(documents.values()), lambda rows: sum(map(_row_size, rows))):
        yield Batch(rows=tuple(row for rows in group for row in rows))


def _grouped(items: Iterable[Item], size: Callable[[Item], int]) -> Iterator[tuple[Item, ...]]:
    group: list[Item] = []
    total = 0
    for item in items:
        group.append(item)
        total += size(item)
        if total >= _BATCH_CHARACTERS:
            yield tuple(group)
            group, total = [], 0
    if group:
        yield tuple(group)


def _bundle_size(bundle: Bundle) -> int:
    return sum(
        len(document.text) for document in (bundle.source, bundle.target, bundle.reference) if document
    )


def _row_size(row: Row) -> int:
    return len(row.source or "") + len(row.target or "") + len(row.reference or "")


def align_intake(intake: Intake, cutting: Cutting, *, embeddings: bool = True) -> Outcome:
    """Beads of everything that was read, without judging anything."""
    parts = [cut(batch, cutting, embeddings=embeddings) for batch in batches(intake)]
    segments = tuple(segment for found, _ in parts for segment in found)
    failures = tuple(failure for _, crashed in parts for failure in crashed)
    segments, _ = in_files(segments, (), originals(intake.bundles))
    return Outcome(segments=segments, beads=bead_records(segments), failures=failures)


def cut(
    batch: Batch, cutting: Cutting, *, embeddings: bool
) -> tuple[tuple[Segment, ...], tuple[FailureRecord, ...]]:
    """The segments of a batch, and the documents whose alignment crashed."""
    segments: list[Segment] = []
    failures: list[FailureRecord] = []
    for bundle in batch.bundles:
        try:
            segments += bundle_segments(bundle, embeddings=embeddings, presplit=cutting.presplit)
        except TranscheckError:
            raise
        except Exception as error:
            crash = f"{type(error).__name__}: {error}"
            failures.append(FailureRecord("alignment", bundle.doc_id, bundle.system, crash))
    segments += row_segments(batch.rows, cutting.source_paths)
    return tuple(numbered(segments)), tuple(failures)


@dataclass(frozen=True, slots=True)
class _Judged:
    """What one batch gave; plain values, so that it can come from another process."""

    segments: tuple[Segment, ...]
    checked: Checked
    failures: tuple[FailureRecord, ...]
    documents: int


def judge_batch(batch: Batch, settings: Settings, cutting: Cutting) -> _Judged:
    """Cut, check and score the documents of one batch."""
    segments, failures = cut(batch, cutting, embeddings=settings.embeddings)
    return _Judged(segments, check_table(to_frame(segments), settings), failures, batch.documents)


def judge_intake(
    intake: Intake,
    settings: Settings,
    *,
    cutting: Cutting | None = None,
    jobs: int = 1,
    progress: Progress | None = None,
) -> Outcome:
    """Judge everything that was read; any number of `jobs` gives the same outcome.

    `progress` is told after each batch how many documents it held.
    """
    # Once here, not in every process: a model is large, and uses all cores by itself.
    load_neural(settings)
    # Translations of one sentence may lie in different batches.
    alone = replace(without_neural(settings), level="segment", consensus=False)
    work = partial(judge_batch, settings=alone, cutting=cutting or Cutting())
    judged = []
    found: Situations = Situations()
    for part in _mapped(work, tuple(batches(intake)), jobs):
        judged.append(part)
        found += situations(part.segments)
        if progress:
            progress(part.documents)
    return _outcome(judged, found, settings, intake)


def _mapped(work: Callable[[Batch], _Judged], parts: Sequence[Batch], jobs: int) -> Iterator[_Judged]:
    if jobs <= 1 or len(parts) <= 1:
        yield from map(work, parts)
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    # A forked child could inherit locks of libraries that run threads.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(jobs, len(parts)), mp_context=context, initializer=_end_with_parent) as pool:
        try:
            yield from pool.map(work, parts)
        except BrokenProcessPool as error:
            raise UsageError(
                "a process that judged a part was ended from outside, perhaps for want of memory; try fewer --jobs"
            ) from error
        finally:
            pool.shutdown(cancel_futures=True)


def _end_with_parent() -> None:
    """Let this process end when its parent does, also when that was killed and could not say so."""
    import multiprocessing
    import os
    import threading

    parent = multiprocessing.parent_process()

    def wait() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def _outcome(judged: Sequence[_Judged], found: Situations, settings: Settings, intake: Intake) -> Outcome:
    segments = tuple(numbered(segment for part in judged for segment in part.segments))
    found_alone = _joined(judged, "findings", FindingRecord)
    namings = _joined(judged, "namings", NamingRecord)
    more = corpus_findings(namings, segments, found_alone, settings)
    placed, records = in_files(segments, merged(found_alone, more, segments), originals(intake.bundles))
    findings, dismissed = sifted(records, settings, excuses(intake.bundles))
    scores = repriced(_joined(judged, "scores", ScoreRecord), findings, (*more, *dismissed), settings)
    if settings.consensus:
        scores = with_consensus(segments, scores)
    scores = with_neural(scores, segments, settings)
    crashed = tuple(failure for part in judged for failure in part.failures)
    return Outcome(
        segments=placed,
        findings=findings,
        scores=aggregate(segments, scores, findings, settings),
        systems=aggregate(segments, scores, findings, replace(settings, level="system")),
        beads=bead_records(placed),
        failures=crashed + _joined(judged, "failures", FailureRecord),
        not_run=not_run(found, settings),
        dismissed=dismissed,
    )


def _joined(judged: Iterable[_Judged], name: str, kind: type[Item]) -> tuple[Item, ...]:
    return tuple(record for part in judged for record in frame_to_records(getattr(part.checked, name), kind))
