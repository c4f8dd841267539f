"""Formats for CI: one set of findings in each of them, and text that would be a command or markup if it could."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypedDict, Unpack
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcheck.cli import main
from transcheck.errors import InputError
from transcheck.model import Evidence
from transcheck.pipeline.manual import descriptors
from transcheck.pipeline.reports import findings_report
from transcheck.reporting import sarif
from transcheck.reporting.annotations import Region, alarm, region
from transcheck.reporting.github import MOST, ROWS, command, markdown, step_summary, to_github
from transcheck.reporting.gitlab import to_gitlab
from transcheck.reporting.junit import to_junit
from transcheck.reporting.records import FailureRecord, FindingFormat, FindingRecord, Known, NotRunRecord
from transcheck.reporting.summary import Facts
from transcheck.rules import RULES

Json = dict[str, Any]

PLAIN = FindingRecord(
    finding_id="f1", group_id="g1", doc_id="d", system="", id="b0", rule="P101", name="garbled-name",
    category="Accuracy/Mistranslation", severity="major", confidence=0.9, bead_confidence=1.0, gates=True,
    message="何志远 is He Zhiyuan.", suggestion="He Zhiyuan", entity="何志远", entity_kind="person",
    source_path="d/source.zh.txt", target_path="d/target.en.txt", source_start=0, source_end=3,
    source_text="何志远", target_start=0, target_end=11, target_text="Ho Zhi Pan,", target_line=3,
    target_column=5, doc_start=20, doc_end=31, evidence=(Evidence("rule", "He Zhiyuan", "GB/T 28039"),),
)  # fmt: skip
# Markup, workflow commands of both kinds, links, placeholders, line ends, controls, an emoji, half a surrogate pair.
HOSTILE = (
    "::error file=x::own\n::set-output name=a::b\r\n##[error]c | d || <script>alert(1)</script> ]]> & \"q\" 'a'"
    " `code` **bold** [here](1) [x\\](https://e.org) {0} %0A 100% @you www.e.org https://e.org"
    "\x00\x1b[31m\x85\u2028\u202e😀\ud800\ufffe</failure></testcase> --> a,b:c=d\t#1"
)
OTHERS = (
    replace(PLAIN, finding_id="f2", severity="minor", target_line=9),
    replace(PLAIN, finding_id="f3", severity="critical", id="b1", suggestion=None),
    replace(PLAIN, finding_id="f4", severity="minor", confidence=0.3, gates=False, id="b2"),
    replace(PLAIN, finding_id="f5", severity="neutral", gates=False, id="b2"),
    replace(PLAIN, finding_id="f6", doc_id="e", system="mt", target_path="t.csv", target_column=None, id="17"),
    replace(PLAIN, finding_id="f7", doc_id="stdin", target_path=None, target_line=None, target_column=None),
    replace(
        PLAIN, finding_id="f8", message=HOSTILE, target_text=HOSTILE, suggestion=HOSTILE, entity=HOSTILE,
        doc_id=HOSTILE, id=HOSTILE, system=HOSTILE, target_path=HOSTILE, evidence=(Evidence(*[HOSTILE] * 3),),
    ),
)  # fmt: skip
FINDINGS = (PLAIN, *OTHERS)
FORMATS: tuple[FindingFormat, ...] = ("sarif", "github", "junit", "gitlab")


class Changes(TypedDict, total=False):
    """What a test says of a run beside its findings."""

    known: Known
    failures: Sequence[FailureRecord]
    problems: Sequence[InputError]
    not_run: Sequence[NotRunRecord]
    fail_on: str
    passed: bool


def facts(findings: Sequence[FindingRecord] = FINDINGS, **more: Unpack[Changes]) -> Facts:
    judged = tuple(dict.fromkeys((finding.doc_id, finding.system) for finding in findings))
    plain = Facts((("transcheck", "0"),), 4, 9, findings, judged=(*judged, ("quiet", "")), passed=False)
    return replace(plain, **more)


MISSING: Changes = {
    "failures": (FailureRecord("P101", HOSTILE, "", HOSTILE), FailureRecord("alignment", "lost", "mt", "Oh")),
    "problems": (InputError("bad.csv", HOSTILE, place="7"), InputError(HOSTILE, "gone", whole=True)),
    "not_run": (NotRunRecord("N210", "figure-unlike-reference", 2, "needs a reference"),),
}


def sarif_run(findings: Sequence[FindingRecord] = FINDINGS, **more: Unpack[Changes]) -> Json:
    content = json.loads(findings_report(findings, facts(findings, **more), "sarif"))
    (run,) = content["runs"]
    assert isinstance(run, dict)
    return run


def suites(
    findings: Sequence[FindingRecord] = FINDINGS, **more: Unpack[Changes]
) -> list[ElementTree.Element]:
    root = ElementTree.fromstring(to_junit(findings, facts(findings, **more)).encode())
    assert root.tag == "testsuites"
    return list(root)


def entries(findings: Sequence[FindingRecord] = FINDINGS, **more: Unpack[Changes]) -> list[Json]:
    parsed = json.loads(to_gitlab(findings, facts(findings, **more)))
    assert isinstance(parsed, list)
    return parsed


COMMAND = re.compile(r"::(?P<name>[a-z-]+)(?: (?P<properties>[^:]*))?::(?P<message>.*)")


def parsed(line: str) -> tuple[str, dict[str, str], str]:
    """A command as the runner of GitHub reads it."""
    found = COMMAND.fullmatch(line)
    assert found, line
    pairs = [pair.split("=", 1) for pair in (found["properties"] or "").split(",") if pair]
    return found["name"], {key: unescaped(value) for key, value in pairs}, unescaped(found["message"])


def unescaped(text: str) -> str:
    for written, meant in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(written, meant)
    return text


def commands(report: str) -> list[tuple[str, dict[str, str], str]]:
    """The commands that a runner would carry out: those before the pause, and nothing from within it."""
    lines = re.split(r"\r\n|\r|\n", report)
    stop = next(i for i, line in enumerate(lines) if line.startswith("::stop-commands::"))
    token = lines[stop].removeprefix("::stop-commands::")
    assert lines.index(f"::{token}::") == len(lines) - 2
    assert lines[-1] == ""
    assert not any(token in line for line in lines[stop + 1 : -2])
    return [parsed(line) for line in lines[:stop]]


def of_findings(report: str) -> list[tuple[str, dict[str, str], str]]:
    return [found for found in commands(report) if "P101" in found[1].get("title", "")]


def test_all_formats_tell_of_the_same_findings() -> None:
    run = sarif_run()
    levels = Counter(result["level"] for result in run["results"])
    assert levels == {"error": 5, "warning": 1, "note": 2}
    kinds = Counter(name for name, _, _ in of_findings(to_github(FINDINGS, facts())))
    assert kinds == {"error": 5, "warning": 1, "notice": 2}
    assert Counter(entry["severity"] for entry in entries()) == {
        "major": 4,
        "critical": 1,
        "minor": 1,
        "info": 2,
    }
    failures = [f.text or "" for suite in suites() for f in suite.iter("failure")]
    told = re.findall(r"  (?:minor|major|critical)  P101 garbled-name$", "\n".join(failures), re.MULTILINE)
    assert len(told) == sum(f.gates for f in FINDINGS) == 6
    assert [result["partialFingerprints"]["transcheck/v1"] for result in run["results"]] == [
        finding.finding_id for finding in FINDINGS
    ]


@pytest.mark.parametrize("style", FORMATS)
def test_same_findings_same_text_that_any_file_can_hold(style: FindingFormat) -> None:
    first, again = (findings_report(FINDINGS, facts(**MISSING), style) for _ in range(2))
    assert first == again
    assert first.endswith("\n")
    assert not [char for char in first if unicodedata.category(char) in ("Cc", "Cs") and char not in "\t\r\n"]
    assert "\ufffe" not in first
    assert findings_report((), facts(()), style)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ho Zhi Pan,", Region(3, 5, 3, 16)),
        ("", Region(3, 5, 3, 5)),
        ("😀x", Region(3, 5, 3, 7)),
        ("one\ntwo", Region(3, 5, 4, 4)),
        ("a\r\nb\rcd", Region(3, 5, 5, 3)),
        ("a\n", Region(3, 5, 4, 1)),
        ("a\u2028b\x85c", Region(3, 5, 3, 10)),
        (None, Region(3, 5)),
    ],
)
def test_region_counts_code_points_and_our_line_ends(text: str | None, expected: Region) -> None:
    assert region(replace(PLAIN, target_text=text)) == expected


def test_region_of_rows() -> None:
    assert region(replace(PLAIN, target_column=None)) == Region(3)
    assert region(replace(PLAIN, target_line=None, target_column=None)) is None


@pytest.mark.parametrize("severity", ["neutral", "minor", "major", "critical"])
def test_what_does_not_gate_is_a_note(severity: str) -> None:
    assert alarm(severity, gates=False) == "note"


# SARIF 2.1.0: what its schema requires, as far as we write it.

SARIF_LEVELS = {"none", "note", "warning", "error"}


def check_location(location: Json) -> None:
    physical = location["physicalLocation"]
    assert re.fullmatch(r"[A-Za-z0-9_.\-~/%:]+", physical["artifactLocation"]["uri"])
    place = physical.get("region")
    if place is None:
        return
    assert place["startLine"] >= 1
    assert set(place) <= {"startLine", "startColumn", "endLine", "endColumn"}
    assert all(isinstance(number, int) and number >= 1 for number in place.values())
    start, end = (place.get(f"{name}Line", place["startLine"]) for name in ("start", "end"))
    assert (start, place.get("startColumn", 1)) <= (end, place.get("endColumn", 10**9))


def check_text(message: Json) -> None:
    """A message with text; nothing in it is a placeholder or a link."""
    text = message["text"]
    assert text
    assert not set("{}") & set(text.replace("{{", "").replace("}}", ""))
    assert not re.search(r"(?<!\\)(?:\\\\)*\]\(", text)


def check_sarif(content: Json) -> None:
    assert content["version"] == "2.1.0"
    assert content["$schema"].startswith("https://")
    (run,) = content["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert all(run["newlineSequences"])
    driver = run["tool"]["driver"]
    assert driver["name"] == "transcheck"
    rules = driver["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    for rule in rules:
        for field in ("shortDescription", "fullDescription", "help"):
            check_text(rule[field])
        assert rule["defaultConfiguration"]["level"] in SARIF_LEVELS
        assert rule["properties"]["category"]
        assert 0 <= rule["properties"]["confidence"] <= 1
    for result in run["results"]:
        check_result(result, rules)
    for field in ("baselineState", "suppressions"):
        assert len({field in result for result in run["results"]}) <= 1
    (invocation,) = run["invocations"]
    assert isinstance(invocation["executionSuccessful"], bool)
    check_notifications(invocation, rules)


def check_result(result: Json, rules: list[Json]) -> None:
    check_text(result["message"])
    assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    assert result["level"] in SARIF_LEVELS
    (location,) = result["locations"]
    check_location(location)
    assert all(isinstance(value, str) and value for value in result["partialFingerprints"].values())
    assert result.get("baselineState", "new") in {"new", "unchanged", "updated", "absent"}
    for suppression in result.get("suppressions", []):
        assert suppression["kind"] in {"inSource", "external"}


def check_notifications(invocation: Json, rules: list[Json]) -> None:
    for field in ("toolExecutionNotifications", "toolConfigurationNotifications"):
        for note in invocation[field]:
            check_text(note["message"])
            assert note["level"] in SARIF_LEVELS
            if "associatedRule" in note:
                assert rules[note["associatedRule"]["index"]]["id"] == note["associatedRule"]["id"]
            for location in note.get("locations", []):
                check_location(location)


@pytest.mark.parametrize("known", [(), {("f1", "d"), ("f8", HOSTILE)}])
@pytest.mark.parametrize("missing", [Changes(), MISSING])
def test_sarif_holds_what_the_schema_requires(known: Known, missing: Changes) -> None:
    for found in (FINDINGS, ()):
        told = replace(facts(found, **missing), known=known)
        check_sarif(json.loads(findings_report(found, told, "sarif")))


def test_sarif_result() -> None:
    (result,) = sarif_run([PLAIN])["results"]
    assert (result["ruleId"], result["level"]) == ("P101", "error")
    assert result["message"] == {"text": "何志远 is He Zhiyuan. → He Zhiyuan"}
    assert result["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "d/target.en.txt"},
                "region": {"startLine": 3, "startColumn": 5, "endLine": 3, "endColumn": 16},
            },
            "logicalLocations": [{"name": "b0", "fullyQualifiedName": "d/b0"}],
        }
    ]
    assert result["properties"]["entity"] == "何志远"
    assert result["properties"]["evidence"] == [
        {"origin": "rule", "text": "He Zhiyuan", "where": "GB/T 28039"}
    ]
    assert "baselineState" not in result
    assert "suppressions" not in result


def test_sarif_describes_every_rule() -> None:
    rules = {rule["id"]: rule for rule in sarif_run()["tool"]["driver"]["rules"]}
    assert {rule.code for rule in RULES} < set(rules)
    for rule in RULES:
        described = rules[rule.code]
        assert described["name"] == rule.name
        assert described["defaultConfiguration"]["level"] == alarm(rule.severity.label)
        assert described["help"]["text"].startswith(described["fullDescription"]["text"])


def test_sarif_places_of_rows_and_of_standard_input() -> None:
    places = [
        result["locations"][0]["physicalLocation"]
        for result in sarif_run([f for f in FINDINGS if f.finding_id in ("f6", "f7")])["results"]
    ]
    assert places == [
        {"artifactLocation": {"uri": "t.csv"}, "region": {"startLine": 3}},
        {"artifactLocation": {"uri": "-"}},
    ]


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("./zh 中/a#b?.txt", "zh%20%E4%B8%AD/a%23b%3F.txt"),
        ("c:d.txt", "c%3Ad.txt"),
        ("../a.txt", "../a.txt"),
        ("/tmp/a b.txt", "file:///tmp/a%20b.txt"),
        ("C:/a.txt", "file:///C:/a.txt"),
        ("a\udcff.txt", "a%EF%BF%BD.txt"),
    ],
)
def test_sarif_uris(path: str, uri: str) -> None:
    (result,) = sarif_run([replace(PLAIN, target_path=path)])["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_known_findings_are_suppressed_in_sarif() -> None:
    run = sarif_run([replace(PLAIN, gates=False), *OTHERS[:2]], known={("f1", "d")})
    assert [(r["level"], r["baselineState"], r["suppressions"]) for r in run["results"]] == [
        ("note", "unchanged", [{"kind": "external"}]),
        ("warning", "new", []),
        ("error", "new", []),
    ]


def test_sarif_says_what_is_missing() -> None:
    (invocation,) = sarif_run(**MISSING)["invocations"]
    notes = invocation["toolExecutionNotifications"]
    assert invocation["executionSuccessful"] is False
    assert [note["level"] for note in notes] == ["error"] * 4
    assert [note["message"]["text"].split(":")[0] for note in notes] == ["not judged"] * 2 + ["not read"] * 2
    assert notes[2]["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "bad.csv"},
        "region": {"startLine": 7},
    }
    (not_run,) = invocation["toolConfigurationNotifications"]
    assert not_run["message"]["text"] == "N210 did not run in 2 documents (needs a reference)"
    assert sarif_run()["invocations"][0]["executionSuccessful"] is True


def test_sarif_keeps_the_worst_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sarif, "MOST", 3)
    run = sarif_run(FINDINGS[:5])
    assert [result["partialFingerprints"]["transcheck/v1"] for result in run["results"]] == ["f1", "f2", "f3"]
    (note,) = run["invocations"][0]["toolExecutionNotifications"]
    assert (note["level"], note["message"]["text"]) == (
        "warning",
        "2 findings are left out; the 3 worst are listed",
    )
    assert run["invocations"][0]["executionSuccessful"] is True


# GitHub


def test_github_annotation() -> None:
    report = to_github([PLAIN], facts([PLAIN]))
    assert report.splitlines()[0] == (
        "::error file=d/target.en.txt,line=3,endLine=3,col=5,endColumn=16,title=P101 garbled-name"
        "::何志远 is He Zhiyuan. → He Zhiyuan"
    )
    assert "\nd/target.en.txt\n  3:5  major  P101 garbled-name\n" in report


@pytest.mark.parametrize(
    ("finding", "expected"),
    [
        (replace(PLAIN, target_text="a\nb"), {"line": "3", "endLine": "4"}),
        (replace(PLAIN, target_text=None), {"line": "3"}),
        (replace(PLAIN, target_column=None), {"line": "3"}),
        (replace(PLAIN, target_line=None), {}),
    ],
)
def test_github_columns_stand_within_a_line_only(finding: FindingRecord, expected: dict[str, str]) -> None:
    ((_, properties, _),) = commands(to_github([finding], facts([finding])))
    assert {key: value for key, value in properties.items() if key not in ("file", "title")} == expected


def test_paths_are_those_of_the_repository() -> None:
    here = replace(PLAIN, target_path="./d/target.en.txt")
    assert entries([here])[0]["location"]["path"] == "d/target.en.txt"
    assert commands(to_github([here], facts([here])))[0][1]["file"] == "d/target.en.txt"


def test_github_names_the_row_where_there_is_no_column() -> None:
    titles = [
        properties["title"] for _, properties, _ in commands(to_github(FINDINGS[5:7], facts(FINDINGS[5:7])))
    ]
    assert titles == ["P101 garbled-name in e 17", "P101 garbled-name in stdin b0"]


def many(**counts: int) -> list[FindingRecord]:
    found = []
    for severity, count in counts.items():
        for n in range(count):
            name = f"{severity}{n}"
            found.append(replace(PLAIN, severity=severity, finding_id=name, gates=severity != "neutral"))
    return found


@pytest.mark.parametrize(
    ("counts", "missing", "shown", "more"),
    [
        ({"neutral": 10, "minor": 10, "major": 10}, {}, [10, 10, 10], 0),
        ({"neutral": 11, "minor": 12, "major": 13}, {}, [10, 10, 9], 7),
        ({"neutral": 3, "minor": 2, "major": 30, "critical": 2}, {}, [10, 2, 3], 22),
        ({"neutral": 10, "major": 11}, {}, [10, 0, 9], 2),
        ({"major": 10}, MISSING, [9, 0, 0], 1),
        ({}, MISSING, [0, 0, 0], 0),
    ],
)
def test_github_shows_ten_of_a_kind_and_counts_the_others(
    counts: dict[str, int], missing: Changes, shown: list[int], more: int
) -> None:
    found = many(**counts)
    lines = commands(to_github(found, facts(found, **missing)))
    kinds = Counter(name for name, _, _ in lines)
    assert max(kinds.values()) <= MOST
    mine = [name for name, properties, _ in lines if "P101" in properties.get("title", "")]
    assert mine == ["error"] * shown[0] + ["warning"] * shown[1] + ["notice"] * shown[2]
    assert [m for _, _, m in lines if m.startswith("and ")] == (
        [f"and {more} more: the log of this step lists all of them"] if more else []
    )
    assert (lines[0][1].get("title") == "not everything was judged") == bool(missing)


def test_github_puts_the_worst_first() -> None:
    found = many(minor=1, major=12, critical=1)
    first, *_ = to_github(found, facts(found)).splitlines()
    assert first.startswith("::error")
    marked = [replace(f, message=f.severity) for f in found]
    assert [m for _, _, m in of_findings(to_github([replace(f, suggestion=None) for f in marked], facts(found)))] == [
        "critical", *["major"] * 9, "minor",
    ]  # fmt: skip


def test_known_findings_are_no_annotations() -> None:
    known = replace(PLAIN, gates=False)
    report = to_github([known, OTHERS[0]], facts([known, OTHERS[0]], known={("f1", "d")}))
    assert [name for name, _, _ in commands(report)] == ["warning"]
    assert "garbled-name (known)" in report


ANY = st.text(st.one_of(st.sampled_from("%:,=\r\n\x85\u2028|<&\x00\ud83d#[](){}\\`"), st.characters()))


@given(ANY, ANY, ANY)
def test_a_command_is_one_line_and_reads_back(message: str, path: str, title: str) -> None:
    line = command("error", message, file=path, title=title, line=3)
    assert not set(line) & set("\r\n\x85\x0b\x0c\x1c\x1d\x1e")
    name, properties, told = parsed(line)
    expected = {"file": path, "title": title, "line": "3"}
    assert name == "error"
    assert properties == {key: fit(value) for key, value in expected.items() if value}
    assert told == fit(message)


def fit(text: str) -> str:
    return "".join("\ufffd" if is_unfit(char) else char for char in text)


def is_unfit(char: str) -> bool:
    return char in "\ufffe\uffff" or (unicodedata.category(char) in ("Cc", "Cs") and char not in "\t\r\n")


@given(ANY, ANY, st.sampled_from(["d/t.txt", None]))
def test_no_text_of_a_finding_is_a_command(message: str, words: str, path: str | None) -> None:
    found = [replace(PLAIN, message=message, target_text=words, doc_id=words, id=message, target_path=path)]
    ((name, properties, told),) = commands(to_github(found, facts(found)))
    assert name == "error"
    assert set(properties) <= {"file", "line", "endLine", "col", "endColumn", "title"}
    assert told == fit(f"{message} → He Zhiyuan")


def rows_of(page: str) -> Iterator[list[str]]:
    """The cells of the tables as GitHub takes them apart; a backslash would protect a pipe, so there is none."""
    for line in page.splitlines():
        if line.startswith("|"):
            assert "\\" not in line
            yield line[1:-1].split("|")


def test_step_summary() -> None:
    known = replace(PLAIN, finding_id="old", gates=False)
    told = replace(facts([*FINDINGS, known], **MISSING), known={("old", "d")}, fail_on="major")
    page = step_summary([*FINDINGS, known], told)
    assert page.startswith("## transcheck: gate failed (fail on: major)\n\n|severity|findings|\n|---|---|\n")
    rows = list(rows_of(page))
    assert rows[2:6] == [["critical", "1"], ["major", "4"], ["minor", "2"], ["neutral", "1"]]
    assert [len(row) for row in rows[6:]] == [6] * (2 + len(FINDINGS))
    assert [row[1] for row in rows[8:]] == [
        "critical", *["major"] * 4, "minor", "minor (does not gate)", "neutral (does not gate)",
    ]  # fmt: skip
    assert (
        "- 8 findings&#58; 1 critical, 4 major, 2 minor, 1 neutral in 9 segments of 4 documents; 1 known"
        in page
    )
    assert "- not run (needs a reference in 2 documents)&#58; N210" in page
    assert page.count("\n- not judged") == page.count("\n- not read") == 2
    for markup in ("<", "`", "**", "[", "::", "@", "www.e", "://"):
        assert markup not in page


def test_step_summary_stays_small_and_counts_the_rest() -> None:
    found = [
        replace(OTHERS[-1], message="|" * 5000, target_text="😀&" * 5000, finding_id=str(n))
        for n in range(999)
    ]
    problems = [InputError("|" * 2000, "no") for _ in range(5000)]
    page = step_summary(found, facts(found, problems=problems))
    assert len(page.encode()) < 2**20
    assert f"### The worst {ROWS} of 999 findings" in page
    assert "- and 4961 lines more: see the log of the step" in page
    assert "gate passed" in step_summary((), facts((), passed=True))


@given(ANY)
def test_a_cell_is_one_line_without_markup(text: str) -> None:
    cell = markdown(text, 50)
    assert not set(cell) & set("|<>`\\*_[]~\r\n")
    assert len(re.sub(r"&#\d+;", "x", cell)) <= 51


# JUnit


def test_junit_counts_add_up() -> None:
    found = suites(**MISSING)
    for suite in found:
        cases = list(suite.iter("testcase"))
        assert suite.get("tests") == str(len(cases))
        assert suite.get("failures") == str(sum(case.find("failure") is not None for case in cases))
        assert suite.get("errors") == str(sum(case.find("error") is not None for case in cases))
        assert all(case.get("classname") == suite.get("name") for case in cases)
        assert all(case.get("name") for case in cases)
    root = ElementTree.fromstring(to_junit(FINDINGS, facts(**MISSING)).encode())
    for field in ("tests", "failures", "errors"):
        assert root.get(field) == str(sum(int(suite.get(field, "")) for suite in found))


def test_junit_has_a_test_a_segment_and_one_for_a_quiet_document() -> None:
    told = {
        suite.get("name"): [(c.get("name"), [child.tag for child in c]) for c in suite.iter("testcase")]
        for suite in suites(FINDINGS[:6])
    }
    assert told == {
        "d": [("b0", ["failure"]), ("b1", ["failure"])],
        "e (mt)": [("17", ["failure"])],
        "quiet": [("document", [])],
    }
    first = suites(FINDINGS[:2])[0].find("testcase/failure")
    assert first is not None
    assert first.get("type") == "P101"
    assert first.get("message") == "何志远 is He Zhiyuan. → He Zhiyuan (and 1 more)"
    assert "  9:5  minor  P101 garbled-name" in (first.text or "")


def test_junit_tells_of_crashes_and_of_what_was_not_read() -> None:
    broken = [
        (suite.get("name"), case.get("name"), error.get("type"))
        for suite in suites([], **MISSING)
        for case in suite.iter("testcase")
        for error in case.iter("error")
    ]
    lost = fit(HOSTILE)
    assert broken == [
        (lost, "P101", "crash"),
        (lost, "document", "not-read"),
        ("lost (mt)", "alignment", "crash"),
        ("bad.csv", "7", "not-read"),
    ]


def test_known_findings_pass_in_junit_and_are_not_in_gitlab() -> None:
    known = replace(PLAIN, gates=False)
    assert [len(list(suite.iter("failure"))) for suite in suites([known], known={("f1", "d")})] == [0, 0]
    assert entries([known], known={("f1", "d")}) == []


@given(ANY)
def test_junit_is_xml_whatever_the_text(text: str) -> None:
    found = [replace(PLAIN, message=text, target_text=text, doc_id=text, id=text, target_path=text)]
    suite = suites(found)[0]
    failure = suite.find("testcase/failure")
    assert failure is not None
    assert suite.get("name") == fit(text)
    assert failure.get("message") == fit(f"{text} → He Zhiyuan")


# GitLab


def test_gitlab_entry() -> None:
    (entry,) = entries([PLAIN])
    assert re.fullmatch(r"[0-9a-f]{32}", entry.pop("fingerprint"))
    assert entry == {
        "description": "何志远 is He Zhiyuan. → He Zhiyuan",
        "check_name": "P101 garbled-name",
        "severity": "major",
        "location": {"path": "d/target.en.txt", "lines": {"begin": 3}},
    }


def test_gitlab_always_names_a_place() -> None:
    parquet = replace(PLAIN, target_path="t.parquet", target_line=None, target_column=None)
    places = [entry["location"] for entry in entries([OTHERS[5], parquet, OTHERS[4]])]
    assert places == [
        {"path": "-", "lines": {"begin": 1}},
        {"path": "t.parquet", "lines": {"begin": 1}},
        {"path": "t.csv", "lines": {"begin": 3}},
    ]


def test_gitlab_fingerprints_tell_documents_apart_and_survive_moved_lines() -> None:
    twin = replace(PLAIN, doc_id="e")
    moved = replace(PLAIN, target_line=99)
    first, second, third = (entry["fingerprint"] for entry in entries([PLAIN, twin, moved]))
    assert first != second
    assert first == third
    for entry in entries():
        assert entry["severity"] in {"info", "minor", "major", "critical", "blocker"}


# The command line

Check = Callable[..., tuple[int, str, str]]


@pytest.fixture
def check(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Check:
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)

    def call(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as left:
            main(["check", *map(str, arguments), "--no-embeddings", "--select", "A103"])
        out, err = capfdbinary.readouterr()
        return int(left.value.code or 0), out.decode(), err.decode()

    return call


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "t.jsonl"
    rows = [{"id": "1", "target": "In 长沙 ::error::x."}, {"id": "2", "doc_id": "fine", "target": "He left."}]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_formats_from_the_command_line(check: Check, table: Path, tmp_path: Path) -> None:
    code, out, err = check(table, "--format", "sarif")
    check_sarif(json.loads(out))
    assert code == 1
    assert "1 finding: 1 major in 2 segments of 2 documents" in err
    code, out, err = check(table, "--format", "github")
    ((name, properties, _),) = commands(out)
    assert (code, name, properties["line"], err) == (1, "error", "1", "")
    assert "1 finding: 1 major in 2 segments of 2 documents" in out
    code, out, _ = check(table, "--format", "junit", "--fail-on", "never")
    names = [suite.get("name") for suite in ElementTree.fromstring(out.encode())]
    assert (code, names) == (0, ["t", "fine"])
    written = tmp_path / "quality.json"
    code, out, _ = check(table, "--format", "gitlab", "-o", written)
    assert (code, out) == (1, "")
    assert [entry["location"]["lines"]["begin"] for entry in json.loads(written.read_text("utf-8"))] == [1]


def test_step_summary_is_appended(
    check: Check, table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "summary.md"
    page.write_text("before\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(page))
    check(table, "--format", "sarif")
    assert page.read_text("utf-8") == "before\n"
    check(table, "--format", "github")
    check(table, "--format", "github")
    text = page.read_text("utf-8")
    assert text.startswith("before\n## transcheck: gate failed")
    assert text.count("## transcheck") == 2


def test_step_summary_that_cannot_be_written_changes_no_verdict(
    check: Check, table: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path))
    code, out, err = check(table, "--format", "github")
    assert (code, len(commands(out))) == (1, 1)
    assert err == "transcheck: no step summary: Is a directory\n"
    full = tmp_path / "full.md"
    full.write_bytes(b"x" * 2**20)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(full))
    assert "1 MiB" in check(table, "--format", "github")[2]
    assert full.stat().st_size == 2**20


def test_descriptors_are_whole() -> None:
    for code, rule in descriptors().items():
        assert "\n" not in rule.summary, code
        assert rule.summary.endswith(".")
