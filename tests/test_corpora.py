"""The sample corpora keep their promises: files, encodings, offsets, counts, and a README for each."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

CORPORA = Path(__file__).parent.parent / "corpora"
SIDES = {"source.zh.txt", "target.en.txt", "reference.en.txt"}
FAULTY = {
    "official-meeting": SIDES,
    "new-translation": {"source.zh.txt", "target.en.txt"},
    "english-only": {"target.en.txt"},
    "english-with-reference": {"target.en.txt", "reference.en.txt"},
    "different-segmentation": SIDES,
}
BUNDLES = sorted(path.parent.name for path in CORPORA.glob("*/target.en.txt"))
CLEAN = [name for name in BUNDLES if name.startswith("clean-")]
TEXTS = sorted(CORPORA.glob("*/*.txt"))

ENTITIES = {"person", "org", "title", "place", "phrase", "number", "date"}
DEFECTS = {"omission", "addition", "negation", "untranslated", "repetition", "fragment", "typography"}
SEVERITIES = {"minor", "major", "critical"}

# The only files that are not plain UTF-8 with LF.
ENCODINGS = {"clean-partnership/source.zh.txt": "gb18030"}
CRLF = {"english-only/target.en.txt"}

Record = dict[str, Any]


def key(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


@cache
def read(path: Path) -> str:
    return path.read_bytes().decode(ENCODINGS.get(key(path), "utf-8"))


def target(name: str) -> str:
    return read(CORPORA / name / "target.en.txt")


def records(path: Path) -> list[Record]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def planted(name: str) -> list[Record]:
    return records(CORPORA / "gold" / f"{name}.jsonl")


def correct(name: str) -> list[Record]:
    return records(CORPORA / "gold" / "correct" / f"{name}.jsonl")


def count_chinese(text: str) -> int:
    """Sentences, with what is quoted taken as part of the sentence around it."""
    bare = re.sub(r"“[^”\n]*”", "“”", text)
    return len(re.findall(r"[^。！？\n]+", bare))


def count_english(text: str) -> int:
    bare = re.sub(r"\b(U\.S|Co|Ltd|Dr|Sept)\.(?= [a-z0-9A-Z])|\.\.\.|(?<=\. )\.", "", text)
    return len(re.findall(r"[^\s.!?][^\n]*?(?:[.!?][\"”]?(?=\s|[A-Z]|$)|(?=\r?\n|$))", bare))


@pytest.mark.parametrize(
    ("text", "count"),
    [("标题\n\n他说：“走。”我们走了！", 2), ("一。二？\n", 2), ("“好……”他说。\n（摄影）", 2)],
)
def test_chinese_sentences_are_counted(text: str, count: int) -> None:
    assert count_chinese(text) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Headline\r\n\r\nOne came.Two went.\r\n", 3),
        ("Acme Co., Ltd. grew 3.5 percent.\n", 1),
        ('"Go ... now," he said. . No.', 2),
    ],
)
def test_english_sentences_are_counted(text: str, count: int) -> None:
    assert count_english(text) == count


def test_bundles_have_the_sides_of_their_situation() -> None:
    found = {name: {path.name for path in (CORPORA / name).glob("*.txt")} for name in BUNDLES}
    assert {name: found[name] for name in FAULTY} == FAULTY
    assert set(BUNDLES) == {*FAULTY, *CLEAN}
    assert all(found[name] >= {"source.zh.txt", "target.en.txt"} for name in CLEAN)
    assert any(found[name] == SIDES for name in CLEAN)
    assert len(CLEAN) >= 3


@pytest.mark.parametrize("path", TEXTS, ids=key)
def test_encoding_and_line_ends(path: Path) -> None:
    data = path.read_bytes()
    if key(path) in ENCODINGS:
        with pytest.raises(UnicodeDecodeError):
            data.decode("utf-8")
    text = read(path)
    assert not text.startswith("\ufeff")
    assert "\ufffd" not in text
    lone = text.replace("\r\n", "")
    assert ("\r\n" in text) == (key(path) in CRLF)
    assert "\r" not in lone
    assert ("\n" in lone) != (key(path) in CRLF)


@pytest.mark.parametrize("path", TEXTS, ids=key)
def test_ten_to_sixteen_sentences(path: Path) -> None:
    count = count_chinese if path.name == "source.zh.txt" else count_english
    assert 10 <= count(read(path)) <= 16


@pytest.mark.parametrize("path", TEXTS, ids=key)
def test_paragraphs_are_trimmed(path: Path) -> None:
    lines = read(path).splitlines()
    assert lines == [line.strip() for line in lines]
    assert read(path).endswith("\n")


@pytest.mark.parametrize("name", BUNDLES)
def test_paragraphs_agree_between_sides(name: str) -> None:
    counts = {len(read(path).splitlines()) for path in (CORPORA / name).glob("*.txt")}
    assert len(counts) == 1


@pytest.mark.parametrize("name", BUNDLES)
def test_readme_says_what_whence_and_under_which_licence(name: str) -> None:
    text = (CORPORA / name / "README.md").read_text("utf-8")
    title, description, origin = text.split("\n\n")[:3]
    assert title.startswith("# ")
    assert len(description.split()) >= 10
    assert "Written for this project" in origin
    assert "CC0-1.0" in origin
    assert "## Planted errors" in text
    for path in (CORPORA / name).glob("*.txt"):
        assert path.name.split(".")[0] in text
    assert ("GB18030" in text) == any(file.startswith(f"{name}/") for file in ENCODINGS)
    assert ("CRLF" in text) == any(file.startswith(f"{name}/") for file in CRLF)


@pytest.mark.parametrize("name", FAULTY)
def test_readme_lists_every_planted_error(name: str) -> None:
    rows = re.findall(
        r"^\| \d+ \| (.+?) \| (\w+) \| (\w+) \| (.+) \|$",
        (CORPORA / name / "README.md").read_text("utf-8"),
        re.M,
    )
    shown = [
        (f"`{r['text']}`" if r["text"] else "(nothing)", r["kind"], r["severity"], r["note"])
        for r in planted(name)
    ]
    assert rows == shown


def test_index_lists_every_bundle_with_its_number_of_errors() -> None:
    text = (CORPORA / "README.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| \[([\w-]+)\]\(\1/README\.md\) \|[^|]+\|[^|]+\| (\w+) \|", text, re.M))
    assert rows == {name: str(len(planted(name))) if name in FAULTY else "none" for name in BUNDLES}
    assert "CC0-1.0" in text


def test_gold_files_belong_to_bundles() -> None:
    assert {path.stem for path in (CORPORA / "gold").glob("*.jsonl")} == set(FAULTY)
    assert {path.stem for path in (CORPORA / "gold" / "correct").glob("*.jsonl")} == set(BUNDLES)


@pytest.mark.parametrize("name", FAULTY)
def test_planted_errors_are_where_gold_says(name: str) -> None:
    for record in planted(name):
        assert set(record) - {"zh", "reference"} == {
            "doc_id",
            "start",
            "end",
            "text",
            "kind",
            "severity",
            "note",
        }
        assert record["doc_id"] == name
        assert record["kind"] in ENTITIES | DEFECTS
        assert record["severity"] in SEVERITIES
        assert record["note"]
        if record["kind"] == "omission":
            assert record["start"] is record["end"] is record["text"] is None
            assert record.get("zh") or record.get("reference")
        else:
            assert record["text"]
            assert target(name)[record["start"] : record["end"]] == record["text"]


@pytest.mark.parametrize("name", BUNDLES)
def test_correct_terms_are_where_gold_says(name: str) -> None:
    for record in correct(name):
        assert set(record) == {"doc_id", "start", "end", "text", "kind", "zh"}
        assert record["doc_id"] == name
        assert record["kind"] in ENTITIES | {"other"}
        assert record["text"]
        assert target(name)[record["start"] : record["end"]] == record["text"]


@pytest.mark.parametrize("name", BUNDLES)
def test_chinese_of_gold_stands_in_the_source(name: str) -> None:
    path = CORPORA / name / "source.zh.txt"
    chinese = [r["zh"] for r in [*correct(name), *(planted(name) if name in FAULTY else [])] if r.get("zh")]
    assert bool(chinese) == path.exists()
    assert all(zh in read(path) for zh in chinese)


@pytest.mark.parametrize("name", FAULTY)
def test_left_out_sentence_of_the_reference_stands_there(name: str) -> None:
    for record in planted(name):
        if "reference" in record:
            assert record["reference"] in read(CORPORA / name / "reference.en.txt")


@pytest.mark.parametrize("name", BUNDLES)
def test_marked_places_are_ordered_and_apart(name: str) -> None:
    errors = [(r["start"], r["end"]) for r in (planted(name) if name in FAULTY else []) if r["text"]]
    rights = [(r["start"], r["end"]) for r in correct(name)]
    assert errors == sorted(errors)
    assert rights == sorted(rights)
    places = sorted(errors + rights)
    assert all(left[1] <= right[0] for left, right in pairwise(places))


@pytest.mark.parametrize("name", CLEAN)
def test_clean_english_has_no_mechanical_slip(name: str) -> None:
    for path in (CORPORA / name).glob("*.en.txt"):
        text = read(path)
        repeated = [m[1].lower() for m in re.finditer(r"\b(\w+) \1\b", text, re.I)]
        assert set(repeated) <= {"had", "that"}
        assert not re.search(r"[\u3000-\u9fff\uff00-\uffef]|  |[,;][.,;]|\.[A-Z](?!\.)| [.,;](?!\.)", text)
        assert text.count("(") == text.count(")")
        assert text.count('"') % 2 == 0
        assert text.count("“") == text.count("”")


def test_enough_of_everything() -> None:
    errors = [record for name in FAULTY for record in planted(name)]
    kinds = Counter(record["kind"] for record in errors)
    assert len(errors) >= 60
    assert set(kinds) == ENTITIES | DEFECTS
    assert {record["severity"] for record in errors} == SEVERITIES
    assert sum(len(correct(name)) for name in BUNDLES) >= 250
