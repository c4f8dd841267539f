"""Finding records keep the contract: ids that survive moved lines, exact offsets, groups, gates."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields, replace

import pandas as pd
import pytest

from transcheck.config import Settings
from transcheck.model import (
    Alignment,
    Bead,
    Entity,
    Finding,
    Link,
    LinkedBead,
    Rule,
    Severity,
    Span,
    Verdict,
)
from transcheck.pipeline import judging
from transcheck.pipeline.frames import frame_to_records
from transcheck.pipeline.table import check_table
from transcheck.reporting.records import FailureRecord, FindingRecord

Check = Callable[[Alignment], Iterable[Finding]]
QUIET = Settings(metrics=frozenset())


def plain_analysis(doc_id: str, system: str, beads: Sequence[Bead], *_: object) -> Alignment:
    return Alignment(doc_id, system, tuple(map(LinkedBead, beads)))


def rule(check: Check, code: str = "P999") -> Rule:
    return Rule(code, f"test-{code}", "Accuracy/Mistranslation", Severity.MAJOR, check, since="0.1")


def bad_words(alignment: Alignment) -> Iterator[Finding]:
    """Every "bad" of the target, with the 坏 of the source as its entity where there is one."""
    for linked in alignment.beads:
        target, source = linked.bead.target, linked.bead.source
        at = source.text.find("坏") if source else -1
        start = target.text.find("bad")
        while start >= 0:
            yield Finding(
                "P999",
                Severity.MAJOR,
                "bad",
                linked.bead.id,
                target=target.at(start, start + 3),
                source=source.at(at, at + 1) if source and at >= 0 else None,
                entity="坏" if at >= 0 else None,
            )
            start = target.text.find("bad", start + 1)


@pytest.fixture
def check(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[FindingRecord]]:
    monkeypatch.setattr(judging, "analyse", plain_analysis)

    def run(rows: list[dict[str, object]], *rules: Rule, settings: Settings = QUIET) -> list[FindingRecord]:
        monkeypatch.setattr(judging, "RULES", rules or (rule(bad_words),))
        return list(frame_to_records(check_table(pd.DataFrame(rows), settings).findings, FindingRecord))

    return run


Run = Callable[..., list[FindingRecord]]


def test_fields_are_those_of_the_contract() -> None:
    assert " ".join(field.name for field in fields(FindingRecord)) == (
        "finding_id group_id doc_id system id rule name category severity confidence bead_confidence gates message "
        "suggestion entity entity_kind source_path target_path source_start source_end source_text target_start "
        "target_end target_text target_line target_column doc_start doc_end evidence"
    )


def test_offsets_quote_the_texts(check: Run) -> None:
    rows: list[dict[str, object]] = [
        {"id": "1", "doc_id": "d", "source": "很好。", "target": "good"},
        {"id": "2", "doc_id": "d", "source": "👍很坏。", "target": "👍 very bad, bad"},
    ]
    found = check(rows)
    assert [(f.target_start, f.target_end, f.target_text) for f in found] == [(7, 10, "bad"), (12, 15, "bad")]
    assert {(f.source_start, f.source_end, f.source_text) for f in found} == {(2, 3, "坏")}
    assert {(f.doc_start, f.doc_end, f.target_line, f.target_column) for f in found} == {(None,) * 4}


def test_equal_findings_differ_by_their_ordinal(check: Run) -> None:
    found = check([{"id": "1", "doc_id": "d", "source": "坏", "target": "bad bad bad"}])
    assert len({f.finding_id for f in found}) == 3
    assert len({f.group_id for f in found}) == 1


def test_ids_survive_moved_lines_and_renamed_documents(check: Run) -> None:
    one: dict[str, object] = {"id": "1", "doc_id": "d", "source": "坏一", "target": "bad one"}
    two: dict[str, object] = {"id": "2", "doc_id": "d", "source": "坏二", "target": "two bad"}
    before = check([one, two])
    moved = check(
        [
            one | {"id": "7", "doc_id": "e"},
            {"id": "3", "doc_id": "e", "target": "x"},
            two | {"id": "1", "doc_id": "e"},
        ]
    )
    assert {f.finding_id for f in before} == {f.finding_id for f in moved}
    assert not {f.group_id for f in before} & {f.group_id for f in moved}


@pytest.mark.parametrize(
    "change", [{"source": "坏了"}, {"target": "so bad!", "source": None}, {"target": "BAD bad"}]
)
def test_id_depends_on_sentence_and_words_alone(check: Run, change: dict[str, object]) -> None:
    row: dict[str, object] = {"id": "1", "doc_id": "d", "source": "坏", "target": "bad"}
    before, after = check([row]), check([row | change])
    same = before[0].finding_id == after[0].finding_id
    assert same == (change == {"target": "BAD bad"})


def test_cause_groups_findings_of_several_rules(check: Run) -> None:
    def one(alignment: Alignment, code: str, span: Span) -> Iterator[Finding]:
        bead = alignment.beads[0].bead
        yield Finding(code, Severity.MINOR, code, bead.id, target=span, cause="the same")

    rules = [
        rule(lambda a: one(a, "P901", Span(0, 1)), "P901"),
        rule(lambda a: one(a, "P902", Span(2, 3)), "P902"),
    ]
    found = check([{"id": "1", "doc_id": "d", "target": "a b c"}], *rules)
    assert [f.rule for f in found] == ["P901", "P902"]
    assert len({f.group_id for f in found}) == 1


def test_one_finding_a_place_keeps_the_worse(check: Run) -> None:
    def one(alignment: Alignment, code: str, severity: Severity) -> Iterator[Finding]:
        bead = alignment.beads[0].bead
        yield Finding(code, severity, code, bead.id, target=Span(0, 1), entity="甲")

    rules = [
        rule(lambda a: one(a, "P901", Severity.MINOR), "P901"),
        rule(lambda a: one(a, "P902", Severity.CRITICAL), "P902"),
    ]
    (found,) = check([{"id": "1", "doc_id": "d", "target": "a b"}], *rules)
    assert (found.rule, found.severity) == ("P902", "critical")


@pytest.mark.parametrize(
    ("severity", "confidence", "bead_confidence", "gates"),
    [
        (Severity.MINOR, 0.5, 0.5, True),
        (Severity.CRITICAL, 0.49, 1.0, False),
        (Severity.CRITICAL, 1.0, 0.49, False),
        (Severity.NEUTRAL, 1.0, 1.0, False),
    ],
)
def test_gates(
    check: Run, severity: Severity, confidence: float, bead_confidence: float, *, gates: bool
) -> None:
    def one(alignment: Alignment) -> Iterator[Finding]:
        yield replace(next(bad_words(alignment)), severity=severity, confidence=confidence)

    row = {"id": "1", "doc_id": "d", "target": "bad", "bead_confidence": bead_confidence}
    (found,) = check([row], rule(one), settings=replace(QUIET, show_unsure=True))
    assert found.gates is gates
    assert ("alignment is doubtful" in found.message) == (bead_confidence < 0.5)


def test_neutral_findings_are_shown_only_on_demand(check: Run) -> None:
    def one(alignment: Alignment) -> Iterator[Finding]:
        yield replace(next(bad_words(alignment)), severity=Severity.NEUTRAL)

    assert check([{"id": "1", "doc_id": "d", "target": "bad"}], rule(one)) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"target": Span(0, 99)},
        {"source": Span(0, 1)},
        {"bead": "unknown"},
        {"confidence": 1.5},
        {"rule": "P000"},
    ],
)
def test_inconsistent_finding_is_a_failure_of_its_rule(
    monkeypatch: pytest.MonkeyPatch, wrong: dict[str, object]
) -> None:
    def one(alignment: Alignment) -> Iterator[Finding]:
        yield replace(next(bad_words(alignment)), **wrong)  # type: ignore[arg-type]

    monkeypatch.setattr(judging, "analyse", plain_analysis)
    monkeypatch.setattr(judging, "RULES", (rule(one),))
    checked = check_table(pd.DataFrame([{"id": "1", "doc_id": "d", "target": "bad"}]), QUIET)
    assert checked.findings.empty
    (failure,) = frame_to_records(checked.failures, FailureRecord)
    assert (failure.rule, failure.doc_id) == ("P999", "d")
    assert failure.error.startswith("ValueError: ")


def test_crashing_rule_leaves_the_rest_complete(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(alignment: Alignment) -> Iterator[Finding]:
        yield from bad_words(alignment)
        if alignment.doc_id == "e":
            raise KeyError("x")

    monkeypatch.setattr(judging, "analyse", plain_analysis)
    monkeypatch.setattr(
        judging,
        "RULES",
        (rule(lambda a: (replace(f, rule="P901") for f in crash(a)), "P901"), rule(bad_words)),
    )
    rows = [{"id": "1", "doc_id": "d", "target": "bad"}, {"id": "1", "doc_id": "e", "target": "a bad"}]
    checked = check_table(pd.DataFrame(rows), Settings(metrics=frozenset({"penalty"})))
    assert list(checked.findings["doc_id"]) == ["d", "e"]  # in d two rules object to one place
    assert list(checked.failures["rule"]) == ["P901"]
    assert list(checked.failures["doc_id"]) == ["e"]
    assert list(checked.scores["penalty"]) == [5.0, 5.0]


def test_a_segment_that_crashes_the_analysis_leaves_the_rest_of_its_document(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def crash(doc_id: str, system: str, beads: Sequence[Bead], *more: object) -> Alignment:
        if any("boom" in bead.target.text for bead in beads):
            raise ValueError("boom")
        return plain_analysis(doc_id, system, beads, *more)

    monkeypatch.setattr(judging, "analyse", crash)
    monkeypatch.setattr(judging, "RULES", (rule(bad_words),))
    targets = ("bad", "boom bad", "good")
    table = pd.DataFrame([{"id": str(n), "doc_id": "d", "target": text} for n, text in enumerate(targets)])
    checked = check_table(table, QUIET)
    assert list(checked.findings["id"]) == ["0", "1"]
    assert [(f.rule, f.doc_id) for f in frame_to_records(checked.failures, FailureRecord)] == [
        ("analysis", "d")
    ]


@pytest.mark.parametrize("shown", [True, False])
def test_unsure_links_are_neutral_findings_on_demand(monkeypatch: pytest.MonkeyPatch, *, shown: bool) -> None:
    def analysis(doc_id: str, system: str, beads: Sequence[Bead], *_: object) -> Alignment:
        link = Link(Entity("person", Span(0, 3), "何志远"), Verdict.UNSURE, span=Span(0, 4), confidence=0.3)
        return Alignment(doc_id, system, (LinkedBead(beads[0], (link,)),))

    monkeypatch.setattr(judging, "analyse", analysis)
    monkeypatch.setattr(judging, "RULES", ())
    table = pd.DataFrame([{"id": "1", "doc_id": "d", "source": "何志远来了", "target": "Heze came"}])
    checked = check_table(table, replace(QUIET, show_unsure=shown))
    found = frame_to_records(checked.findings, FindingRecord)
    assert [(f.rule, f.severity, f.gates, f.target_text) for f in found] == [
        ("P100", "neutral", False, "Heze")
    ] * shown
