"""Confidence: counts drawn towards a prior, doubts kept, and figures that a document's own findings did not make."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from transcheck.bench.calibrating import FOLDS, calibration_csv, fold_of, out_of_fold
from transcheck.bench.judged import JudgedFinding
from transcheck.pipeline.calibration import SUREST, calibrate, confidence, share_right, shipped_share
from transcheck.rules import RULES


def judged(rule: str, doc: str, *, right: bool | None, sure: float = 0.9) -> JudgedFinding:
    return JudgedFinding(rule, sure, "person", doc, "b1", right, ("single-surname",))


@given(st.floats(0.5, 1), st.floats(0.5, 1), st.floats(0, 1))
def test_calibration_keeps_the_order_within_a_rule_and_the_line_of_doubt(
    a: float, b: float, share: float
) -> None:
    low, high = sorted((calibrate(share, min(a, b)), calibrate(share, max(a, b))))
    assert calibrate(share, min(a, b)) <= calibrate(share, max(a, b))
    assert 0.5 <= low <= high <= SUREST


@given(st.floats(0, 0.499), st.floats(0, 1))
def test_what_a_rule_doubts_stays_doubtful(said: float, share: float) -> None:
    assert calibrate(share, said) == said


@given(st.integers(0, 500), st.integers(0, 500))
def test_a_share_never_reaches_certainty(right: int, wrong: int) -> None:
    assert 0 < share_right(right, wrong) < 1
    assert share_right(right + 1, wrong) > share_right(right, wrong) > share_right(right, wrong + 1)


def test_every_counted_rule_exists_and_every_rule_has_a_confidence() -> None:
    assert all(0.5 <= confidence(rule.code, 0.8) <= SUREST for rule in RULES)
    assert confidence("no such rule", 0.8) == 0.85


def test_systems_of_a_segment_and_situations_of_a_document_share_a_fold() -> None:
    folds = {fold_of(judged("P101", f"news-0290-{name}", right=True)) for name in ("one", "two-b", "three")}
    assert len(folds) == 1
    assert len({fold_of(judged("P101", f"news-{n:04}-one", right=True)) for n in range(100)}) == FOLDS


def test_out_of_fold_a_document_does_not_vouch_for_itself() -> None:
    here = [judged("X999", "doc1", right=True) for _ in range(50)]
    (moved,) = {finding.confidence for finding in out_of_fold(here)}
    # Nobody else has counted the rule: its share falls back to the shipped one, which is the prior.
    assert moved == 0.9
    wrong = [judged("X999", f"other{n}", right=False) for n in range(60)]
    assert max(f.confidence for f in out_of_fold(here + wrong) if f.doc == "doc1") < 0.6
    assert shipped_share("X999") == share_right(0, 0)


def test_the_table_counts_what_can_be_judged() -> None:
    found = [
        judged("P101", "a", right=True),
        judged("P101", "b", right=False),
        judged("P102", "a", right=None),
    ]
    assert calibration_csv(found) == "rule,right,wrong\nP101,1,1\n"
