"""Corrections: a fix silences its finding, calls none forth, and changes nothing else in the file."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from transcheck.cli import app
from transcheck.config import Settings
from transcheck.errors import UsageError
from transcheck.model import Row
from transcheck.pipeline.batches import Outcome, judge_intake
from transcheck.pipeline.fix_reports import fix_files, fix_text
from transcheck.pipeline.fixing import Fixed, fix, written
from transcheck.pipeline.insertion import Insertion
from transcheck.reading import Intake, read_inputs
from transcheck.reporting.records import FindingRecord

CORPORA = Path(__file__).resolve().parent.parent / "corpora"
SETTINGS = Settings(embeddings=False, metrics=frozenset())

# Chinese and English that belong together, the English right or wrong in ways that machines are.
CLAUSES = (
    ("何志远出席会议。", ("He Zhiyuan attended the meeting.", "He Zhiyang attended the meeting.", "He Zhi Yuan attended.")),
    ("副市长王丽讲话。", ("Vice Mayor Wang Li spoke.", "Mayor Wang Li spoke.", "Wang Li, a mayor, spoke.")),
    ("致公党有六万名党员。", ("The China Zhi Gong Party has 60,000 members.", "Zhi Gong Dang has 60,000 members.")),
    ("产量增长三成，达到三百万吨。", ("Output grew 30 percent to 3 million tons.", "Output grew 30 percent to 300 million tons.")),
    ("会议在陕西举行。", ("The meeting was held in Shaanxi.", "The meeting was held in in Shanxi.")),
    ("仇立群主持会议。", ("Qiu Liqun presided.", "Chou Liqun presided . .", "The The meeting was chaired by Chou Liqun.")),
)  # fmt: skip
ROWS = st.lists(
    st.sampled_from(CLAUSES).flatmap(lambda one: st.tuples(st.just(one[0]), st.sampled_from(one[1]))),
    min_size=1,
    max_size=5,
)


def judge(intake: Intake) -> Outcome:
    return judge_intake(intake, SETTINGS)


def identities(findings: tuple[FindingRecord, ...]) -> Counter[tuple[str | None, ...]]:
    return Counter((f.rule, f.entity, f.source_text, f.target_text) for f in findings)


def fixed_rows(pairs: list[tuple[str, str]], least: float = 0.5) -> Fixed:
    rows = tuple(Row("d", "", str(n), target, source) for n, (source, target) in enumerate(pairs))
    return fix(Intake(rows=rows), judge, least=least)


@settings(max_examples=40, deadline=None)
@given(ROWS, st.sampled_from([0.4, 0.9]))
def test_a_fix_calls_no_finding_forth_and_silences_its_own(
    pairs: list[tuple[str, str]], least: float
) -> None:
    done = fixed_rows(pairs, least)
    before, after = identities(done.before.findings), identities(judge(done.intake).findings)
    assert after <= before
    fixed: Counter[tuple[str | None, ...]] = Counter(
        (e.finding.rule, e.finding.entity, e.finding.source_text, e.finding.target_text) for e in done.edits
    )
    assert after <= before - fixed + Counter()
    assert fix(done.intake, judge, least=least).edits == ()


def test_what_is_below_the_threshold_stays() -> None:
    wrong = [("何志远出席会议。", "He Zhiyang attended the meeting.")]
    assert [e.insertion.text for e in fixed_rows(wrong, 0.9).edits] == ["He Zhiyuan"]
    assert fixed_rows(wrong, 1.0).edits == ()


def test_an_edit_that_judging_again_does_not_bear_out_is_taken_back() -> None:
    """The suggestion of the first finding would repeat a word: another rule objects, the text stays."""

    def stubborn(intake: Intake) -> Outcome:
        return Outcome(judge(intake).segments, first.findings)

    rows = Intake(rows=(Row("d", "", "1", "He Zhiyang attended.", "何志远出席会议。"),))
    first = judge(rows)
    done = fix(rows, stubborn, least=0.5)
    assert (done.edits, done.refused, done.intake) == ((), 1, rows)


@given(st.text(), st.lists(st.tuples(st.integers(0, 20), st.text(max_size=3)), max_size=3))
def test_written_keeps_what_lies_between(text: str, cuts: list[tuple[int, str]]) -> None:
    places = sorted({min(at, len(text)) for at, _ in cuts})
    insertions = [Insertion(at, at, new) for at, (_, new) in zip(places, cuts, strict=False)]
    pieces = [text[a:b] for a, b in zip([0, *places], [*places, len(text)], strict=True)]
    news = [one.text for one in insertions] + [""]
    assert written(text, insertions) == "".join(p + n for p, n in zip(pieces, news, strict=True))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", '﻿id,note,source,mt\r\n1,"a, ""b""",何志远说。,"He Zhiyang said: ""Go."""\r\n2,x,他说。,He spoke.\r\n'),
        ("a.tsv", "id\tsource\ttarget\tnote\n1\t何志远说。\tHe Zhiyang spoke.\tn\n\n2\t他说。\tHe spoke.\tn"),
        ("p.tsv", 'id\tsource\ttarget\n1\t何志远说。\t"Go," said He Zhiyang.\n2\t他说。\t"He" spoke.\n'),
        ("a.jsonl", '{"id":1,"x":[1, 2],"source":"何志远说。","translation":"He Zhiyang spoke."}\n\n{"source":"他说。","translation":"He spoke."}\n'),
        ("q.csv", '"id","source","target","n"\n"1","何志远说。","He Zhiyang spoke.","1.10"\n"2","他说。","He spoke.",""\n'),
        ("k.jsonl", '{"note": "He Zhiyang spoke.", "n": 1.10, "source": "何志远说。", "target": "He Zhiyang spoke."}\n'),
        ("b.jsonl", '{"source": "\\u4f55\\u5fd7\\u8fdc\\u8bf4\\u3002", "mt": "He Zhiyang spoke \\u2014 well."}\n'),
    ],
)  # fmt: skip
def test_tables_change_in_their_targets_alone(tmp_path: Path, name: str, content: str) -> None:
    path = tmp_path / name
    path.write_bytes(content.encode())
    intake = read_inputs([str(path)])
    files = fix_files(intake, fix(intake, judge, least=0.9))
    wanted = content.replace("Zhiyang", "Zhiyuan").replace('"note": "He Zhiyuan', '"note": "He Zhiyang')
    assert files[name] == wanted.encode()
    assert f"+++ b{path}".encode() in files["changes.diff"]


