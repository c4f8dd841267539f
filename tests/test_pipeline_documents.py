"""Documents become segments whose offsets, lines and sentence numbers fit the text as it was read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcheck.config import Settings
from transcheck.model import Bundle, Document, Row
from transcheck.pipeline import batches
from transcheck.pipeline.batches import Batch, judge_batch, judge_intake
from transcheck.pipeline.bead_records import bead_records
from transcheck.pipeline.documents import bundle_segments
from transcheck.reading import Intake, read_inputs

LIGHT = Settings(embeddings=False, metrics=frozenset({"penalty"}))
SOURCE = "会议在长沙召开。\r\n共有15人参加。他没有来。\r\n"
TARGET = "The meeting was held in Changsha.\r\n\r\n  15 people attended 参加. He did not come.\r\n"


def bundle(source: str | None, target: str, reference: str | None = None, name: str = "d") -> Bundle:
    def side(text: str | None) -> Document | None:
        return None if text is None else Document(name, "en", text, f"{name}.txt")

    zh = None if source is None else Document(name, "zh", source, "zh.txt")
    return Bundle(name, Document(name, "en", target, "en.txt"), zh, side(reference))


def test_slices_are_those_of_the_document() -> None:
    segments = bundle_segments(bundle(SOURCE, TARGET), embeddings=False)
    assert [s.id for s in segments] == [f"b{n}" for n in range(len(segments))]
    for segment in segments:
        assert segment.source is not None
        assert segment.source_start is not None
        assert segment.target_start is not None
        assert SOURCE[segment.source_start :].startswith(segment.source)
        assert TARGET[segment.target_start :].startswith(segment.target)


def test_finding_points_into_the_file() -> None:
    outcome = judge_intake(Intake(bundles=(bundle(SOURCE, TARGET),)), LIGHT)
    (finding,) = [f for f in outcome.findings if f.rule == "A103"]
    assert (finding.doc_start, finding.doc_end) == (TARGET.index("参"), TARGET.index("参") + 2)
    assert (finding.target_line, finding.target_column) == (3, TARGET.split("\r\n")[2].index("参") + 1)
    assert (finding.source_path, finding.target_path) == ("zh.txt", "en.txt")


def test_sentences_are_numbered_and_beads_tile_them() -> None:
    segments = bundle_segments(bundle(SOURCE, TARGET, "It was held. 15 came. He did not."), embeddings=False)
    records = bead_records(segments)
    for side in ("source", "target", "reference"):
        numbers = [n for record in records for n in getattr(record, side)]
        assert numbers == list(range(3))
    for record in records:
        assert record.kind == f"{len(record.source)}-{len(record.target)}-{len(record.reference)}"
        assert (record.target_start is None) == (not record.target)


def test_presplit_keeps_line_numbers() -> None:
    segments = bundle_segments(
        bundle("甲来了。\n\n乙来了。他走了。\n", "\nA came.\nB came. He left.\n"),
        embeddings=False,
        presplit=True,
    )
    assert [n for s in segments for n in s.source_sentences or ()] == [0, 2]
    assert [n for s in segments for n in s.target_sentences or ()] == [1, 2]


@pytest.mark.parametrize("blank", [None, "", " \n"])
def test_blank_side_does_not_exist(blank: str | None) -> None:
    segments = bundle_segments(bundle(blank, "One came. Two went."), embeddings=False)
    assert [(s.source, s.source_start, s.bead_confidence) for s in segments] == [(None, None, 1.0)] * 2


def test_document_without_a_translation_is_an_omission() -> None:
    outcome = judge_intake(Intake(bundles=(bundle("甲来了。乙走了。", " \n"),)), LIGHT)
    assert {(f.rule, f.severity) for f in outcome.findings} == {("A101", "critical")}
    assert {f.target_line for f in outcome.findings} == {1}


def test_every_batch_size_gives_the_same_outcome(monkeypatch: pytest.MonkeyPatch) -> None:
    bundles = tuple(bundle(SOURCE, TARGET, name=f"d{n}") for n in (10, 9, 8))
    rows = tuple(
        Row(f"t{n % 2}", "", str(n), f"Row {n} 参加 .", "第一。", path="t.csv", line=n) for n in range(6)
    )
    whole = judge_intake(Intake(bundles, rows), LIGHT)
    monkeypatch.setattr(batches, "_BATCH_CHARACTERS", 1)
    told: list[int] = []
    assert judge_intake(Intake(bundles, rows), LIGHT, progress=told.append) == whole
    assert told == [1] * 5
    assert [s.doc_id for s in whole.segments if s.id in ("b0", "0", "1")] == ["d10", "d9", "d8", "t0", "t1"]
    assert {f.target_line for f in whole.findings if f.doc_id == "t1"} == {1, 3, 5}


def test_jobs_give_the_same_outcome(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("d1", "d2"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "target.en.txt").write_text(
            TARGET.replace("held", name), encoding="utf-8", newline=""
        )
    monkeypatch.setattr(batches, "_BATCH_CHARACTERS", 1)
    intake = read_inputs([str(tmp_path)])
    assert judge_intake(intake, LIGHT, jobs=2) == judge_intake(intake, LIGHT)


def test_crashing_alignment_costs_one_document(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(one: Bundle, **options: bool) -> object:
        if one.doc_id == "d1":
            raise ZeroDivisionError("no")
        return bundle_segments(one, **options)

    monkeypatch.setattr(batches, "bundle_segments", crash)
    judged = judge_batch(
        Batch(bundles=(bundle(SOURCE, TARGET, name="d1"), bundle(SOURCE, TARGET, name="d2"))),
        LIGHT,
        batches.Cutting(),
    )
    assert [(f.rule, f.doc_id, f.error) for f in judged.failures] == [
        ("alignment", "d1", "ZeroDivisionError: no")
    ]
    assert {s.doc_id for s in judged.segments} == {"d2"}


@given(st.text("Aa. \r\n参\u00a0👍", max_size=60))
def test_findings_quote_any_text(text: str) -> None:
    outcome = judge_intake(Intake(bundles=(bundle(None, text),)), LIGHT)
    assert not outcome.failures
    for finding in outcome.findings:
        if finding.doc_start is not None:
            assert text[finding.doc_start : finding.doc_end] == finding.target_text
