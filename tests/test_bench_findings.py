"""Findings judged by an exam of our own making, and by the rules of the real one where it is at hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcheck.bench import findings
from transcheck.bench.findings_report import confusion_table, report, rule_matrix
from transcheck.bench.judged import JudgedFinding, Mark, Sheet
from transcheck.bench.phenomena import phenomenon
from transcheck.bench.tallies import (
    Confusion,
    Tally,
    bin_of,
    by_rule,
    confusions,
    reliability,
    rules_by_phenomenon,
    total,
)
from transcheck.errors import TranscheckError, UsageError

REAL_EXAM = Path(__file__).resolve().parent.parent.parent / "shared" / "exam"

# ------------------------------------------------------------------ phenomena


@pytest.mark.parametrize(
    ("kind", "zh", "expected"),
    [
        ("person-zh", "王立", "single-surname"),
        ("person-zh", "吕明", "single-surname"),  # lü, lyu, lu: spellings of one reading
        ("person-zh", "单明远", "heteronym-surname"),
        ("person-zh", "任建国", "single-surname"),  # another tone is no other spelling
        ("person-zh", "欧阳德", "compound-surname"),
        ("person-zh", "的山", "no-surname"),
        ("person-zh", "扎西·多吉", "dotted-name"),
        ("person-foreign", "扎西·多吉", "dotted-name"),
        ("person-foreign", "奥尔特加", "transliteration"),
        ("person", "奥尔特加", "transliteration"),
        ("person-foreign", "安倍晋三", "japanese-name"),
        ("person-foreign", "桥本直人", "japanese-name"),  # in no table: told by the surname
        ("person-zh", "金大中", "korean-name"),
        ("person-foreign", "阮富仲", "vietnamese-name"),
        ("person", "蔡英文", "taiwan-romanisation"),
        ("person", None, "person"),
        ("org", "致公党", "org"),
        ("policy", "共同富裕", "phrase"),
        ("policy-phrase", "共同富裕", "phrase"),
        ("number", None, "number"),
    ],
)
def test_phenomenon(kind: str, zh: str | None, expected: str) -> None:
    assert phenomenon(kind, zh) == expected


# ------------------------------------------------------------------ counting


def finding(
    right: bool | None, *marks: int, rule: str = "P101", what: str = "x", confidence: float = 0.9
) -> JudgedFinding:
    return JudgedFinding(rule, confidence, "person", "d", "1", right, (what,), marks)


def sheet(marks: str, *found: JudgedFinding) -> Sheet:
    """Marks as letters: b for an error, o for something right, u for what counts as neither."""
    status = {"b": "bad", "o": "ok", "u": "unsure"}
    return Sheet("names", "source", tuple(Mark("x", status[letter]) for letter in marks), found)


def test_each_mark_counts_once_and_each_alarm_elsewhere() -> None:
    judged = sheet(
        "bboou",
        finding(True, 0),
        finding(True, 0),
        finding(False, 2),
        finding(False, 2),
        finding(False, what="y"),
        finding(False, what="y"),
        finding(None, what="z"),
        finding(None, 4),
    )
    assert confusions(judged) == {"x": Confusion(2, 1, 2, 1, 0), "y": Confusion(elsewhere=2)}
    assert total(confusions(judged)) == Confusion(2, 1, 2, 1, 2)


def test_precision_needs_something_that_could_be_an_alarm() -> None:
    assert Confusion(errors=2, found=1).precision is None
    assert Confusion(errors=2, found=1, right=1).precision == 1.0
    assert Confusion(errors=2, found=1, right=1, alarms=1).precision == 0.5
    assert Confusion(right=1).precision is None
    assert Confusion(right=1).recall is None


def test_rows_stand_with_most_errors_first() -> None:
    marks = (Mark("b", "ok"), Mark("a", "bad"), Mark("c", "bad"), Mark("c", "ok"), Mark("a", "ok"))
    assert list(confusions(Sheet("names", "source", marks, ()))) == ["a", "c", "b"]


def test_a_finding_on_two_phenomena_counts_in_both() -> None:
    both = JudgedFinding("T101", 0.8, "title", "d", "1", True, ("a", "b"), (0, 1))
    counted = rules_by_phenomenon(sheet("bb", both))
    assert counted == {("a", "T101"): Tally(right=1), ("b", "T101"): Tally(right=1)}


def test_by_rule() -> None:
    found = [finding(True), finding(False), finding(None), finding(True, rule="L101")]
    assert by_rule(found) == {"L101": Tally(1, 0, 0), "P101": Tally(1, 1, 1)}
    assert by_rule(found)["P101"].precision == 0.5
    assert Tally(unscored=1).precision is None


def test_reliability_by_hand() -> None:
    found = [
        finding(True, confidence=0.9),
        finding(True, confidence=1.0),
        finding(False, confidence=0.55),
        finding(True, confidence=0.65),
        finding(None, confidence=0.9),
    ]
    told = reliability(found)
    assert [b.findings for b in told.bins] == [1, 1, 0, 0, 2]
    assert [b.right for b in told.bins] == [0.0, 1.0, None, None, 1.0]
    assert (told.findings, told.unscored, told.sure) == (4, 1, 2)
    # The gaps are .55, .35 and .05 with one, one and two findings.
    assert told.error == pytest.approx((0.55 + 0.35 + 2 * 0.05) / 4)
    assert told.sure_of_right == pytest.approx(2 / 3)
    assert told.right_of_sure == 1.0


def test_nothing_found_is_no_division_by_zero() -> None:
    told = reliability([])
    assert (told.error, told.sure_of_right, told.right_of_sure) == (0.0, None, None)
    assert "| all " in report([sheet("")])


FINDINGS = st.lists(
    st.builds(finding, st.sampled_from([True, False, None]), confidence=st.floats(0.5, 1)), max_size=30
)


@given(FINDINGS)
def test_bins_hold_every_judged_finding_in_its_range(found: list[JudgedFinding]) -> None:
    told = reliability(found)
    assert sum(b.findings for b in told.bins) == told.findings == len(found) - told.unscored
    assert 0 <= told.error <= 1
    assert all(b.confidence is None or b.low - 1e-6 <= b.confidence <= b.high + 1e-6 for b in told.bins)


@pytest.mark.parametrize(("confidence", "number"), [(0.6, 1), (0.7, 2), (0.8, 3), (0.9, 4), (0.8999, 3)])
def test_a_bin_begins_with_its_lower_end(confidence: float, number: int) -> None:
    assert bin_of(confidence) == number


def test_tables() -> None:
    table = confusion_table({"x": Confusion(2, 1, 4, 1, 0)}).splitlines()
    assert [cell.strip() for cell in table[2].strip("|").split("|")] == "x 2 1 1 4 1 0 .500 .500".split()
    assert table[3].split("|")[1].strip() == "all"
    cells = {("x", "P101"): Tally(12, 3), ("y", "L101"): Tally(2), ("z", "N101"): Tally(unscored=1)}
    matrix = rule_matrix(cells).splitlines()
    assert [cell.strip() for cell in matrix[0].strip("|").split("|")] == ["phenomenon", "L101", "P101"]
    assert [cell.strip() for cell in matrix[2].strip("|").split("|")] == ["x", "", "12/3"]
    assert len(matrix) == 4


# ------------------------------------------------------------------ the whole run

# As much of an exam's rules as the command uses; `run`, which checks, says what found.json holds.
EXAM = """
import json, pathlib
KINDS = {"person": "person-zh", "place": "place"}
FIGURES = {}

