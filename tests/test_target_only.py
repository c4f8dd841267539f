"""Rules that need no Chinese source: their examples, and what must hold on any text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from types import ModuleType

import pytest

from rule_examples import SECTIONS, Example, examples, sections
from transcheck.entities.english import find_mentions
from transcheck.model import Alignment, Bead, Entity, Link, LinkedBead, Passage, Span, Verdict
from transcheck.pipeline.analysis import analyse
from transcheck.rules import (
    c101,
    c102,
    c103,
    g201,
    g210,
    l210,
    n210,
    p201,
    p202,
    p203,
    p204,
    p205,
    p206,
    p207,
    p210,
)
from transcheck.rules.p2_people import judged

MODULES: tuple[ModuleType, ...] = (
    c101,
    c102,
    c103,
    g201,
    g210,
    l210,
    n210,
    p201,
    p202,
    p203,
    p204,
    p205,
    p206,
    p207,
    p210,
)
CASES = [
    pytest.param(module, example, id=f"{module.RULE.code}-{'flagged' if example.flagged else 'accepted'}-{i}")
    for module in MODULES
    for i, example in enumerate(examples(module))
]


def mentioned(passage: Passage) -> Passage:
    rest = tuple(entity for entity in passage.entities if entity.kind not in ("person", "org"))
    return replace(passage, entities=(*rest, *find_mentions(passage)))


def analysed(beads: Sequence[Bead]) -> Alignment:
    alignment = analyse("doc", "", beads)
    found = []
    for linked in alignment.beads:
        bead = linked.bead
        reference = mentioned(bead.reference) if bead.reference else None
        found.append(replace(linked, bead=replace(bead, target=mentioned(bead.target), reference=reference)))
    return replace(alignment, beads=tuple(found))


@pytest.mark.parametrize(("module", "example"), CASES)
def test_docstring_example(module: ModuleType, example: Example) -> None:
    found = [f for f in module.RULE.check(analysed(example.beads)) if f.confidence >= 0.5]
    assert sorted({f.target for f in found if f.target}) == sorted(example.target), [f.message for f in found]
    assert bool(found) == example.flagged


@pytest.mark.parametrize("module", MODULES)
def test_docstring_has_its_sections(module: ModuleType) -> None:
    assert list(sections(module.RULE.check.__doc__ or "")) == list(SECTIONS)


@pytest.mark.parametrize(
    ("verdict", "start", "end", "confidence", "expected"),
    [
        (Verdict.RIGHT, 0, 20, 0.9, True),
        (Verdict.RIGHT, 4, 10, 0.9, False),  # right about a part
        (Verdict.NEAR, 4, 10, 0.9, True),
        (Verdict.NEAR, 4, 10, 0.3, False),
        (Verdict.NEAR, 12, 20, 0.9, False),  # elsewhere
        (Verdict.UNSURE, 0, 20, 0.9, False),
    ],
)
def test_what_the_source_has_settled(
    verdict: Verdict, start: int, end: int, confidence: float, expected: bool
) -> None:
    entity = Entity("person", Span(0, 2), "何安")
    link = Link(entity, verdict, span=Span(start, end), confidence=confidence)
    linked = LinkedBead(Bead("b0", Passage("en", "Some text of no import")), (link,))
    assert judged(linked, Span(2, 10)) is expected


def test_a_body_and_the_person_glued_to_it_are_one_root_cause() -> None:
    text = "Zhi Gong Dang Ding Anshan, Chairman of the Municipal Committee, spoke."
    alignment = analysed([Bead("b0", Passage("en", text, 7))])
    causes = {finding.cause for rule in (g201.RULE, p201.RULE) for finding in rule.check(alignment)}
    assert len(causes) == 1
    assert "" not in causes


def test_the_suggestion_takes_the_place_that_dominates() -> None:
    texts = [
        "The Chongqing Municipal Committee met.",
        "Nong Gong Dang Wu Lianhua, Chairman of the Municipal Committee, spoke.",
    ]
    alignment = analysed([Bead(f"b{i}", Passage("en", text, 100 * i)) for i, text in enumerate(texts)])
    (finding,) = p201.RULE.check(alignment)
    assert finding.suggestion is not None
    assert finding.suggestion.startswith(
        "Wu Lianhua, chairman of the Chongqing Municipal Committee of the Chinese Peasants'"
    )
    again = analysed([Bead("b0", Passage("en", texts[0] + " " + finding.suggestion + ", spoke."))])
    assert not list(p201.RULE.check(again))
