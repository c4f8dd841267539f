"""Bad input: one clear problem that names the file and the place, and the rest is read."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from transcheck.errors import InputError
from transcheck.reading import Intake, read_inputs, read_sides, read_text

BROKEN = "第一行很好。\n第二".encode() + b"\xff" + "行坏了。".encode()


def only(intake: Intake) -> InputError:
    assert len(intake.problems) == 1, [str(problem) for problem in intake.problems]
    return intake.problems[0]


@pytest.mark.parametrize(
    ("name", "text", "place", "message"),
    [
        ("a.csv", "", "", "empty"),
        ("a.csv", "target\n", "", "no rows"),
        ("a.jsonl", "\n\n", "", "empty"),
        ("a.csv", "source,note\n一,n\n", "target", "no column target"),
        ("a.jsonl", '{"source": "一"}\n', "target", "no column target"),
        ("a.csv", "source,target\n一, \n二,\n", "target", "empty in every row"),
        ("a.csv", "source,target\n,one\n ,two\n", "source", "empty in every row"),
        ("a.csv", "target,ref\none,\ntwo,\n", "reference", "empty in every row"),
        ("a.csv", "id,target\n1,one\n2,two\n1,three\n", "4", "stands already at 2"),
        ("a.csv", "id,target\n2,one\n,two\n", "3", "stands already at 2"),
        ("a.csv", "mt,target\none,two\n", "1", "two columns mean 'target'"),
        ("a.csv", 'target\none\n"two\nthree\n', "3", "never closed"),
        ("a.jsonl", "[\n]\n", "1", "JSON"),
        ("a.xlsx", "x", "", "no kind of input"),
        ("a.parquet", "no parquet", "", "Parquet"),
    ],
)
def test_a_table_that_cannot_be_used(tmp_path: Path, name: str, text: str, place: str, message: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8", newline="")
    intake = read_inputs([path.as_posix()])
    problem = only(intake) if name != "a.jsonl" or text != "[\n]\n" else intake.problems[0]
    assert (problem.path, problem.place, problem.whole) == (path.as_posix(), place, True)
    assert message in problem.message
    assert intake.rows == ()


@pytest.mark.parametrize(
    ("name", "text", "place", "message"),
    [
        ("a.csv", "source,target\n一,one\n二\n三,three\n", "3", "1 cells where the header has 2"),
        ("a.csv", "source,target\n一,one\n二,two,2\n三,three\n", "3", "3 cells where the header has 2"),
        ("a.csv", 'source,target\n一,one\n二,"two"2\n三,three\n', "3", "cannot be read as cells"),
        ("a.jsonl", '{"target": "one"}\n{"target": \n{"target": "three"}\n', "2", "not valid JSON"),
        ("a.jsonl", '{"target": "one"}\n"two"\n{"target": "three"}\n', "2", "not a JSON object"),
        ("a.jsonl", '{"target": "one"}\n{"id": 2}\n{"target": "three"}\n', "2", "no target"),
        ("a.jsonl", '{"target": "one"}\n{"target": ["t"]}\n{"target": "three"}\n', "2", "not text but list"),
        ("a.jsonl", '{"target": "one"}\n{"target": NaN}\n{"target": "three"}\n', "2", "not valid JSON"),
        ("a.jsonl", '{"target": "one"}\n{"target": "\\ud83d"}\n{"target": "three"}\n', "2", "surrogate"),
        ("a.jsonl", '{"target": "one"}\n{"mt": "", "target": ""}\n{"target": "three"}\n', "2", "two columns"),
        ("a.jsonl", '{"target": "one"}\n' + "[" * 99999 + '\n{"target": "three"}\n', "2", "not valid JSON"),
    ],
)
def test_one_bad_record(tmp_path: Path, name: str, text: str, place: str, message: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8", newline="")
    intake = read_inputs([path.as_posix()])
    problem = only(intake)
    assert (problem.place, problem.whole) == (place, False)
    assert message in problem.message
    assert [(row.id, row.target) for row in intake.rows] == [("1", "one"), ("3", "three")]


@pytest.mark.parametrize(
    "data", [BROKEN, b"\x89PNG\r\n\x1a\n\x00\x00\xff\xfe\xd8", "café au lait".encode("cp1252"), b"\xff\xfea"]
)
def test_undecodable_bytes(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    problem = only(read_inputs([path.as_posix()]))
    assert problem.whole
    assert problem.place
    with pytest.raises(InputError, match="byte"):
        read_text(path)


def test_the_line_of_a_bad_byte(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(BROKEN)
    with pytest.raises(InputError) as caught:
        read_text(path)
    assert caught.value.place == "2"


def test_missing_files_and_empty_folders(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    intake = read_inputs([f"{tmp_path}/no.csv", f"{tmp_path}/none", "nul\x00.csv"])
    assert [problem.whole for problem in intake.problems] == [True, True, True]
    assert only(read_sides(None, f"{tmp_path}/none", None)).message == "holds no files"
    assert only(read_inputs(["-"], stdin=io.BytesIO(b""))).path == "-"


def make(root: Path, **files: bytes) -> str:
    root.mkdir(parents=True)
    for side, data in files.items():
        (root / f"{side}.{'zh' if side == 'source' else 'en'}.txt").write_bytes(data)
    return root.as_posix()


def test_one_bad_document_in_a_folder(tmp_path: Path) -> None:
    make(tmp_path / "a", target=BROKEN)
    make(tmp_path / "b", target=b"Good.")
    make(tmp_path / "c", source=b"x")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "up").symlink_to(tmp_path)
    intake = read_inputs([tmp_path.as_posix()])
    assert [bundle.doc_id for bundle in intake.bundles] == ["b"]
    assert [Path(problem.path).name for problem in intake.problems] == ["target.en.txt", "c", "loop", "up"]
    assert not any(problem.whole for problem in intake.problems)


def test_a_bundle_that_cannot_be_used_alone(tmp_path: Path) -> None:
    bad = make(tmp_path / "a", target=BROKEN)
    blank = make(tmp_path / "b", target=b"One.", source=b" \n")
    dangling = make(tmp_path / "c", target=b"One.")
    (tmp_path / "c" / "source.zh.txt").symlink_to(tmp_path / "nowhere")
    for path, place in ((bad, "target.en.txt"), (blank, "source.zh.txt"), (dangling, "source.zh.txt")):
        problem = only(read_inputs([path]))
        assert (problem.whole, problem.path) == (True, f"{path}/{place}")


def test_a_side_empty_in_every_document(tmp_path: Path) -> None:
    make(tmp_path / "a", target=b"One.", source=b"")
    make(tmp_path / "b", target=b"Two.", source=b"\n")
    assert only(read_inputs([tmp_path.as_posix()])).whole
    (tmp_path / "a" / "source.zh.txt").write_text("一。", encoding="utf-8")
    assert len(read_inputs([tmp_path.as_posix()]).bundles) == 2


def test_what_two_inputs_may_not_share(tmp_path: Path) -> None:
    for name in ("a", "b"):
        make(tmp_path / name / "news", target=b"One.")
        (tmp_path / name / "t.csv").write_text("target\none\n", encoding="utf-8")
    intake = read_inputs([f"{tmp_path}/{name}" for name in ("a/news", "b/news", "a/t.csv", "b/t.csv")])
    assert (len(intake.bundles), len(intake.rows)) == (1, 1)
    assert [problem.whole for problem in intake.problems] == [False, True]


def test_parallel_files_of_different_length(tmp_path: Path) -> None:
    source, target = tmp_path / "a.zh", tmp_path / "a.en"
    source.write_bytes("一\n二\n".encode())
    target.write_bytes(b"one\n")
    problem = only(read_sides(source.as_posix(), target.as_posix(), None, parallel=True))
    assert (problem.path, problem.place, problem.whole) == (source.as_posix(), "2", True)
    target.write_bytes(b"\n\n")
    assert only(read_sides(source.as_posix(), target.as_posix(), None, parallel=True)).message == "is empty"


def test_sides_that_cannot_be_paired(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "x.txt").write_bytes(b"one")
    (tmp_path / "en" / "x.md").write_bytes(b"one")
    (tmp_path / "en" / "loop").symlink_to(tmp_path / "en")
    (tmp_path / "en" / "gone").symlink_to(tmp_path / "nowhere")
    intake = read_sides(None, f"{tmp_path}/en", None)
    assert [bundle.doc_id for bundle in intake.bundles] == ["x"]
    assert sorted(Path(problem.path).name for problem in intake.problems) == ["gone", "loop", "x.txt"]
    assert only(read_sides(f"{tmp_path}/en/x.md", f"{tmp_path}/en", None)).whole


@pytest.mark.parametrize("suffix", ["csv", "tsv", "jsonl", "parquet", "txt"])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(
        st.binary(), st.text().map(lambda text: f"id,source\ttarget,mt\n{text}".encode("utf-8", "ignore"))
    )
)
def test_no_bytes_crash(tmp_path: Path, suffix: str, data: bytes) -> None:
    path = tmp_path / f"any.{suffix}"
    path.write_bytes(data)
    intake = read_inputs([path.as_posix()])
    assert intake.rows or intake.problems
    intake = read_sides(path.as_posix(), path.as_posix(), None, parallel=True)
    assert intake.rows or intake.problems
