"""`check_table`: any row order, whole documents, no glance at other systems, empty cells as data."""

from __future__ import annotations

import pickle
import random
from collections.abc import Callable

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import transcheck
from transcheck import Settings, check_table
from transcheck.errors import InputError, UsageError
from transcheck.pipeline.frames import frame_to_records, records_to_frame
from transcheck.pipeline.segments import from_frame, natural, to_frame
from transcheck.reporting.records import BeadRecord, FindingRecord, ScoreRecord

LIGHT = Settings(embeddings=False, metrics=frozenset({"bleu", "chrf", "penalty"}))
ROWS = [
    {
        "doc_id": doc,
        "system": system,
        "id": str(n),
        "source": source,
        "target": target,
        "reference": reference,
    }
    for doc in ("d", "e")
    for system in ("one", "two")
    for n, (source, target, reference) in enumerate(
        [
            (
                "会议在长沙召开。",
                "The meeting was held in 长沙 on Monday.",
                "The meeting was held in Changsha.",
            ),
            (
                "共有15人参加。",
                f"A total of {15 if system == 'one' else 50} people attended.",
                "15 people attended.",
            ),
            ("他没有来。", "", "He did not come."),
            ("", "He spoke , and and left.", ""),
        ],
        9,
    )
]


def test_any_row_order_gives_the_same_result() -> None:
    expected = check_table(pd.DataFrame(ROWS), LIGHT)
    assert not expected.findings.empty
    for seed in range(3):
        rows = random.Random(seed).sample(ROWS, len(ROWS))
        found = check_table(pd.DataFrame(rows), LIGHT)
        for left, right in zip(expected, found, strict=True):
            pd.testing.assert_frame_equal(left, right)


def test_rows_do_not_see_other_systems() -> None:
    together = check_table(pd.DataFrame(ROWS), LIGHT)
    for system in ("one", "two"):
        alone = check_table(pd.DataFrame([row for row in ROWS if row["system"] == system]), LIGHT)
        for left, right in zip(together, alone, strict=True):
            pd.testing.assert_frame_equal(left[left["system"] == system].reset_index(drop=True), right)


def test_empty_target_is_a_critical_omission() -> None:
    checked = check_table(
        pd.DataFrame(ROWS[2:3]), Settings(metrics=frozenset({"bleu", "chrf", "ter", "semantic", "penalty"}))
    )
    (finding,) = frame_to_records(checked.findings, FindingRecord)
    assert (finding.rule, finding.severity, finding.target_start) == ("A101", "critical", None)
    assert finding.source_text == "他没有来。"
    (score,) = frame_to_records(checked.scores, ScoreRecord)
    assert (score.bleu, score.chrf, score.ter, score.semantic, score.penalty) == (0.0, 0.0, 100.0, 0.0, 25.0)
    assert (score.words, score.findings) == (0, 1)


def test_empty_source_is_a_side_that_is_not_there() -> None:
    rows = [{"id": "1", "target": "He left.", "source": cell, "reference": ""} for cell in ("", "  ", None)]
    beads = [check_table(pd.DataFrame([row]), LIGHT).beads for row in rows]
    assert [list(frame["source"]) for frame in beads] == [[[]]] * 3
    assert [list(frame["kind"]) for frame in beads] == [["0-1"]] * 3


def test_rows_without_text_are_left_out() -> None:
    rows = [{"id": "1", "source": "", "target": " "}, {"id": "2", "source": "他来了。", "target": "He came."}]
    assert list(check_table(pd.DataFrame(rows), LIGHT).scores["id"]) == ["2"]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([{"id": "1", "source": "好"}], "no column target"),
        ([{"id": "1", "target": "a"}, {"id": 1, "target": "b"}], "stands there twice"),
        ([{"id": "1", "target": 3.5}], "target: 3.5 is not text"),
        ([{"id": "1", "target": "a", "position": "first"}], "position: 'first' is not a number"),
    ],
)
def test_unusable_tables_are_refused(rows: list[dict[str, object]], message: str) -> None:
    with pytest.raises(InputError, match=message):
        check_table(pd.DataFrame(rows), LIGHT)