def read_jsonl(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]

def by_system(rows):
    return [[row for row in rows if row["system"] == name] for name in sorted({row["system"] for row in rows})]

def write_table(path, rows, sides):
    path.write_text("".join(json.dumps({k: row[k] for k in ("id", *sides)}) + chr(10) for row in rows), "utf-8")

def overlap(a, b):
    return a[0] < b[1] and b[0] < a[1]

def judge(tag, gold, found, right, show, sentences):
    alarms = 0
    for doc, errors in gold.items():
        taken = set()
        for f in found.get(doc, []):
            if f["doc_start"] is None:
                hit = {i for i, (_, _, e) in enumerate(errors) if e["zh"] == f["entity"] and i not in taken}
            else:
                hit = {i for i, (s, e, _) in enumerate(errors) if overlap((f["doc_start"], f["doc_end"]), (s, e))}
            alarms += not hit
            taken |= hit
        for i, (_, _, e) in enumerate(errors):
            FIGURES[f"{tag}.recall.phen:{e['phenomenon']}"] = float(i in taken)
    FIGURES[f"{tag}.false_alarms"] = alarms
    print("figure that nobody wants to see")

def genre(data, binary, show):
    for situation in ("target", "source", "reference", "full"):
        found = json.loads((data / "found.json").read_text(encoding="utf-8"))[situation]
        (doc,) = read_jsonl(data / "genre" / "dev.jsonl")
        text = chr(10).join(doc["mt"])
        gold = [(text.index(e["text"]), text.index(e["text"]) + len(e["text"]), e) for e in doc["gold"]]
        right = [(text.index(c["en"]), text.index(c["en"]) + len(c["en"]), c) for c in doc["clean_entities"]]
        judge("genre." + situation, {"d": gold}, {"d": found}, {"d": right}, show, 2)
