"""Rules that need no Chinese source: their examples, and what must hold on any text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from types import ModuleType

import pytest

from rule_examples import SECTIONS, Example, examples, sections
from transcheck.entities.english import find_mentions
from transcheck.model import Alignment, Bead, Passage
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
