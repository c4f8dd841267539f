"""`--consensus`: translations of one sentence by several systems; without it no row sees another system."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from transcheck.cli import app
from transcheck.config import Settings
from transcheck.pipeline.consensus import LEAST_SYSTEMS, consensus
from transcheck.pipeline.signature import signature
from transcheck.pipeline.table import check_table

SOURCE = "会议在长沙召开。"
TARGETS = {
    "a": "The meeting was held in Changsha.",
    "b": "The meeting took place in Changsha.",
    "c": "The meeting was held in Changsha.",
    "d": "In Changsha people met.",
}
ALONE = Settings(judge=False, metrics=frozenset({"estimate"}))
TOGETHER = replace(ALONE, consensus=True)


def rows(systems: str) -> list[dict[str, str]]:
    return [
        {"id": "1", "doc_id": "d", "system": system, "source": SOURCE, "target": TARGETS[system]}
        for system in systems
    ]


def estimates(systems: str, settings: Settings) -> dict[str, float]:
    scores = check_table(pd.DataFrame(rows(systems)), settings).scores
    return dict(zip(scores["system"], scores["estimate"], strict=True))


def test_agreement_with_others_raises_it() -> None:
    alone, together = estimates("abcd", ALONE), estimates("abcd", TOGETHER)
    assert together["a"] > alone["a"]
    assert together["d"] < alone["d"]


def test_two_systems_have_no_consensus() -> None:
    assert LEAST_SYSTEMS == 3
    assert estimates("ad", TOGETHER) == estimates("ad", ALONE)


def test_without_the_option_others_change_nothing() -> None:
    assert estimates("abcd", ALONE)["a"] == estimates("a", ALONE)["a"]


@given(
    st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from(["one", "two", ""]), st.text(max_size=12)))
)
def test_over_a_sentence_nothing_moves_on_average(given_rows: list[tuple[str, str, str]]) -> None:
    found = consensus(given_rows)
    for text in ("one", "two"):
        moved = [value for number, value in found.items() if given_rows[number][1] == text]
        assert sum(moved) == pytest.approx(0, abs=1e-9)
    assert all(given_rows[number][1] and given_rows[number][2].strip() for number in found)


def test_repeated_sentences_of_one_system_are_no_voices_for_each_other() -> None:
    found = consensus([("a", "x", "One"), ("a", "x", "One"), ("b", "x", "Two"), ("c", "x", "Three")])
    assert set(found.values()) == {0.0}


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_the_command_line_has_it(tmp_path: Path, jobs: str) -> None:
    path = tmp_path / "table.jsonl"
    # A text long enough to end a batch keeps the systems apart until all is judged.
    filler = [
        {"id": str(n), "doc_id": "z", "system": "a", "source": "完。", "target": "End. " * 6000}
        for n in range(2, 8)
    ]
    lines = [rows("a")[0], *filler, *rows("bcd")]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    arguments = ["score", str(path), "--metric", "estimate", "--jobs", jobs]
    found = {}
    for option in ([], ["--consensus"]):
        done = CliRunner().invoke(app, [*arguments, *option])
        assert done.exit_code == 0, done.output
        records = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
        found[bool(option)] = {(r["doc_id"], r["system"], r["id"]): r["estimate"] for r in records}
    assert found[True]["d", "d", "1"] < found[False]["d", "d", "1"]
    assert found[False]["d", "a", "1"] == estimates("a", ALONE)["a"]


def test_the_signature_tells() -> None:
    assert "consensus:yes" in dict(signature(TOGETHER))["estimate"]
    assert "consensus" not in dict(signature(ALONE))["estimate"]


def test_others_count_where_two_are_compared(tmp_path: Path) -> None:
    path = tmp_path / "table.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in rows("abcd")), encoding="utf-8")
    found = []
    for option in ([], ["--consensus"]):
        arguments = [
            "score",
            str(path),
            "--metric",
            "estimate",
            "--compare",
            "a",
            "d",
            "--format",
            "jsonl",
            *option,
        ]
        done = CliRunner().invoke(app, arguments)
        assert done.exit_code == 0, done.output
        record = json.loads(done.stdout.splitlines()[0])
        assert record["segments"] == 1
        found.append(record["difference"])
    assert found[0] != found[1]