"""
RUN = """
def run(binary, *args):
    here = pathlib.Path(__file__).parent
    found = json.loads((here / "found.json").read_text(encoding="utf-8"))
    path = pathlib.Path(args[0])
    if path.suffix == ".jsonl":
        ids = [row["id"] for row in read_jsonl(path)]
        with (here / "runs.txt").open("a") as log:
            print(binary.split()[-2:], *ids, file=log)
        return [f for f in found["names"] if f["id"] in ids]
    sides = {file.name[:6] for file in path.rglob("*.txt")}
    return found["full" if len(sides) == 3 else "target" if len(sides) == 1 else
                 "source" if "source" in sides else "reference"]
"""
SCORE = """
def match(row, said):
    return next((i for i, e in enumerate(row["entities"]) if e["zh"] == said["zh"]), None)

def score(rows, said):
    (row,), (found,) = rows, said[rows[0]["id"]]
    at = match(row, found)
    status = "" if at is None else row["entities"][at]["status"]
    alarm = status == "ok" or at is None and (row["complete"] or found["kind"] == "person-zh")
    return {"any": int(status == "bad")}, {"any": int(alarm)}, {}, 0
"""


def entity(zh: str, en: str, kind: str, status: str) -> dict[str, object]:
    return {"zh": zh, "kind": kind, "status": status, "accepted": [en], "rendering": en, "span": None}


ROWS = [
    {
        "id": "1-A",
        "system": "A",
        "source": "单明远在青禾镇会见王立。",
        "target": "Dan Mingyuan met Wang Li in Qinghe Town.",
        "complete": False,
        "persons_complete": True,
        "entities": [
            entity("单明远", "Dan Mingyuan", "person-zh", "bad"),
            entity("王立", "Wang Li", "person-zh", "ok"),
            entity("青禾镇", "Qinghe Town", "place", "ok"),
        ],
    },
    {
        "id": "1-B",
        "system": "B",
        "source": "单明远在青禾镇会见王立。",
        "target": "Shan Mingyuan met Wang Li in Qinghe Town.",
        "complete": True,
        "persons_complete": True,
        "entities": [
            entity("单明远", "Shan Mingyuan", "person-zh", "ok"),
            entity("王立", "Wang Li", "person-zh", "ok"),
        ],
    },
]


def planted(text: str, mt_idx: int, start: int, zh: str | None, kind: str, what: str) -> dict[str, object]:
    place = {"mt_idx": mt_idx, "start": start, "end": start + len(text)}
    return {"text": text, "zh": zh, "kind": kind, "severity": "major", "phenomenon": what, **place}


DOCUMENT = {
    "doc_id": "d",
    "source": ["单明远会见王立和李大中。", "会议结束。"],
    "reference": ["Shan Mingyuan met Wang Li and Li Dazhong.", "The meeting closed."],
    "mt": ["Dan Mingyuan met Wang Li.", "The the meeting closed."],
    "gold": [
        planted("Dan Mingyuan", 0, 0, "单明远", "person", "heteronym-surname"),
        planted("The the", 1, 0, None, "fluency", "repetition"),
        planted("closed", 1, 16, "李大中", "omission", "omission"),
    ],
    "clean_entities": [{"zh": "王立", "en": "Wang Li", "kind": "person"}],
}


def said(
    rule: str,
    kind: str,
    zh: str | None,
    place: tuple[int, int] | None = None,
    *,
    row: str = "d",
    confidence: float = 0.9,
) -> dict[str, object]:
    """A finding as `check` prints it, as far as anybody looks."""
    start, end = place or (None, None)
    places = {"target_start": start, "target_end": end, "doc_start": start, "doc_end": end}
    known = {"rule": rule, "entity_kind": kind, "entity": zh, "id": row, "doc_id": row, "source_text": zh}
    return {**known, **places, "confidence": confidence, "severity": "major", "message": ""}


FOUND = {
    "names": [
        said("P105", "person", "单明远", (0, 12), row="1-A", confidence=0.95),
        said(
            "P101", "person", "赵六", row="1-A", confidence=0.7
        ),  # marks nothing, but all persons are marked
        said("L101", "place", None, (13, 16), row="1-A"),  # not every place is marked: cannot be judged
        said("P101", "person", "王立", (18, 25), row="1-B", confidence=0.55),
        said("N101", "number", None, (0, 4), row="1-B"),  # no business of the names
    ],
    "target": [],
    "source": [],
    "reference": [said("F102", "other", None, (26, 33), confidence=0.8)],
    "full": [
        said("P105", "person", "单明远", (0, 12)),
        said("P204", "person", "单明远", (0, 12)),
        said("F102", "other", None, (26, 33)),
        said("P101", "person", "王立", (17, 24)),
        said("P103", "person", "李大中"),
        said("P103", "person", "李大中"),  # the omission is taken: one too many
        said("Y101", "other", None, (34, 41)),
    ],
}


@pytest.fixture(params=["own", "real"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """An exam of two parts, with rules of our own or those of the real exam."""
    exam, score = EXAM, SCORE
    if request.param == "real":
        if not REAL_EXAM.is_dir():
            pytest.skip("the real exam is not at hand")
        exam = (REAL_EXAM / "exam.py").read_text(encoding="utf-8")
        score = (REAL_EXAM / "names" / "score.py").read_text(encoding="utf-8")
    place = tmp_path / "exam"
    for part, rows in (("names", ROWS), ("genre", [DOCUMENT])):
        (place / part).mkdir(parents=True)
        lines = "".join(json.dumps(row) + "\n" for row in rows)
        (place / part / "dev.jsonl").write_text(lines, encoding="utf-8")
    (place / "exam.py").write_text(exam + RUN, encoding="utf-8")
    (place / "names" / "score.py").write_text(score, encoding="utf-8")
    (place / "found.json").write_text(json.dumps(FOUND), encoding="utf-8")
    return place


def test_names_are_judged(folder: Path) -> None:
    names = findings.judge_all(folder)[0]
    assert [(f.rule, f.right, f.phenomena, f.marks) for f in names.findings] == [
        ("P105", True, ("heteronym-surname",), (0,)),
        ("P101", False, ("single-surname",), ()),
        ("L101", None, ("place",), ()),
        ("P101", False, ("single-surname",), (4,)),
    ]
    assert confusions(names) == {
        "heteronym-surname": Confusion(errors=1, found=1, right=1),
        "single-surname": Confusion(right=2, alarms=1, elsewhere=1),
        "place": Confusion(right=1),
    }


def test_a_run_sees_one_system(folder: Path) -> None:
    findings.judge_all(folder)
    runs = (folder / "runs.txt").read_text().splitlines()
    assert runs == ["['-m', 'transcheck'] 1-A", "['-m', 'transcheck'] 1-B"]


def test_documents_are_judged_in_four_situations(folder: Path) -> None:
    _, *genre = findings.judge_all(folder)
    assert [s.situation for s in genre] == ["target", "source", "reference", "full"]
    assert [(f.rule, f.right, f.phenomena, f.marks) for f in genre[3].findings] == [
        ("P105", True, ("heteronym-surname",), (0,)),
        ("P204", True, ("heteronym-surname",), (0,)),
        ("F102", True, ("repetition",), (1,)),
        ("P101", False, ("single-surname",), (3,)),
        ("P103", True, ("omission",), (2,)),
        ("P103", False, ("single-surname",), ()),
        ("Y101", False, ("other",), ()),
    ]
    assert total(confusions(genre[3])) == Confusion(errors=3, found=3, right=1, alarms=1, elsewhere=2)
    assert total(confusions(genre[0])) == Confusion(errors=3, right=1)
    assert confusions(genre[2])["repetition"].recall == 1.0


def test_report_record_and_dump(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told: list[str] = []
    file, dump = tmp_path / "reports" / "findings.md", tmp_path / "judged.jsonl"
    code = findings.main(folder, record=True, dump=dump, record_file=file, echo=told.append)
    assert code == 0
    assert file.read_text(encoding="utf-8") == told[0]
    assert "### genre, full" in told[0]
    assert "11 judged findings, 1 not scored" in told[0]
    lines = [json.loads(line) for line in dump.read_text(encoding="utf-8").splitlines()]
    assert len(lines) == 11
    assert lines[0] == {
        "rule": "P105",
        "confidence": 0.95,
        "right": True,
        "doc": "1-A",
        "id": "1-A",
        "part": "names",
        "situation": "source",
        "kind": "person",
    }
    assert {line["situation"] for line in lines} == {"source", "reference", "full"}
    assert capsys.readouterr().out == "", "what the exam's scripts say stays unsaid"


def test_the_report_holds_no_name_of_the_exam(folder: Path) -> None:
    text = report(findings.judge_all(folder))
    assert not any(word in text for word in ("单明远", "王立", "Mingyuan", "Wang Li", "1-A"))


def test_nothing_is_written_unasked(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "reports" / "findings.md"
    findings.main(folder, record_file=file, echo=lambda _: None)
    assert not file.exists()


def test_no_exam_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--exam"):
        findings.main(tmp_path, echo=lambda _: None)


def test_a_missing_part_is_a_usage_error(tmp_path: Path) -> None:
    (tmp_path / "names").mkdir()
    (tmp_path / "exam.py").touch()
    with pytest.raises(UsageError, match="genre"):
        findings.main(tmp_path, echo=lambda _: None)


def test_a_run_that_breaks_off_is_an_error(folder: Path) -> None:
    with (folder / "exam.py").open("a") as script:
        script.write("\ndef run(*args):\n    raise SystemExit('check ended with 3')\n")
    with pytest.raises(TranscheckError, match="ended with 3"):
        findings.judge_all(folder)
