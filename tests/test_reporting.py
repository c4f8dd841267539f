"""Reports: exact tables, editors' tables and the way back, files whole or not at all, baselines, text."""

from __future__ import annotations

import csv
import io
import json
import os
from dataclasses import fields, replace
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcheck.errors import InputError, UsageError
from transcheck.model import Evidence
from transcheck.reporting.baseline import (
    Change,
    baseline_json,
    compared,
    known_now,
    mark_known,
    read_baseline,
)
from transcheck.reporting.editors import (
    FINDING_COLUMNS,
    SEGMENT_COLUMNS,
    Note,
    findings_csv,
    parse_table,
    read_notes,
    segments_csv,
)
from transcheck.reporting.files import write_file, write_files
from transcheck.reporting.guard import guard, unguard
from transcheck.reporting.records import BeadRecord, FindingRecord, ScoreRecord, Texts
from transcheck.reporting.tables import to_csv, to_jsonl, to_parquet, to_tsv
from transcheck.reporting.text import findings_text, scores_text, wrap
from transcheck.reporting.tmx import to_tmx

FINDING = FindingRecord(
    finding_id="f1", group_id="g1", doc_id="d", system="", id="b0", rule="P101", name="garbled-name",
    category="Accuracy/Mistranslation", severity="major", confidence=0.9, bead_confidence=1.0, gates=True,
    message="何志远 is He Zhiyuan.", suggestion="He Zhiyuan", entity="何志远", entity_kind="person",
    source_path="d/source.zh.txt", target_path="d/target.en.txt", source_start=0, source_end=3,
    source_text="何志远", target_start=0, target_end=11, target_text="Ho Zhi Pan,", target_line=3,
    target_column=1, doc_start=20, doc_end=31, evidence=(Evidence("rule", "He Zhiyuan", "GB/T 28039"),),
)  # fmt: skip
SCORE = ScoreRecord("d", "", "b0", "segment", 10.5, None, None, 3.0, -2.5, 5.0, 7, 1)
BEAD = BeadRecord("d", "", "b0", (0, 1), (0,), (), 0, 9, 0, 8, None, None, 0.75, "2-1", "")
TEXTS = Texts("d", "", "b0", "-何志远来了。", "=Ho Zhi Pan,\ncame.", None, 1.0)
# What a spreadsheet may see in a cell, apart from half surrogates, which no file can hold.
CELLS = st.text(st.one_of(st.sampled_from("'=+-@\t\r\n,;\"＝中x"), st.characters(codec="utf-8")))


@given(CELLS)
def test_guard_has_a_way_back_and_leaves_no_formula(text: str) -> None:
    assert unguard(guard(text)) == text
    assert guard(text)[:1] not in set("=+-@\t\r\n\0＝＋－＠")


@given(st.lists(CELLS, min_size=1, max_size=4))
def test_editors_table_round_trip(cells: list[str]) -> None:
    texts = [replace(TEXTS, id=str(n), source=cell, target=cell) for n, cell in enumerate(cells)]
    found = [replace(FINDING, id=str(n), group_id=str(n), entity=cell) for n, cell in enumerate(cells)]
    rows = {row["id"]: row for row in parse_table(findings_csv(found, texts, {}))}
    assert [rows[str(n)]["entity"] for n in range(len(cells))] == cells
    assert [rows[str(n)]["source"] for n in range(len(cells))] == cells


def test_editors_findings() -> None:
    minor = replace(FINDING, severity="minor", group_id="g2", finding_id="f2")
    again = replace(FINDING, finding_id="f3", id="b4", target_line=9)
    data = findings_csv([minor, FINDING, again], [TEXTS], {"f3": Note("rejected", "house style")})
    assert data.startswith("\ufeffseverity,")
    assert data.splitlines()[0].endswith(",status,editor_note")
    rows = parse_table(data)
    assert [(row["severity"], row["places"], row["where"]) for row in rows] == [
        ("major", "2", "b0 line 3:1; b4 line 9:1"),
        ("minor", "1", "b0 line 3:1"),
    ]
    assert (rows[0]["finding_id"], rows[0]["other_finding_ids"]) == ("f1", "f3")
    assert (rows[0]["status"], rows[0]["editor_note"]) == ("rejected", "house style")
    assert (rows[0]["source"], rows[0]["target"]) == (TEXTS.source, TEXTS.target)
    assert ",'-何志远来了。," in data
    assert "'-何志远来了。" not in findings_csv([FINDING], [TEXTS], {}, raw=True)
    assert all(line.endswith("\r\n") for line in io.StringIO(data.replace(TEXTS.target, ""), newline="\n"))
    assert tuple(rows[0]) == FINDING_COLUMNS


