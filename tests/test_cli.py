"""The command line: formats, exit codes, baselines, reports written over, one line for an expected error."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from transcheck import __version__
from transcheck.cli import main
from transcheck.model import Alignment, Finding, Rule, Severity
from transcheck.pipeline import judging
from transcheck.reporting.editors import parse_table
from transcheck.rules import RULES


class Done(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def records(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Done]


@pytest.fixture
def run(capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    def call(*arguments: object) -> Done:
        with pytest.raises(SystemExit) as left:
            main([str(argument) for argument in arguments])
        out, err = capfdbinary.readouterr()
        return Done(int(left.value.code or 0), out.decode(), err.decode())

    return call


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    folder = tmp_path / "docs" / "report"
    folder.mkdir(parents=True)
    (folder / "source.zh.txt").write_text("会议在长沙召开。\n他出席会议。\n", encoding="utf-8")
    (folder / "target.en.txt").write_text("It was held in 长沙 today.\nHe attended it.\n", encoding="utf-8")
    return folder


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    path = tmp_path / "clean.jsonl"
    path.write_text(
        '{"id": 1, "source": "他出席会议。", "target": "He attended the meeting."}\n', encoding="utf-8"
    )
    return path


def crashing(_alignment: Alignment) -> Iterator[Finding]:
    raise RuntimeError("out of luck")
    yield


CRASH = Rule("P999", "crash", "Other", Severity.MAJOR, crashing, since="0.1")


def test_check_prints_records_and_fails(run: Run, bundle: Path) -> None:
    done = run("check", bundle, "--no-embeddings")
    (finding,) = done.records
    assert done.code == 1
    assert (finding["doc_id"], finding["rule"], finding["severity"]) == ("report", "A103", "major")
    assert finding["target_text"] == "长沙"
    assert finding["target_path"] == f"{bundle}/target.en.txt"
    assert "1 finding: 1 major in 2 segments of 1 document" in done.err
    assert f"transcheck:{__version__}|" in done.err


@pytest.mark.parametrize(("fail_on", "code"), [("minor", 1), ("major", 1), ("critical", 0), ("never", 0)])
def test_gate(run: Run, bundle: Path, fail_on: str, code: int) -> None:
    assert run("check", bundle.parent, "--no-embeddings", "--fail-on", fail_on).code == code


def test_clean_input_says_what_was_checked(run: Run, clean: Path) -> None:
    done = run("check", clean, "--no-embeddings", "--format", "text")
    assert done.code == 0
    assert "no findings in 1 segment of 1 document" in done.out


def test_formats_of_check(run: Run, bundle: Path, tmp_path: Path) -> None:
    base = ("check", bundle, "--no-embeddings", "--fail-on", "never", "--format")
    (row,) = csv.DictReader(io.StringIO(run(*base, "csv").out))
    assert row["target_text"] == "长沙"
    content = json.loads(run(*base, "json").out)
    assert content["summary"]["by_rule"] == {"A103": 1}
    assert [f["rule"] for f in content["findings"]] == ["A103"]
    assert "A103 untranslated-chinese" in run(*base, "text").out
    out = tmp_path / "new" / "findings.jsonl"
    assert run(*base, "jsonl", "-o", out).out == ""
    assert [json.loads(line)["rule"] for line in out.read_text("utf-8").splitlines()] == ["A103"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["check"],
        ["check", "nowhere.csv"],
        ["check", "."],
        ["check", "{clean}", "--target", "{clean}"],
        ["check", "--source", "{clean}"],
        ["check", "{clean}", "--parallel"],
        ["check", "{clean}", "--select", "nonsense"],
        ["check", "{clean}", "--fail-on", "bad"],
        ["check", "{clean}", "--format", "xml"],
        ["check", "{clean}", "--baseline", "nowhere.json"],
        ["check", "{clean}", "--termbase", "nowhere.csv"],
        ["check", "{clean}", "--no-embeddings", "-o", "."],
        ["check", "{bad}"],
        ["check", "{broken}", "--strict-input"],
        ["check", "{blank}"],
        ["run", "{clean}"],
        ["score", "{clean}", "--metric", "comet"],
        ["score", "{clean}", "--metric", "semantic", "--no-embeddings"],
        ["score", "{clean}", "--metric", "chrf", "--metric", "chrf++"],
        ["explain", "Q999"],
        ["nonsense"],
    ],
)
def test_misuse_is_2(
    run: Run, clean: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    files = {"clean": clean}
    for name, content in {
        "bad": '{"id": 1, "text": "x"}\n',
        "broken": '{"id": 1, "target": "It ended."}\n{"id"\n',
        "blank": '{"id": 1, "source": "", "target": " "}\n',
    }.items():
        files[name] = tmp_path / f"{name}.jsonl"
        files[name].write_text(content)
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    done = run(*(argument.format(**files) for argument in arguments))
    assert done.code == 2
    assert done.out == ""
    assert "Traceback" not in done.err
    if done.err.startswith("transcheck: "):
        assert len(done.err.splitlines()) == 1


def test_unreadable_row_is_3_and_the_rest_complete(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "t.jsonl"
    table.write_text(
        '{"id": 1, "target": "He left 长沙."}\n{"id": 2\n{"id": 3, "target": "In 长沙."}\n', encoding="utf-8"
    )
    done = run("check", table, "--no-embeddings")
    assert done.code == 3
    assert [(f["id"], f["target_line"]) for f in done.records] == [("1", 1), ("3", 3)]
    assert f"not read: {table}:2" in done.err


def test_crashing_rule_is_3_and_the_rest_complete(
    run: Run, bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(judging, "RULES", (CRASH, *RULES))
    done = run("check", bundle, "--no-embeddings")
    assert done.code == 3
    assert [f["rule"] for f in done.records] == ["A103"]
    assert "not judged: P999 in report: RuntimeError: out of luck" in done.err


def test_run_writes_reports_and_keeps_notes(run: Run, bundle: Path, tmp_path: Path) -> None:
    folder = tmp_path / "reports" / "one"
    done = run("run", bundle, "-o", folder, "--no-embeddings")
    assert done.code == 0
    assert "1 finding: 1 major" in done.out
    assert {path.name for path in folder.iterdir()} == {
        "findings.csv", "segments.csv", "findings.jsonl", "scores.jsonl", "beads.jsonl", "summary.json",
        "report.html", "report.xlsx",
    }  # fmt: skip
    findings = folder / "findings.csv"
    data = findings.read_bytes()
    assert data.startswith(b"\xef\xbb\xbfseverity,")
    findings.write_bytes(data.removesuffix(b",,\r\n") + ",done,他说对\r\n".encode())
    run("run", bundle, "-o", folder, "--no-embeddings")
    (row,) = parse_table(findings.read_text("utf-8"))
    assert (row["status"], row["editor_note"]) == ("done", "他说对")
    page = (folder / "report.html").read_text("utf-8")
    assert '"preset":{"status":"done","editor_note":"他说对"}' in page
    summary = json.loads((folder / "summary.json").read_text("utf-8"))
    assert summary["by_severity"] == {"critical": 0, "major": 1, "minor": 0, "neutral": 0}
    assert summary["signature"].startswith(f"transcheck:{__version__}|rules:")
    assert summary["encodings"][f"{bundle}/target.en.txt"] == "utf-8"
    assert summary["scores"][0]["level"] == "system"
    assert run("run", bundle, "-o", folder, "--no-embeddings", "--fail-on", "minor").code == 1


def test_baseline_lets_only_new_findings_fail(run: Run, bundle: Path, tmp_path: Path) -> None:
    known = tmp_path / "known.json"
    assert run("baseline", "write", bundle, "-o", known, "--no-embeddings").code == 0
    done = run("check", bundle, "--no-embeddings", "--baseline", known)
    assert done.code == 0
    assert [f["gates"] for f in done.records] == [False]
    assert "no findings in 2 segments of 1 document; 1 known" in done.err
    target = bundle / "target.en.txt"
    target.write_text("\n\n" + target.read_text("utf-8") + "He left 北京.\n", encoding="utf-8")
    done = run("check", bundle, "--no-embeddings", "--baseline", known)
    assert done.code == 1
    assert [(f["target_text"], f["gates"]) for f in done.records] == [("长沙", False), ("北京", True)]


def test_score_records(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text(
        "id,source,mt,ref\n1,会议结束。,It ended.,It ended.\n2,他走了。,,He left.\n", encoding="utf-8"
    )
    done = run("score", table, "--metric", "bleu", "--metric", "chrf", "--metric", "ter")
    assert done.code == 0
    assert [(s["id"], s["bleu"], s["chrf"], s["ter"]) for s in done.records] == [
        ("1", pytest.approx(100), pytest.approx(100), 0.0),
        ("2", 0.0, 0.0, 100.0),
    ]
    assert {s["penalty"] for s in done.records} == {s["semantic"] for s in done.records} == {None}
    (plus, _) = run("score", table, "--metric", "chrf++").records
    assert (plus["chrf"], list(plus)) == (pytest.approx(100), list(done.records[0]))
    (system,) = run("score", table, "--no-embeddings", "--level", "system").records
    assert (system["id"], system["level"], system["words"]) == (None, "system", 2)
    assert system["penalty"] == 25 * 1000 / 2
    assert run("score", table, "--metric", "bleu", "--format", "text").out.splitlines()[0].split() == [
        "document", "system", "id", "bleu", "words",
    ]  # fmt: skip


def test_score_compares_two_systems(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    cells = [("a", 1, "It ended today."), ("a", 2, "He left."), ("b", 1, "It ended."), ("c", 9, "No.")]
    rows = "".join(f"{system},{number},{target},It ended today.\n" for system, number, target in cells)
    table.write_text("system,id,target,reference\n" + rows, encoding="utf-8")
    shared = ("score", table, "--metric", "bleu", "--metric", "ter", "--compare", "a", "b")
    done = run(*shared, "--resamples", 20, "--exchanges", "30", "--seed", 3)
    assert done.code == 0
    bleu, ter = done.records
    assert (bleu["metric"], bleu["first_system"], bleu["segments"], bleu["first_only"]) == ("bleu", "a", 1, 1)
    assert (ter["first"], ter["second"], ter["difference"]) == (0.0, *[pytest.approx(200 / 3)] * 2)
    assert (ter["resamples"], ter["exchanges"], ter["seed"]) == (20, 30, 3)
    assert done.out == run(*shared, "--resamples", 20, "--exchanges", "30", "--seed", 3).out
    text = run(*shared, "--format", "text")
    assert text.out.startswith("A: a\nB: b\n")
    assert "tok:tercom" in text.out.splitlines()[-1]
    for misuse in (
        ["--format", "csv"],
        ["--level", "system"],
        ["--compare", "a", "z"],
        ["--compare", "a", "c"],
    ):
        assert run(*shared, *misuse).code == 2


def test_align_prints_beads(run: Run, bundle: Path) -> None:
    beads = run("align", bundle.parent, "--presplit", "--no-embeddings").records
    assert [(b["id"], b["source"], b["target"], b["kind"]) for b in beads] == [
        ("b0", [0], [0], "1-1"),
        ("b1", [1], [1], "1-1"),
    ]
    assert len(run("align", bundle, "--no-embeddings", "--format", "tsv").out.splitlines()) == 3


def test_free_documents_line_by_line(run: Run, bundle: Path) -> None:
    source, target = bundle / "source.zh.txt", bundle / "target.en.txt"
    done = run("check", "--source", source, "--target", target, "--parallel", "--no-embeddings")
    (finding,) = done.records
    assert (finding["doc_id"], finding["id"]) == ("target.en", "1")
    assert (finding["source_path"], finding["target_path"]) == (str(source), str(target))
    assert (finding["target_line"], finding["target_column"]) == (1, None)


def test_termbase_of_the_user_counts(run: Run, tmp_path: Path) -> None:
    table, terms = tmp_path / "t.jsonl", tmp_path / "terms.csv"
    table.write_text(
        '{"id": 1, "source": "他在蓝湖研究院工作。", "target": "He works at the Azure Lake Academy."}\n',
        "utf-8",
    )
    terms.write_text("zh,en,wrong,kind\n蓝湖研究院,Blue Lake Institute,Azure Lake Academy,org\n", "utf-8")
    assert "蓝湖研究院" in {
        f["entity"] for f in run("check", table, "--termbase", terms, "--no-embeddings").records
    }


def test_rules_and_explain(run: Run) -> None:
    listed = run("rules").out
    assert "A103  untranslated-chinese" in listed
    page = run("explain", "untranslated-chinese").out
    assert page.startswith("# A103 untranslated-chinese\n\nAccuracy/Untranslated · major")
    assert "## Accepted\n\n- " in page


def test_version_and_help(run: Run) -> None:
    code, out, _ = run("--version")
    first, *notices = out.splitlines()
    assert (code, first) == (0, __version__)
    assert all("CC BY-SA 4.0" in notice for notice in notices)
    assert {notice.split()[0] for notice in notices} == {"CC-CEDICT", "wordfreq"}
    done = run("--help")
    assert done.code == 0
    for command in ("run", "check", "score", "align", "baseline", "explain", "rules", "bench"):
        assert f"  {command} " in done.out


def test_as_a_module_with_standard_input_and_a_reader_that_leaves() -> None:
    rows = "".join(json.dumps({"id": n, "target": f"Row {n} 参加."}) + "\n" for n in range(2000))
    command = [sys.executable, "-m", "transcheck", "check", "-", "--no-embeddings", "--fail-on", "never"]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    with subprocess.Popen(
        [*command, "--select", "A103"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdin.write(rows.encode())
        process.stdin.close()
        first = json.loads(process.stdout.readline())
        process.stdout.close()
        errors = process.stderr.read().decode()
        code = process.wait()
    assert (first["doc_id"], first["id"], first["target_line"], first["target_path"]) == (
        "stdin",
        "0",
        None,
        None,
    )
    assert code == 0
    assert "Traceback" not in errors
    assert "Broken" not in errors
    assert "2000 findings" in errors


def test_importing_is_light() -> None:
    heavy = "numpy pandas jieba sacrebleu opencc rich.console pyarrow transformers"
    code = (
        "import sys, transcheck, transcheck.cli;"
        f"print([name for name in {heavy.split()!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_files_of_newsrooms_and_localisers(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "a.md"
    page.write_text("# News\n\nIt was `held` in\n**长沙** today.\n", encoding="utf-8")
    done = run("check", "--target", page, "--no-embeddings")
    (finding,) = done.records
    assert (done.code, finding["rule"], finding["target_line"], finding["target_column"]) == (1, "A103", 4, 3)
    units = tmp_path / "a.po"
    units.write_text('msgid "会议在长沙召开。"\nmsgstr "It was held in 长沙."\n', encoding="utf-8")
    done = run("check", units, "--no-embeddings", "--select", "A103")
    assert [(f["id"], f["target_line"], f["target_text"]) for f in done.records] == [("1", 2, "长沙")]
    done = run("check", page)
    assert done.code == 2
    assert "text, Markdown and DOCX go with --target" in done.err


@pytest.mark.parametrize("name", ["target.en.txt", "source.zh.txt"])
def test_a_text_of_a_folder_that_is_read_is_not_written_over(run: Run, bundle: Path, name: str) -> None:
    before = (bundle / name).read_bytes()
    assert run("check", bundle.parent, "-o", bundle / name).code == 2
    assert (bundle / name).read_bytes() == before
    assert run("align", bundle.parent, "-o", bundle / "beads.jsonl").code == 0


@pytest.mark.parametrize(
    "arguments", [("align", ""), ("check", "--target", ""), ("score", "--source", "", "--target", "")]
)
def test_an_empty_path_is_a_usage_error(run: Run, arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert (done.code, done.out) == (2, "")
    assert "a path is empty" in done.err


@pytest.mark.parametrize("command", ["align", "check", "score"])
def test_what_is_read_is_not_written_over(run: Run, clean: Path, command: str) -> None:
    before = clean.read_bytes()
    done = run(command, clean, "-o", clean.parent / "." / clean.name)
    assert done.code == 2
    assert "would replace what is read" in done.err
    assert clean.read_bytes() == before


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
@pytest.mark.parametrize("command", ["align", "check", "score"])
def test_names_that_are_not_utf8_are_shown_as_far_as_they_are(run: Run, tmp_path: Path, command: str) -> None:
    source, target = tmp_path / "zh.txt", tmp_path / os.fsdecode(b"b\xffd.txt")
    source.write_text("会议在长沙召开。\n", encoding="utf-8")
    target.write_text("The meeting was held in 长沙.\n", encoding="utf-8")
    done = run(command, "--source", source, "--target", target, "--format", "jsonl")
    assert done.code in (0, 1)
    assert done.records[0]["doc_id"] == "b?d"


def test_a_name_may_be_as_long_as_names_can_be(run: Run, clean: Path) -> None:
    output = clean.parent / ("长" * 80 + ".jsonl")
    assert run("align", clean, "-o", output).code == 0
    assert [path.name for path in clean.parent.iterdir() if path.suffix == ".part"] == []


def test_a_lone_carriage_return_stays_in_its_cell(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "t.jsonl"
    table.write_text(
        json.dumps({"id": "1\rb", "source": "他来了", "target": "He came to 长沙 today"}), encoding="utf-8"
    )
    done = run("check", table, "--format", "csv")
    header, *found = csv.reader(io.StringIO(done.out, newline=""))
    assert found
    assert all(len(row) == len(header) for row in found)
    assert "\r\n" not in done.out


def test_tables_and_pages_are_no_sides(run: Run, tmp_path: Path) -> None:
    (tmp_path / "zh.txt").write_text("他来了。", encoding="utf-8")
    for name, message in (("t.csv", "is a table"), ("t.html", "save it as plain text")):
        (tmp_path / name).write_text("<p>He came.</p>", encoding="utf-8")
        done = run("check", "--source", tmp_path / "zh.txt", "--target", tmp_path / name)
        assert done.code == 2
        assert message in done.err


def test_sides_that_changed_places_are_not_judged(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("会议在长沙召开。\n他出席会议。\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text(
        "The meeting was held in Changsha on Monday.\nHe attended it with others.\n", encoding="utf-8"
    )
    done = run("check", "--source", tmp_path / "b.txt", "--target", tmp_path / "a.txt")
    assert done.code == 2
    assert "have source and target changed places?" in done.err


def test_rules_are_chosen_with_commas(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("source,target\n何志远在长沙。,He Zhipan is in Changsa.\n", encoding="utf-8")
    done = run(
        "check", path, "--select", "P101, L101", "--ignore", "L", "--format", "jsonl", "--no-embeddings"
    )
    assert [json.loads(line)["rule"] for line in done.out.splitlines()] == ["P101"]
    assert run("check", path, "--select", "P101,").code == 2


def test_a_metric_without_a_value_is_named(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "rows.jsonl"
    table.write_text('{"id": "1", "source": "好", "target": "Good."}\n', encoding="utf-8")
    assert "no value: bleu, chrf++" in run("score", table, "--metric", "bleu", "--metric", "chrf++").err
    assert "no value" not in run("score", table).err
    assert "not run" not in run("score", table, "--metric", "chrf").err


def test_known_findings_are_counted_and_not_shown(run: Run, bundle: Path, tmp_path: Path) -> None:
    known = tmp_path / "known.json"
    run("baseline", "write", bundle, "-o", known)
    said = run("check", bundle, "--baseline", known, "--format", "text").out
    assert "A103" not in said.splitlines()[0]
    assert "1 known" in said
    assert "A103" in run("check", bundle, "--format", "text").out


def test_documents_of_one_file_are_told_apart(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "rows.jsonl"
    rows = [{"id": "1", "doc_id": doc, "target": "He spoke in 长沙."} for doc in ("one", "two")]
    table.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    said = run("check", table, "--format", "text").out
    assert f"{table.as_posix()}: one\n" in said
    assert f"{table.as_posix()}: two\n" in said
