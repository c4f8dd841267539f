"""What is read is what was written, in every format and encoding."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from transcheck.model import Row
from transcheck.reading import Intake, read_inputs, read_sides, read_text

# Real prose around the invented cells: an encoding is told by the characters it makes.
PROSE = "江城市召开经济工作会议，部署明年的重点任务。市长要求各部门抓好落实，让群众得到实惠。"
ENCODINGS = {"utf-8": "utf-8", "utf-8-sig": "utf-8-sig", "utf-16-le": "utf-16-le", "utf-16-be": "utf-16-be"}
ENCODINGS["gb18030"] = "gb18030"
MARKS = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}
CELLS = st.text(st.sampled_from("会议人民，。“”１Ａabc \t,\"'\n\r;|😀é\x00\x1b\u2028"), max_size=12)
PAIRS = st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=6)
ONCE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def table_of(pairs: list[tuple[str, str]]) -> list[dict[str, str]]:
    rows = [{"id": "x0", "doc_id": "d", "system": "s", "source": PROSE, "target": "The city met."}]
    rows += [
        {"id": f"x{n}", "doc_id": "d", "system": "s", "source": zh, "target": en}
        for n, (zh, en) in enumerate(pairs, 1)
    ]
    return rows


def separated(rows: list[dict[str, str]], delimiter: str) -> str:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def write(path: Path, rows: list[dict[str, str]], encoding: str) -> None:
    if path.suffix == ".parquet":
        import pyarrow as pa
        import pyarrow.parquet as pq

        pq.write_table(pa.Table.from_pylist(rows), path)
        return
    if path.suffix == ".jsonl":
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    else:
        text = separated(rows, "," if path.suffix == ".csv" else "\t")
    path.write_bytes(MARKS.get(encoding, b"") + text.encode(encoding))


def sound(intake: Intake) -> Intake:
    assert not intake.problems, [str(problem) for problem in intake.problems]
    return intake


@pytest.mark.parametrize("suffix", ["csv", "tsv", "jsonl", "parquet"])
@pytest.mark.parametrize("encoding", ENCODINGS)
@ONCE
@given(PAIRS)
def test_round_trip(tmp_path: Path, suffix: str, encoding: str, pairs: list[tuple[str, str]]) -> None:
    path = tmp_path / f"table.{suffix}"
    rows = table_of(pairs)
    write(path, rows, encoding)
    intake = sound(read_inputs([path.as_posix()]))
    kept = [row for row in rows if row["source"].strip() or row["target"].strip()]
    got = [
        {"id": r.id, "doc_id": r.doc_id, "system": r.system, "source": r.source, "target": r.target}
        for r in intake.rows
    ]
    assert got == kept
    assert intake.skipped == len(rows) - len(kept)
    assert [name for _, name in intake.encodings] == ([] if suffix == "parquet" else [encoding])


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (PROSE.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + PROSE.encode(), "utf-8-sig"),
        (PROSE.encode("gb18030"), "gb18030"),
        (PROSE.encode("utf-16-le"), "utf-16-le"),
        (PROSE.encode("utf-16-be"), "utf-16-be"),
        (b"\xfe\xff" + PROSE.encode("utf-16-be"), "utf-16-be"),
        (b"\xff\xfe\x00\x00" + PROSE.encode("utf-32-le"), "utf-32-le"),
        (b"\x84\x31\x95\x33" + PROSE.encode("gb18030"), "gb18030"),
    ],
)
def test_encodings_are_told(tmp_path: Path, data: bytes, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    assert read_text(path) == (PROSE, encoding)


def test_big5_and_plain_english(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    traditional = "臺北市政府召開會議，討論明年的預算。市長說，經濟發展很重要。"
    path.write_bytes(traditional.encode("big5"))
    assert read_text(path) == (traditional, "big5")
    path.write_bytes(traditional.encode("gb18030"))
    assert read_text(path) == (traditional, "gb18030")
    path.write_bytes("The mayor spoke.\r\n".encode("utf-16-le"))
    assert read_text(path) == ("The mayor spoke.\r\n", "utf-16-le")
    path.write_bytes("Said: “yes”.".encode("gb18030"))
    assert read_text(path) == ("Said: “yes”.", "gb18030")


def test_only_one_leading_mark_is_removed(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("\ufeff\ufeffe\u0301\r\nx\ufeff".encode())
    assert read_text(path)[0] == "\ufeffe\u0301\r\nx\ufeff"


def folder(root: Path, **texts: str) -> str:
    names = {"source": "source.zh.txt", "target": "target.en.txt", "reference": "reference.en.txt"}
    root.mkdir(parents=True)
    for side, text in texts.items():
        (root / names[side]).write_bytes(text.encode())
    return root.as_posix()


def test_bundle_and_folder_of_bundles(tmp_path: Path) -> None:
    one = folder(tmp_path / "set" / "a", source="他来了。\r\n", target="He came.\r\n", reference="He came.")
    folder(tmp_path / "set" / "b", target="Alone.")
    (tmp_path / "set" / ".git").mkdir()
    (tmp_path / "set" / "README.md").write_text("about")
    (bundle,) = sound(read_inputs([one])).bundles
    assert bundle.doc_id == "a"
    assert bundle.source is not None
    assert (bundle.source.text, bundle.source.lang, bundle.source.path) == (
        "他来了。\r\n",
        "zh",
        f"{one}/source.zh.txt",
    )
    intake = sound(read_inputs([f"{tmp_path}/set/"]))
    assert [b.doc_id for b in intake.bundles] == ["a", "b"]
    assert intake.bundles[1].source is None
    assert intake.bundles[1].target.path == f"{tmp_path}/set/b/target.en.txt"
    assert len(intake.encodings) == 4


def test_aliases_defaults_and_physical_lines(tmp_path: Path) -> None:
    path = tmp_path / "news.csv"
    path.write_bytes(
        'Source,MT,ref,note\r\n"一\r\n行",one,r,\r\n\r\n二,,r,\r\n,,r,\r\n三,three,,n\r\n'.encode()
    )
    intake = sound(read_inputs([path.as_posix()]))
    assert intake.rows == (
        Row("news", "", "1", "one", "一\r\n行", "r", path.as_posix(), 2),
        Row("news", "", "2", "", "二", "r", path.as_posix(), 5),
        Row("news", "", "4", "three", "三", "", path.as_posix(), 7),
    )
    assert intake.skipped == 1


def test_standard_input_and_odd_ids() -> None:
    lines = [
        '{"id": 1, "translation": "one"}',
        "",
        '{"id": 2.0, "translation": "two\\u0000"}',
        '{"id": 12345678901234567890, "translation": null, "ref": "three"}',
        '{"id": "4.0", "translation": "four", "doc_id": null}',
        '{"translation": "five"}',
    ]
    rows = sound(read_inputs(["-"], stdin=io.BytesIO("\r\n".join(lines).encode()))).rows
    assert [row.id for row in rows] == ["1", "2", "12345678901234567890", "4.0", "5"]
    assert {(row.doc_id, row.path, row.line, row.source) for row in rows} == {("stdin", None, None, None)}
    assert [row.target for row in rows] == ["one", "two\x00", "", "four", "five"]
    assert [row.reference for row in rows] == ["", "", "three", "", ""]


def test_parquet_numbers_and_nulls(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = tmp_path / "t.parquet"
    columns = {
        "id": pa.array([1.0, None, 3.5]),
        "target": ["one", None, "three"],
        "source": ["一", "二", None],
    }
    pq.write_table(pa.table({**columns, "extra": [[1], [], [2]]}), path)
    rows = sound(read_inputs([path.as_posix()])).rows
    assert [(r.id, r.target, r.source, r.line) for r in rows] == [
        ("1", "one", "一", None),
        ("2", "", "二", None),
        ("3.5", "three", "", None),
    ]


def test_unquoted_tsv_keeps_its_quotes(tmp_path: Path) -> None:
    path = tmp_path / "t.tsv"
    path.write_text('source\ttarget\n一\t"Go," he said.\n二\t5" wide\n', encoding="utf-8", newline="")
    assert [row.target for row in sound(read_inputs([path.as_posix()])).rows] == ['"Go," he said.', '5" wide']


def test_very_large_cells(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("target\n" + "word " * 60000 + "\n", encoding="utf-8")
    limit = csv.field_size_limit()
    assert len(sound(read_inputs([path.as_posix()])).rows[0].target or "") == 300000
    assert csv.field_size_limit() == limit


def test_parallel_lines_are_rows(tmp_path: Path) -> None:
    source, target = tmp_path / "news.zh", tmp_path / "news.en"
    source.write_bytes("一\r\n\r\n二\u2028二\r\n".encode())
    target.write_bytes(b"one\n\ntwo")
    intake = sound(read_sides(source.as_posix(), target.as_posix(), None, parallel=True))
    path = target.as_posix()
    assert intake.rows == (
        Row("news", "", "1", "one", "一", None, path, 1),
        Row("news", "", "3", "two", "二\u2028二", None, path, 3),
    )
    assert intake.skipped == 1


def test_free_documents(tmp_path: Path) -> None:
    target = tmp_path / "news.txt"
    target.write_text("One.\nTwo.", encoding="utf-8")
    (bundle,) = sound(read_sides(None, target.as_posix(), target.as_posix())).bundles
    assert (bundle.doc_id, bundle.source, bundle.target.text) == ("news", None, "One.\nTwo.")
    assert bundle.reference is not None


def test_folders_are_paired_by_name(tmp_path: Path) -> None:
    for side, names in {
        "zh": ["a/x.md", "a/y.zh-CN.txt", "z.zh"],
        "en": ["a/x.md", "a/y_en.txt", "z.en", "q.txt"],
    }.items():
        for name in names:
            path = tmp_path / side / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"{side} {name}", encoding="utf-8")
    for parallel in (False, True):
        intake = read_sides(f"{tmp_path}/zh", f"{tmp_path}/en/", None, parallel=parallel)
        names = [b.doc_id for b in intake.bundles] or [r.doc_id for r in intake.rows]
        assert names == ["a/x", "a/y", "z"]
        assert [(p.path, p.message, p.whole) for p in intake.problems] == [
            (f"{tmp_path}/en/q.txt", "has no source", False)
        ]
