"""The exam's names: single segments with their source, judged by the exam's own scorer."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from types import ModuleType
from typing import Any

from transcheck.bench.judged import JudgedFinding, Mark, Sheet, load_script
from transcheck.bench.phenomena import phenomenon

Record = Mapping[str, Any]  # as the exam's script reads and writes them


def judge_names(folder: Path, exam: ModuleType, command: str) -> Sheet:
    """Check the names of an exam, one run a system, and judge every finding on a name."""
    scorer = load_script(folder / "names" / "score.py")
    rows = [row for path in sorted((folder / "names").glob("*.jsonl")) for row in exam.read_jsonl(path)]
    first_marks = accumulate((len(row["entities"]) for row in rows), initial=0)
    places = {row["id"]: (row, first) for row, first in zip(rows, first_marks, strict=False)}
    found = [finding for finding in _check(exam, rows, command) if finding["entity_kind"] in exam.KINDS]
    return Sheet(
        "names",
        "source",
        tuple(Mark(phenomenon(e["kind"], e["zh"]), e["status"]) for row in rows for e in row["entities"]),
        tuple(_judge(scorer, exam.KINDS, *places[finding["id"]], finding) for finding in found),
    )


def _check(exam: ModuleType, rows: Sequence[Record], command: str) -> list[Record]:
    """The findings on all rows; a run sees the rows of one system only."""
    found: list[Record] = []
    with tempfile.TemporaryDirectory() as place:
        table = Path(place) / "names.jsonl"
        for group in exam.by_system(rows):
            exam.write_table(table, group, ("source", "target"))
            found += exam.run(command, table)
    return found


def _judge(
    scorer: ModuleType, kinds: Mapping[str, str], row: Record, first: int, finding: Record
) -> JudgedFinding:
    said = {
        "zh": finding["entity"],
        "start": finding["target_start"],
        "end": finding["target_end"],
        "kind": kinds[finding["entity_kind"]],
    }
    at = scorer.match(row, said)
    # The scorer counts; given one finding alone, its counts are that finding's verdict.
    caught, alarms, _, _ = scorer.score([row], {row["id"]: [said]})
    hit = None if at is None else row["entities"][at]
    own = phenomenon(finding["entity_kind"], finding["entity"])
    return JudgedFinding(
        rule=finding["rule"],
        confidence=finding["confidence"],
        kind=finding["entity_kind"],
        doc=finding["doc_id"],
        id=finding["id"],
        right=True if sum(caught.values()) else False if sum(alarms.values()) else None,
        phenomena=(own if hit is None else phenomenon(hit["kind"], hit["zh"]),),
        marks=() if at is None else (first + at,),
    )
