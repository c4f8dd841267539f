"""Editors' verdicts come back exactly, from a spreadsheet that saved them and from the page, and change the next run."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from transcheck.cli import app
from transcheck.errors import InputError, TranscheckError
from transcheck.lexicons.user_terms import read_user_terms
from transcheck.reporting.editor_terms import terms_csv
from transcheck.reporting.guard import guard
from transcheck.reporting.verdicts import (
    Record,
    Verdict,
    read_report,
    read_verdicts,
    records,
    updated,
    verdicts_json,
)

ROWS = (
    {"id": "1", "source": "何志远说。", "target": "He Zhiyang spoke."},
    {"id": "2", "source": "国家粮食和物资储备局发布公告。", "target": "The State Grain and Material Reserve Bureau issued a notice."},
    {"id": "3", "source": "＝何志远走了。", "target": "=He Zhiyang left."},
)  # fmt: skip


def call(*arguments: object) -> tuple[int, str]:
    done = CliRunner().invoke(app, [str(argument) for argument in arguments], catch_exceptions=False)
    return done.exit_code, done.output


@pytest.fixture
def report(tmp_path: Path) -> Path:
    table = tmp_path / "new.jsonl"
    table.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS), encoding="utf-8")
    code, _ = call("run", table, "-o", tmp_path / "report", "--no-embeddings", "--no-config")
    assert code == 0
    return tmp_path / "report"


def mark_csv(path: Path, status: dict[str, str]) -> None:
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, rows[0].keys(), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(row | {"status": status.get(row["rule"], "")} for row in rows)
    path.write_bytes(out.getvalue().encode("utf-8-sig"))


def mark_xlsx(path: Path, status: dict[str, str]) -> None:
    book = openpyxl.load_workbook(path, rich_text=True)
    sheet = book["findings"]
    names = [cell.value for cell in sheet[1]]
    for row in range(2, sheet.max_row + 1):
        rule = sheet.cell(row, names.index("rule") + 1).value
        sheet.cell(row, names.index("status") + 1).value = status.get(str(rule))
    book.save(path)


@pytest.mark.parametrize("name", ["findings.csv", "report.xlsx"])
def test_verdicts_change_the_next_run(report: Path, tmp_path: Path, name: str) -> None:
    path, kept = report / name, tmp_path / "verdicts.json"
    (mark_csv if name.endswith("csv") else mark_xlsx)(path, {"P101": "Rejected", "G101": "ok"})
    code, said = call("feedback", path, "-o", kept, "--termbase", tmp_path / "terms.csv")
    assert (code, said.splitlines()[0]) == (0, f"{kept.as_posix()}: 2 verdicts, 2 new; 0 findings without")
    table = tmp_path / "new.jsonl"
    code, said = call(
        "check", table, "--no-embeddings", "--no-config", "--verdicts", kept, "--format", "text", "--fail-on", "never"
    )  # fmt: skip
    assert code == 0
    assert "P101" not in said
    assert "1 finding: 1 major in 3 segments of 1 document; 2 dismissed" in said
    code, said = call("rules", "--stats", kept)
    assert [line.split()[:4] for line in said.splitlines()[1:]] == [
        ["G101", "1", "0", "1.00"],
        ["P101", "0", "1", "0.00"],
    ]


def test_a_refused_term_is_learnt(report: Path, tmp_path: Path) -> None:
    mark_csv(report / "findings.csv", {"G101": "rejected"})
    terms = tmp_path / "terms.csv"
    call("feedback", report / "findings.csv", "-o", tmp_path / "verdicts.json", "--termbase", terms)
    other = tmp_path / "other.jsonl"
    other.write_text(
        '{"doc_id": "a", "source": "国家粮食和物资储备局开会。", "target": "The State Grain and Material Reserve Bureau met."}\n'
        '{"doc_id": "b", "source": "国家粮食和物资储备局成立。", "target": "The National Food and Strategic Reserves Administration was founded."}\n',
        encoding="utf-8",
    )  # fmt: skip
    assert call("check", other, "--no-embeddings", "--no-config", "--select", "G")[0] == 1
    assert (
        call("check", other, "--no-embeddings", "--no-config", "--select", "G", "--termbase", terms)[0] == 0
    )


def test_the_export_of_the_page_is_read(tmp_path: Path) -> None:
    path = tmp_path / "verdicts-export.json"
    row = {
        "finding_id": "a", "other_finding_ids": "b c", "group_id": "g", "rule": "P101", "entity": "何志远",
        "target_text": "He Zhiyang", "suggestion": None, "status": "rejected", "editor_note": "",
    }  # fmt: skip
    path.write_text(
        json.dumps({"verdicts": [row, row | {"finding_id": "d", "status": ""}]}), encoding="utf-8"
    )
    (verdict,), without = read_report(path)
    assert (verdict.finding_id, verdict.others, verdict.suggestion, without) == ("a", ("b", "c"), "", 1)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.csv", "x,y\n1,2\n", "no columns finding_id and status"),
        ("a.json", "{}", "is no report"),
        ("a.json", "[1]", "is no report"),
        ("a.xlsx", "no zip", "not a workbook"),
        ("a.docx", "", "neither CSV, XLSX nor JSON"),
    ],
)
def test_other_files_are_refused(tmp_path: Path, name: str, content: str, says: str) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=says):
        read_report(path)
    with pytest.raises(InputError, match="cannot be read"):
        read_report(tmp_path / f"missing{path.suffix if path.suffix != '.docx' else '.csv'}")


VERDICTS = st.lists(
    st.builds(
        Verdict,
        st.text("abcdef0123456789", min_size=1, max_size=4),
        st.sampled_from(["accepted", "rejected"]),
        st.sampled_from(["P101", "G101"]),
        editor_note=st.text(),
        others=st.lists(st.text("xyz", min_size=1, max_size=2), max_size=2).map(tuple),
    ),
    max_size=6,
)


@given(VERDICTS)
def test_a_file_of_verdicts_comes_back(verdicts: list[Verdict]) -> None:
    kept = updated((), verdicts)
    with_tmp = verdicts_json(kept)
    content = json.loads(with_tmp)
    assert {v["finding_id"] for v in content["verdicts"]} == {v.finding_id for v in kept}
    assert updated(kept, ()) == kept
    assert sum(one.accepted + one.rejected for one in records(kept)) == len(kept)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_notes_come_back_through_the_guard_exactly(
    tmp_path_factory: pytest.TempPathFactory, note: str
) -> None:
    path = tmp_path_factory.mktemp("notes") / "findings.csv"
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows(
        [["finding_id", "status", "editor_note", "entity"], ["a", "accepted", guard(note), guard("=1")]]
    )
    path.write_bytes(b"\xef\xbb\xbf" + out.getvalue().encode())
    (verdict,), _ = read_report(path)
    assert (verdict.editor_note, verdict.entity) == (note, "=1")


def test_terms_are_added_once_and_other_columns_stay() -> None:
    refused = Verdict("a", "rejected", "G101", "甲局", "org", "Bureau A", "A Bureau")
    old = "zh,en,wrong,kind\n甲局,A Bureau,Office A,org\n乙局,B Bureau,,org\n"
    new, added = terms_csv(old, [refused, refused])
    assert added == 1
    assert next(csv.DictReader(io.StringIO(new)))["variants"] == "Bureau A"
    assert next(csv.DictReader(io.StringIO(new)))["wrong"] == "Office A"
    assert terms_csv(new, [refused]) == (new, 0)


def test_a_termbase_with_spaces_in_its_header_stays_one(tmp_path: Path) -> None:
    refused = Verdict("a", "rejected", "G101", "甲局", "org", "Bureau A", "A Bureau")
    path = tmp_path / "terms.csv"
    path.write_text(terms_csv("zh, en, kind\n甲局,A Bureau,org\n", [refused])[0], encoding="utf-8")
    (term,) = read_user_terms(path)
    assert (term.zh, term.en, term.variants) == ("甲局", "A Bureau", ("Bureau A",))


@given(st.integers(0, 50), st.integers(0, 50).filter(bool))
def test_the_bounds_are_where_a_true_share_would_be_just_as_far_off(accepted: int, rejected: int) -> None:
    """What defines the interval: the bound and the share lie 1.96 standard errors, at the bound, apart."""
    record = Record("X", accepted, rejected)
    for bound in record.interval:
        error = (bound * (1 - bound) / (accepted + rejected)) ** 0.5
        assert abs(abs(record.share - bound) - 1.96 * error) < 1e-9


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_libreoffice_shows_the_same_cells(report: Path, tmp_path: Path) -> None:
    profile = f"-env:UserInstallation=file://{tmp_path}/office"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76", "--outdir",
         str(tmp_path), str(report / "report.xlsx")],
        check=True, capture_output=True,
    )  # fmt: skip
    shown = list(csv.DictReader(io.StringIO((tmp_path / "report.csv").read_text(encoding="utf-8"))))
    exact = list(
        csv.DictReader(io.StringIO((report / "findings.csv").read_text(encoding="utf-8-sig"), newline=""))
    )
    assert len(shown) == len(exact) == 2
    for ours, theirs in zip(exact, shown, strict=True):
        for name in ("rule", "message", "entity", "target_text", "suggestion", "finding_id"):
            assert theirs[name] == ours[name]
        assert theirs["target"] == ours["target"].removeprefix("'")


def test_a_missing_file_of_verdicts_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_verdicts(tmp_path / "none.json")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_what_spreadsheets_write_is_read(tmp_path: Path, encoding: str, separator: str) -> None:
    path = tmp_path / "findings.csv"
    line = "sep=;\r\n" if separator == ";" else ""
    cells = [["finding_id", "status", "entity"], ["a", "accepted", "何志远"]]
    path.write_bytes((line + "".join(separator.join(row) + "\r\n" for row in cells)).encode(encoding))
    (verdict,), _ = read_report(path)
    assert (verdict.finding_id, verdict.entity) == ("a", "何志远")


def test_a_long_article_is_read_again(tmp_path: Path) -> None:
    table = tmp_path / "long.jsonl"
    row = {"source": "何志远说。", "target": "He Zhiyang spoke. " + "It went on and on. " * 8000}
    table.write_text(json.dumps(row, ensure_ascii=False) + "\n", encoding="utf-8")
    arguments = ("run", table, "-o", tmp_path / "out", "--no-embeddings", "--no-config", "--select", "P")
    assert call(*arguments)[0] == 0
    assert call(*arguments)[0] == 0
    assert len(read_report(tmp_path / "out" / "findings.csv")[0]) == 0


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("t.csv", b"zh;en\nx;y\n"),
        ("t.csv", b"Chinese,English\nx,y\n"),
        ("t.csv", "zh,en\n民进,X,Y\n".encode()),
        ("t.csv", "zh,en\n民进,X\n".encode("gb18030")),
        ("t.tbx", b"<tbx/>"),
    ],
)
def test_a_termbase_that_is_none_is_left_alone(
    report: Path, tmp_path: Path, name: str, content: bytes
) -> None:
    terms = tmp_path / name
    terms.write_bytes(content)
    mark_csv(report / "findings.csv", {"G101": "rejected"})
    with pytest.raises(TranscheckError):
        call("feedback", report / "findings.csv", "-o", tmp_path / "v.json", "--termbase", terms)
    assert terms.read_bytes() == content
    assert not (tmp_path / "v.json").exists()


def test_a_mark_and_line_ends_of_a_termbase_stay() -> None:
    refused = Verdict("a", "rejected", "G101", "甲局", "org", "Bureau A", "A Bureau")
    new, _ = terms_csv("\ufeffzh,en,kind\r\n甲局,A Bureau,org\r\n", [refused])
    assert new == "\ufeffzh,en,kind,variants,note\r\n甲局,A Bureau,org,Bureau A,\r\n"


@pytest.mark.parametrize(
    "verdicts", ['["x"]', '{"a": 1}', '[{"finding_id": ["a"], "status": "accepted"}]', '[{"finding_id": "a", "status": "maybe"}]']
)  # fmt: skip
def test_damaged_verdicts_are_one_line(tmp_path: Path, verdicts: str) -> None:
    path = tmp_path / "v.json"
    path.write_text(f'{{"version": 1, "verdicts": {verdicts}}}', encoding="utf-8")
    with pytest.raises(InputError, match="not a file of verdicts"):
        read_verdicts(path)


def test_half_a_surrogate_in_a_note_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "page.json"
    path.write_text(
        '{"verdicts": [{"finding_id": "a", "status": "rejected", "editor_note": "\\ud83d"}]}',
        encoding="utf-8",
    )
    assert call("feedback", path, "-o", tmp_path / "v.json")[0] == 0
    assert read_verdicts(tmp_path / "v.json")[0].editor_note == "?"
