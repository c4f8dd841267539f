"""The exam's documents in four situations, judged by the exam's own rules."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from transcheck.bench.judged import JudgedFinding, Mark, Sheet
from transcheck.bench.phenomena import phenomenon

Record = Mapping[str, Any]  # as the exam's script reads and writes them
Place = tuple[int, int, Record]  # offsets in the document, and what is marked there


@dataclass(frozen=True, slots=True)
class _Document:
    """What is marked in one document; `first` is the number of its first mark in the sheet."""

    errors: Sequence[Place]
    right: Sequence[Place]
    first: int

    @property
    def marks(self) -> list[Mark]:
        """The errors, then what is right."""
        wrong = [Mark(error.get("phenomenon") or error["kind"], "bad") for _, _, error in self.errors]
        return wrong + [Mark(phenomenon(name["kind"], name["zh"]), "ok") for _, _, name in self.right]


def judge_genre(folder: Path, exam: ModuleType, command: str) -> tuple[Sheet, ...]:
    """Check the exam's documents, and judge every finding; a sheet for each situation."""
    calls: list[tuple[Any, ...]] = []
    judge = exam.judge
    # The script prepares and checks the documents; what it would judge is taken down instead.
    vars(exam)["judge"] = lambda *call: calls.append(call)
    try:
        exam.genre(folder, command, 0)
    finally:
        vars(exam)["judge"] = judge
    return tuple(_sheet(exam, *call[:4]) for call in calls)


def _sheet(
    exam: ModuleType,
    tag: str,
    gold: Mapping[str, Sequence[Place]],
    found: Mapping[str, Sequence[Record]],
    right: Mapping[str, Sequence[Place]],
) -> Sheet:
    marks: list[Mark] = []
    findings: list[JudgedFinding] = []
    for doc, errors in gold.items():
        document = _Document(errors, right.get(doc, ()), len(marks))
        marks += document.marks
        findings += _judge(exam, document, found.get(doc, ()))
    return Sheet("genre", tag.removeprefix("genre."), tuple(marks), tuple(findings))


def _judge(exam: ModuleType, document: _Document, found: Sequence[Record]) -> list[JudgedFinding]:
    """Every finding of a document, judged as one more beside those before it.

    The exam's judge only counts: a finding is a false alarm if it adds one to their number. Its order makes no
    difference to that, except among findings without a place, which keep theirs.
    """
    judged: list[JudgedFinding] = []
    alarms, known = 0, frozenset[int]()
    for count, finding in enumerate(found, start=1):
        now, caught = _counts(exam, document.errors, found[:count])
        _, alone = _counts(exam, document.errors, [finding])
        hit = _beside(exam, document, finding) if now > alarms else sorted(alone | (caught - known))
        judged.append(_judged(document, finding, right=now == alarms, hit=hit))
        alarms, known = now, caught
    return judged


def _counts(exam: ModuleType, errors: Sequence[Place], found: Sequence[Record]) -> tuple[int, frozenset[int]]:
    """By the exam's judge: how many false alarms there are, and which errors are found."""
    # Its recall by phenomenon becomes one by error when each error is a phenomenon of its own.
    numbered = [(start, end, {**error, "phenomenon": f"{i}"}) for i, (start, end, error) in enumerate(errors)]
    with redirect_stdout(io.StringIO()):
        exam.judge("one", {"": numbered}, {"": found}, {}, 0, 0)
    caught = (i for i in range(len(errors)) if exam.FIGURES[f"one.recall.phen:{i}"])
    return exam.FIGURES["one.false_alarms"], frozenset(caught)


def _beside(exam: ModuleType, document: _Document, finding: Record) -> list[int]:
    """The first right thing that a false alarm touches."""
    if finding["doc_start"] is None:
        return []
    span = (finding["doc_start"], finding["doc_end"])
    touched = (i for i, (*place, _) in enumerate(document.right) if exam.overlap(span, place))
    return [len(document.errors) + i for i in touched][:1]


def _judged(document: _Document, finding: Record, *, right: bool, hit: Sequence[int]) -> JudgedFinding:
    marks = document.marks
    return JudgedFinding(
        rule=finding["rule"],
        confidence=finding["confidence"],
        kind=finding["entity_kind"],
        doc=finding["doc_id"],
        id=finding["id"],
        right=right,
        phenomena=tuple(dict.fromkeys(marks[i].phenomenon for i in hit))
        or (phenomenon(finding["entity_kind"], finding["entity"]),),
        marks=tuple(document.first + i for i in hit),
    )