def test_position_beats_the_order_of_ids() -> None:
    rows = [{"id": "s2", "target": "a"}, {"id": "s10", "target": "b"}, {"id": "s1", "target": "c"}]
    assert [s.id for s in from_frame(pd.DataFrame(rows))] == ["s1", "s2", "s10"]
    placed = pd.DataFrame(rows).assign(position=[3, 1, 2])
    assert [s.id for s in from_frame(placed)] == ["s10", "s1", "s2"]


def test_segments_survive_the_frame() -> None:
    segments = from_frame(pd.DataFrame(ROWS))
    assert from_frame(to_frame(segments)) == segments


@given(st.lists(st.text()))
def test_natural_order_is_total(names: list[str]) -> None:
    assert sorted(sorted(names, key=natural), key=natural) == sorted(names, key=natural)


def test_empty_frames_have_all_columns() -> None:
    frame = records_to_frame((), BeadRecord)
    assert list(frame.columns)[:4] == ["doc_id", "system", "id", "source"]
    assert frame_to_records(frame, BeadRecord) == ()


def test_level_selects_what_is_scored() -> None:
    from dataclasses import replace

    documents = check_table(pd.DataFrame(ROWS), replace(LIGHT, level="document")).scores
    assert list(zip(documents["doc_id"], documents["system"], strict=True)) == [
        ("d", "one"), ("d", "two"), ("e", "one"), ("e", "two"),
    ]  # fmt: skip
    systems = frame_to_records(
        check_table(pd.DataFrame(ROWS), replace(LIGHT, level="system")).scores, ScoreRecord
    )
    assert [(s.doc_id, s.system, s.id, s.level) for s in systems] == [
        (None, "one", None, "system"),
        (None, "two", None, "system"),
    ]
    segments = frame_to_records(check_table(pd.DataFrame(ROWS), LIGHT).scores, ScoreRecord)
    assert sum(s.words for s in systems) == sum(s.words for s in segments)
    assert all(s.penalty is not None and s.penalty > 0 for s in systems)


def test_metrics_that_were_not_asked_for_are_not_computed() -> None:
    table = pd.DataFrame(ROWS[:2])
    (first, _) = frame_to_records(
        check_table(table, Settings(judge=False, metrics=frozenset({"ter"}))).scores, ScoreRecord
    )
    assert first.ter is not None
    assert (first.bleu, first.chrf, first.semantic, first.estimate, first.penalty) == (None,) * 5


@pytest.mark.parametrize(
    "make",
    [
        lambda: Settings(select=("Q1",)),
        lambda: Settings(ignore=("no-such-rule",)),
        lambda: Settings(metrics=frozenset({"comet"})),
        lambda: Settings(embeddings=False, metrics=frozenset({"semantic"})),
        lambda: Settings(fail_on="bad"),  # type: ignore[arg-type]
    ],
)
def test_unknown_settings_are_refused(make: Callable[[], Settings]) -> None:
    with pytest.raises(UsageError):
        make()


def test_selection_of_rules() -> None:
    table = pd.DataFrame(ROWS[:1])
    assert list(check_table(table, Settings(embeddings=False, select=("A103",))).findings["rule"]) == ["A103"]
    assert check_table(
        table, Settings(embeddings=False, ignore=("A", "L", "untranslated-chinese"))
    ).findings.empty


def test_batch_function_and_settings_travel() -> None:
    function, settings = pickle.loads(pickle.dumps((check_table, LIGHT)))
    assert settings == LIGHT
    checked = pickle.loads(pickle.dumps(function(pd.DataFrame(ROWS[:2]), settings)))
    assert list(checked.scores["id"]) == ["9", "10"]


def test_public_names() -> None:
    assert set(transcheck.__all__) == {"Checked", "Settings", "__version__", "check_table"}
    assert all(hasattr(transcheck, name) for name in transcheck.__all__)
    with pytest.raises(AttributeError):
        _ = transcheck.nothing