def test_editors_segments_stand_worst_first() -> None:
    scores = [
        replace(SCORE, id="b1", penalty=0.0, estimate=-1.0),
        replace(SCORE, id="b2", penalty=0.0),
        SCORE,
    ]
    data = segments_csv(scores, [TEXTS])
    rows = parse_table(data)
    assert [row["id"] for row in rows] == ["b0", "b2", "b1"]
    assert rows[0]["estimate"] == "-2.5"
    assert "'-2.5" not in data  # a number is no formula
    assert tuple(rows[0]) == SEGMENT_COLUMNS


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_notes_come_back_from_a_spreadsheet(tmp_path: Path, delimiter: str) -> None:
    rows = list(
        csv.reader(io.StringIO(findings_csv([FINDING], [TEXTS], {}).removeprefix("\ufeff"), newline=""))
    )
    rows[1][-2:] = ["done", "'=see note"]
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    path = tmp_path / "findings.csv"
    path.write_text("\ufeff" + out.getvalue(), encoding="utf-8", newline="")
    assert read_notes(path) == {"f1": Note("done", "=see note")}


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8"])
def test_notes_come_back_in_the_encodings_of_spreadsheets(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "findings.csv"
    path.write_bytes("finding_id,status,editor_note\nf1,rejected,按惯例\n".encode(encoding))
    assert read_notes(path) == {"f1": Note("rejected", "按惯例")}


def test_notes_that_cannot_be_read_are_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "findings.csv"
    assert read_notes(path) == {}
    path.write_text('finding_id,status\n"a', encoding="utf-8")
    with pytest.raises(InputError, match="notes cannot be kept"):
        read_notes(path)
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(InputError, match="no columns finding_id"):
        read_notes(path)


def test_exact_tables() -> None:
    (record,) = (json.loads(line) for line in to_jsonl([FINDING]).splitlines())
    assert list(record) == [field.name for field in fields(FindingRecord)]
    assert record["evidence"] == [{"origin": "rule", "text": "He Zhiyuan", "where": "GB/T 28039"}]
    (row,) = csv.DictReader(
        io.StringIO(to_csv([replace(FINDING, message="=1\r\n")], FindingRecord), newline="")
    )
    assert (row["message"], row["gates"], row["suggestion"]) == ("=1\r\n", "true", "He Zhiyuan")
    assert json.loads(row["evidence"]) == record["evidence"]
    (bead,) = csv.DictReader(io.StringIO(to_tsv([BEAD], BeadRecord), newline=""), delimiter="\t")
    assert (bead["source"], bead["reference"], bead["reference_start"]) == ("[0,1]", "[]", "")


@pytest.mark.parametrize(
    ("record", "kind"), [(FINDING, FindingRecord), (SCORE, ScoreRecord), (BEAD, BeadRecord)]
)
def test_parquet_keeps_types_also_without_rows(record: object, kind: type) -> None:
    full, empty = (pd.read_parquet(io.BytesIO(to_parquet(rows, kind))) for rows in ([record], []))
    assert list(full.columns) == list(empty.columns) == [field.name for field in fields(kind)]
    assert full.iloc[0]["doc_id"] == "d"
    assert empty.empty


def test_files_are_written_all_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = tmp_path / "old.txt", tmp_path / "deep" / "new.txt"
    write_file(old, "before")
    monkeypatch.setattr(os, "fdopen", _crash_on_second(os.fdopen))
    with pytest.raises(KeyboardInterrupt):
        write_files({old: "after", new: "after"})
    assert old.read_text() == "before"
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["deep", "old.txt"]


def _crash_on_second(fdopen: object) -> object:
    calls = iter([fdopen])

    def opened(*arguments: object) -> object:
        function = next(calls, None)
        if function is None:
            raise KeyboardInterrupt
        return function(*arguments)  # type: ignore[operator]

    return opened


def test_file_keeps_its_mode_and_its_link(tmp_path: Path) -> None:
    real, link = tmp_path / "real.txt", tmp_path / "link.txt"
    write_file(real, "1")
    assert real.stat().st_mode & 0o777 == 0o666 & ~_current_umask()
    real.chmod(0o640)
    link.symlink_to(real)
    write_file(link, b"2")
    assert link.is_symlink()
    assert (real.read_text(), real.stat().st_mode & 0o777) == ("2", 0o640)


def _current_umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_unwritable_path_is_a_usage_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for path in (tmp_path, tmp_path / "file" / "below"):
        with pytest.raises(UsageError, match="cannot be written"):
            write_file(path, "x")


def test_baseline_knows_its_findings(tmp_path: Path) -> None:
    other = replace(FINDING, finding_id="f0")
    path = tmp_path / "known.json"
    path.write_text(baseline_json([FINDING, other]), encoding="utf-8")
    assert read_baseline(path) == {"f0": ("d",), "f1": ("d",)}
    assert baseline_json([other, FINDING]) == baseline_json([FINDING, other])
    assert [f.gates for f in mark_known([FINDING, other], {("f0", "d")})] == [True, False]


def test_the_same_finding_in_another_document_is_news(tmp_path: Path) -> None:
    path = tmp_path / "known.json"
    path.write_text(baseline_json([FINDING]), encoding="utf-8")
    copy, renamed = replace(FINDING, doc_id="a"), replace(FINDING, doc_id="renamed")
    assert known_now([copy, FINDING], read_baseline(path)) == {("f1", "d")}
    assert known_now([renamed], read_baseline(path)) == {("f1", "renamed")}
    assert compared([copy, FINDING], read_baseline(path)) == Change(there=1, gone=0, new=1)
    assert compared([], read_baseline(path)) == Change(there=0, gone=1, new=0)


def test_baseline_of_before_holds_in_every_document(tmp_path: Path) -> None:
    path = tmp_path / "known.json"
    path.write_text('{"version": 1, "findings": {"f1": {"rule": "P101"}, "f9": {}}}', encoding="utf-8")
    copy = replace(FINDING, doc_id="a")
    assert known_now([copy, FINDING], read_baseline(path)) == {("f1", "a"), ("f1", "d")}
    assert compared([copy, FINDING], read_baseline(path)) == Change(there=2, gone=1, new=0)


@pytest.mark.parametrize(
    "content",
    [
        None,
        "[]",
        "{",
        '{"version": 3, "findings": {}}',
        '{"version": 1}',
        '{"version": 2, "findings": {"f": {}}}',
        '{"version": 2, "findings": {"f": {"doc_ids": "abc"}}}',
    ],
)
def test_bad_baseline_is_refused(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "known.json"
    if content is not None:
        path.write_text(content)
    with pytest.raises(InputError, match="baseline"):
        read_baseline(path)
    assert path.exists() == (content is not None)


def test_text_names_place_rule_and_suggestion() -> None:
    text = findings_text(
        [FINDING, replace(FINDING, doc_id="e", target_path=None, target_line=None)], {("f1", "d")}
    )
    assert text.startswith("d/target.en.txt\n  3:1  major  P101 garbled-name (known)\n      “Ho Zhi Pan,”\n")
    assert "      → He Zhiyuan\n\ne\n  b0  major" in text
    assert findings_text([]) == ""


@given(st.text("ab 何，。\n", max_size=200))
def test_text_fits_the_terminal_and_loses_nothing(text: str) -> None:
    lines = list(wrap(text, "- ", "  "))
    assert "".join("".join(lines).split()) == ("-" + "".join(text.split()) if text.strip() else "")
    for line in lines:
        width = sum(2 if ord(char) > 0x2E80 else 1 for char in line)
        assert width <= 80 or not any(char in line.strip()[2:] for char in " 何，。")


def test_score_table_shows_what_was_computed() -> None:
    lines = scores_text([SCORE, replace(SCORE, semantic=None)]).splitlines()
    assert lines[0].split() == [
        "document",
        "system",
        "id",
        "bleu",
        "semantic",
        "estimate",
        "penalty",
        "words",
    ]
    assert lines[2].split() == ["d", "b0", "10.50", "-", "-2.50", "5.00", "7"]


def test_tmx_is_well_formed() -> None:
    texts = [replace(TEXTS, target="a < b & \x01c\r\n"), replace(TEXTS, id="b1", target=" ")]
    (unit,) = ElementTree.fromstring(to_tmx(texts, "1.0").encode()).iter("tu")
    assert unit.get("tuid") == "d/b0"
    assert [seg.text for seg in unit.iter("seg")] == ["-何志远来了。", "a < b & c\r\n"]
