"""Rules of form and figures: suggestions that heal, texts that stay silent, any text without a crash."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rule_examples import Example, examples
from transcheck.entities.numbers import find_numbers
from transcheck.model import Alignment, Bead, Finding, LinkedBead, Passage
from transcheck.rules import (
    a101,
    a103,
    a104,
    a105,
    f101,
    f102,
    f103,
    n101,
    n102,
    n103,
    n104,
    n105,
    n106,
    y101,
    y102,
    y103,
    y104,
    y105,
    y106,
    y107,
)
from transcheck.rules.anatomy import is_headline, sentences

FORM = (y101, y102, y103, y104, y105, y106, y107, f101, f102, f103, a103)
FIGURES = (n101, n102, n103, n104, n105, n106)
MODULES = (*FORM, *FIGURES, a101, a104, a105)


def read(passage: Passage | None) -> Passage | None:
    return None if passage is None else replace(passage, entities=find_numbers(passage))


def align(beads: Sequence[Bead]) -> Alignment:
    filled = (
        replace(bead, source=read(bead.source), target=read(bead.target) or bead.target) for bead in beads
    )
    return Alignment("doc", "", tuple(LinkedBead(bead) for bead in filled))


def bead(source: str | None, target: str) -> Bead:
    return Bead("b0", Passage("en", target, 7), None if source is None else Passage("zh", source, 3))


CASES = [
    pytest.param(module, example, id=f"{module.RULE.code}-{i}")
    for module in MODULES
    for i, example in enumerate(examples(module))
]


@pytest.mark.parametrize(("module", "example"), CASES)
def test_example(module: ModuleType, example: Example) -> None:
    found = list(module.RULE.check(align(example.beads)))
    if not example.flagged:
        assert [finding.message for finding in found] == []
        return
    assert found
    assert sorted(f.target for f in found if f.target) == sorted(example.target)
    if any(bead.source for bead in example.beads):
        assert sorted(f.source for f in found if f.source) == sorted(example.source)


def suggested(module: ModuleType, bead: Bead) -> list[Finding]:
    """Findings with a place in the English and a suggestion for it."""
    return [f for f in module.RULE.check(align([bead])) if f.target and f.suggestion]


SUGGESTED = [
    pytest.param(module, example.beads[0], id=f"{module.RULE.code}-{i}")
    for module in MODULES
    for i, example in enumerate(examples(module))
    if example.flagged and len(example.beads) == 1 and suggested(module, example.beads[0])
]


@pytest.mark.parametrize(("module", "first"), SUGGESTED)
def test_a_suggestion_once_applied_silences_its_finding(module: ModuleType, first: Bead) -> None:
    """Suggestions are put into the English, last one first; then the rule is content."""
    text = first.target.text
    for finding in sorted(suggested(module, first), key=lambda f: -(f.target.start if f.target else 0)):
        assert finding.target is not None
        start, end = finding.target.start - first.target.start, finding.target.end - first.target.start
        text = text[:start] + (finding.suggestion or "") + text[end:]
    healed = replace(first, target=replace(first.target, text=text))
    assert [f.message for f in module.RULE.check(align([healed])) if f.target] == []


CLEAN = """The 14th National People's Congress opened in Beijing on March 5, 2023, at 9 a.m. Beijing time.
"We must work hard," he said. "Nothing is free."
Mr. Li, a professor at Xi'an Jiaotong University, spoke of U.S.-led talks, e.g. in Geneva; nobody answered...
The program (launched in 2016) covers 3,000 villages, i.e. some 1.2 million people, etc., and costs $5.6 billion.
What had had to be done was done by the Chang'an International Theater Festival in Xi'an.
China's economy grew more and more slowly, step by step, and the ratio of 3:1 fell to 5:2."""


@pytest.mark.parametrize("module", FORM, ids=lambda module: module.RULE.code)
def test_clean_prose_is_silent(module: ModuleType) -> None:
    """Also when the same prose comes as one passage or line by line."""
    lines = [replace(bead(None, line), id=f"b{i}") for i, line in enumerate(CLEAN.split("\n"))]
    assert [f.message for f in module.RULE.check(align(lines))] == []
    assert [f.message for f in module.RULE.check(align([bead(None, CLEAN)]))] == []


_SIGNS = 'abc The in and 万亿3.5%元年月日,.;:!?"“”()（），。《》\n 中国 of director, Director'


@given(st.lists(st.tuples(st.text(_SIGNS), st.text(_SIGNS)), max_size=4))
def test_findings_stay_inside_their_bead(texts: list[tuple[str, str]]) -> None:
    beads = [
        Bead(f"b{i}", Passage("en", en, 100 * i), Passage("zh", zh, 90 * i))
        for i, (zh, en) in enumerate(texts)
    ]
    places = {b.id: b for b in beads}
    for module in MODULES:
        for finding in module.RULE.check(align(beads)):
            home = places[finding.bead]
            assert finding.message
            assert 0 <= finding.confidence <= 1
            assert finding.target is None or home.target.span.contains(finding.target)
            assert finding.source is None or (home.source and home.source.span.contains(finding.source))


@given(st.text('ab. !?\n"Mr U.S'))
def test_sentences_hold_all_words_in_order(text: str) -> None:
    spans = sentences(text)
    assert "".join("".join(text[s.start : s.end].split()) for s in spans) == "".join(text.split())
    assert all(a.end <= b.start for a, b in pairwise(spans))


def test_headlines() -> None:
    assert is_headline("Building a New City")
    assert is_headline("Xi Meets Leaders of the New World.")
    assert not is_headline("He met the leaders of the new world.")


@given(st.integers(11, 9999), st.integers(11, 9999))
def test_a_figure_in_digits_is_found_wrong_exactly_when_it_differs(mine: int, other: int) -> None:
    found = [
        f
        for m in FIGURES
        for f in m.RULE.check(align([bead(f"共有{mine}人", f"There were {other:,} people.")]))
    ]
    assert (
        bool(found) == (mine != other) or abs(mine - other) * 10 < mine
    )  # rounding, 1,234 as 1,200, is let pass
    for finding in found:
        assert finding.entity == str(mine)
        assert finding.suggestion == f"{mine:,}"


@pytest.mark.parametrize("shift", [-4, -1, 1, 4])
@given(st.integers(11, 99).filter(lambda n: n % 10))
def test_a_shift_of_the_decimal_point_is_a_matter_of_magnitude(shift: int, amount: int) -> None:
    wrong = amount * 10 ** (8 + shift)
    alignment = align([bead(f"投资{amount}亿元", f"It invested {wrong:,} yuan.")])
    (finding,) = n102.check(alignment)
    assert finding.target is not None
    assert list(n101.check(alignment)) == []


def test_a_figure_that_moved_to_the_next_bead_is_said() -> None:
    beads = [
        Bead("b0", Passage("en", "The city is large.", 0), Passage("zh", "全市有126所学校。", 0)),
        Bead("b1", Passage("en", "It has 126 schools and hospitals.", 30), Passage("zh", "还有医院。", 20)),
    ]
    assert list(n101.check(align(beads))) == []
    assert len(list(n101.check(align(beads[:1])))) == 1


def test_empty_rows_of_a_table_are_critical_one_by_one() -> None:
    rows = [
        Bead("17", Passage("en", "It rained.", 0), Passage("zh", "下雨了。", 0)),
        Bead("18", Passage("en", "", 11), Passage("zh", "他出席会议。", 5)),
    ]
    (finding,) = a101.check(align(rows))
    assert finding.bead == "18"
    assert finding.target is None
    assert list(a104.check(align(rows))) == []
