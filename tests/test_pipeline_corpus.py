"""Rules over a corpus: documents of one system are compared, in any number of processes, and nothing else is."""

from __future__ import annotations

import pytest

from transcheck.config import Settings
from transcheck.model import Row
from transcheck.pipeline import batches
from transcheck.pipeline.batches import Outcome, judge_intake
from transcheck.reading import Intake

SETTINGS = Settings(embeddings=False, metrics=frozenset({"penalty"}), select=("C105", "Y101"))
SENTENCES = (
    ("埃及教授奥马尔·哈桑说，考古队已经出发。", "Professor Omar Hassan said the team had set out.."),
    ("奥马尔·哈桑教授回到了开罗。", "Professor Omar Hassan returned to Cairo."),
    ("教授奥马尔·哈桑接受了采访。", "Professor Umar Hasan gave an interview.."),
)


def judged(systems: tuple[str, ...] = ("one", "one", "one"), *, jobs: int = 1) -> Outcome:
    rows = tuple(
        Row(f"doc{n}", system, "1", target, source, None, "table.csv", n + 2)
        for n, ((source, target), system) in enumerate(zip(SENTENCES, systems, strict=True))
    )
    return judge_intake(Intake(rows=rows), SETTINGS, jobs=jobs)


def test_a_name_that_varies_between_documents_is_found_where_it_strays() -> None:
    outcome = judged()
    (found,) = (f for f in outcome.findings if f.rule == "C105")
    assert (found.doc_id, found.target_text, found.suggestion) == ("doc2", "Umar Hasan", "Omar Hassan")
    assert (found.source_text, found.entity) == ("奥马尔·哈桑", "奥马尔·哈桑")
    assert found.evidence[0].where == "doc0"


def test_findings_stay_in_document_order_and_the_penalty_counts_them() -> None:
    outcome = judged()
    assert [(f.doc_id, f.rule) for f in outcome.findings] == [
        ("doc0", "Y101"),
        ("doc2", "C105"),
        ("doc2", "Y101"),
    ]
    assert [(s.penalty, s.findings) for s in outcome.scores] == [(1.0, 1), (0.0, 0), (2.0, 2)]


def test_systems_do_not_see_each_other() -> None:
    assert [f.rule for f in judged(("one", "one", "two")).findings] == ["Y101", "Y101"]


def test_several_processes_give_the_same_outcome(monkeypatch: pytest.MonkeyPatch) -> None:
    alone = judged()
    monkeypatch.setattr(batches, "_BATCH_CHARACTERS", 10)  # every document a batch of its own
    assert judged(jobs=2) == alone