def test_the_sample_corpus_is_corrected_and_clean_documents_are_left_alone() -> None:
    intake = read_inputs([str(CORPORA)])
    done = fix(intake, partial(judge_intake, settings=SETTINGS), least=0.9)
    files = fix_files(intake, done)
    for name in files:
        if name.startswith("clean-"):
            assert files[name] == (CORPORA / name).read_bytes()
    meeting = files["official-meeting/target.en.txt"].decode()
    assert "Zha Yongkang" in meeting
    assert "Cha Yongkang" not in meeting
    assert "P105 Chou Liqun → Qiu Liqun" in fix_text(done)


def test_findings_of_jsonl_can_be_found_again(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        json.dumps({"source": "副市长王丽讲话。", "target": "Mayor Wang Li spoke."}) + "\n", encoding="utf-8"
    )
    done = fix(read_inputs([str(path)]), judge, least=0.5)
    assert done.intake.rows[0].target == "Vice Mayor Wang Li spoke."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_files_keep_their_encoding_and_the_difference_applies(tmp_path: Path, encoding: str) -> None:
    folder = tmp_path / "doc"
    folder.mkdir()
    (folder / "source.zh.txt").write_text("何志远说。\n会议\u2028结束。\n", encoding="utf-8")
    target = folder / "target.en.txt"
    text = "He Zhiyang spoke — “well”.\r\nThe meeting\u2028ended, 好.\n"
    target.write_bytes(text.encode(encoding))
    intake = read_inputs([str(folder)])
    files = fix_files(intake, fix(intake, judge, least=0.9))
    assert files["target.en.txt"] == text.replace("Zhiyang", "Zhiyuan").encode(encoding)
    if encoding != "utf-16":  # which git does not take for text
        (tmp_path / "changes.diff").write_bytes(files["changes.diff"])
        strip = str(len(target.parts) - 1)
        command = ["git", "apply", f"-p{strip}", "--directory=doc", str(tmp_path / "changes.diff")]
        subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
        subprocess.run(command, cwd=tmp_path, check=True)
        assert target.read_bytes() == files["target.en.txt"]


def test_originals_are_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"source": "何志远说。", "target": "He Zhiyang spoke."}\n', encoding="utf-8")
    before = path.read_bytes()
    done = CliRunner().invoke(app, ["fix", str(path), "-o", str(tmp_path), "--no-embeddings", "--no-config"])
    assert isinstance(done.exception, UsageError)
    assert path.read_bytes() == before
