"""What the samples give today, finding by finding; a change here is a change that editors see.

`python tests/test_golden.py` writes the file anew; read its difference before you commit it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from transcheck.config import Settings
from transcheck.pipeline.batches import judge_intake
from transcheck.reading import read_inputs
from transcheck.reporting.records import FindingRecord

CORPORA = Path(__file__).resolve().parent.parent / "corpora"
GOLDEN = Path(__file__).resolve().parent / "golden" / "official-meeting.txt"
CLEAN = sorted(path.name for path in CORPORA.glob("clean-*"))


@cache
def findings(bundle: str) -> tuple[FindingRecord, ...]:
    outcome = judge_intake(read_inputs([str(CORPORA / bundle)]), Settings(metrics=frozenset({"penalty"})))
    assert not outcome.failures
    return tuple(outcome.findings)


def render(found: tuple[FindingRecord, ...]) -> str:
    lines = (
        f"{f.target_line}:{f.target_column} {f.rule} {f.severity} {f.entity or '-'} | {f.target_text or ''}"
        f" -> {f.suggestion or ''}"
        for f in found
        if f.confidence >= 0.5
    )
    return "\n".join(lines) + "\n"


def test_the_official_meeting_is_judged_as_written_down() -> None:
    assert render(findings("official-meeting")) == GOLDEN.read_text(encoding="utf-8")


@pytest.mark.parametrize("bundle", CLEAN)
def test_a_good_translation_is_left_alone(bundle: str) -> None:
    assert [(f.rule, f.target_text, f.message) for f in findings(bundle) if f.confidence >= 0.5] == []


if __name__ == "__main__":
    GOLDEN.parent.mkdir(exist_ok=True)
    GOLDEN.write_text(render(findings("official-meeting")), encoding="utf-8")
