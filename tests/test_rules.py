"""Every rule's docstring is its manual page and its test."""

from __future__ import annotations

import pkgutil
import re
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from opencc import OpenCC

import transcheck.rules
from rule_examples import SECTIONS, Example, examples, sections
from transcheck.config import Settings
from transcheck.model import Rule
from transcheck.pipeline.analysis import analyse
from transcheck.pipeline.judging import judge
from transcheck.pipeline.manual import rule_pages
from transcheck.pipeline.segments import Segment
from transcheck.rules import MODULES, RULES

MIXTURES = 150
CASES = [
    pytest.param(
        module.RULE, example, id=f"{module.RULE.code}-{'flagged' if example.flagged else 'accepted'}-{i}"
    )
    for module in MODULES
    for i, example in enumerate(examples(module))
]


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_docstring_example(rule: Rule, example: Example) -> None:
    alignment = analyse("doc", "", example.beads)
    found = [f for f in rule.check(alignment) if f.confidence >= 0.5]
    if not example.flagged:
        assert not found, f"accepted, yet: {[f.message for f in found]}"
        return
    assert found, "flagged, yet no finding"
    assert sorted({f.target for f in found if f.target}) == sorted(example.target)
    if example.source:
        assert sorted({f.source for f in found if f.source}) == sorted(example.source)
    for finding in found:
        assert finding.rule == rule.code
        assert finding.message.strip()


READ_FOLDED = frozenset(("A108", "C104", "C106", "N107", "N108", "P112", "S104", "S105"))
TRADITIONAL = [
    pytest.param(module.RULE, example, id=f"{module.RULE.code}-{i}")
    for module in MODULES
    for i, example in enumerate(examples(module))
    if module.RULE.code in READ_FOLDED
]


@pytest.mark.parametrize(("rule", "example"), TRADITIONAL)
def test_docstring_example_in_traditional_characters(rule: Rule, example: Example) -> None:
    convert = OpenCC("s2t").convert
    beads = []
    for bead in example.beads:
        assert bead.source is not None
        beads.append(replace(bead, source=replace(bead.source, text=convert(bead.source.text))))
    found = [f for f in rule.check(analyse("doc", "", beads)) if f.confidence >= 0.5]
    assert bool(found) == example.flagged
    if example.flagged:
        assert sorted({f.target for f in found if f.target}) == sorted(example.target)
    if example.source:
        assert sorted({f.source for f in found if f.source}) == sorted(example.source)


def test_any_mixture_of_examples_is_judged() -> None:
    """Segments that belong together and such that do not: no rule crashes or points outside its bead."""
    texts = [
        (bead.source.text if bead.source else None, bead.target.text)
        for case in CASES
        for bead in case.values[1].beads  # type: ignore[union-attr]  # an Example
    ]
    random = Random(5)
    fired: set[str] = set()
    for _ in range(MIXTURES):
        rows = random.choices(texts, k=4)
        mixed = [(random.choice(texts)[0], rows[0][1]), *rows[1:]]
        segments = [Segment("d", "", str(n), target, source) for n, (source, target) in enumerate(mixed)]
        found = judge(segments, Settings(embeddings=False, metrics=frozenset()), RULES)
        assert found.failures == (), mixed
        fired |= {placed.rule.code for placed in found.findings}
    assert len(fired) > len(RULES) * 0.6


def test_every_module_is_listed() -> None:
    files = {
        m.name for m in pkgutil.iter_modules(transcheck.rules.__path__) if re.match(r"[a-z]\d{3}", m.name)
    }
    assert files == {module.__name__.rsplit(".", 1)[-1] for module in MODULES}


def test_codes_and_names_are_unique() -> None:
    assert len({rule.code for rule in RULES}) == len(RULES)
    assert len({rule.name for rule in RULES}) == len(RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_docstring_has_its_sections(rule: Rule) -> None:
    found = sections(rule.check.__doc__ or "")
    assert list(found) == list(SECTIONS)
    assert found["Flagged"]
    assert found["Accepted"]
    assert re.fullmatch(r"[PGTSLNACFY]\d{3}", rule.code)


def test_manual_pages_are_fresh() -> None:
    folder = Path(__file__).resolve().parent.parent / "src" / "transcheck" / "manual" / "rules"
    written = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}
    assert written == rule_pages(), "transcheck rules --pages src/transcheck/manual/rules"
