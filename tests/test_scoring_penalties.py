"""MQM penalties worked out by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcheck.model import Severity
from transcheck.scoring import POINTS, count_words, counted, per_thousand, points

NEUTRAL, MINOR, MAJOR, CRITICAL = Severity


def test_every_severity_has_its_points() -> None:
    assert POINTS == {NEUTRAL: 0, MINOR: 1, MAJOR: 5, CRITICAL: 25}


@pytest.mark.parametrize(
    ("severities", "expected"),
    [
        ([], 0.0),
        ([NEUTRAL, NEUTRAL], 0.0),
        ([MINOR] * 10, 10.0),
        ([CRITICAL, MAJOR, MAJOR, MINOR], 36.0),
    ],
)
def test_points(severities: list[Severity], expected: float) -> None:
    assert points(severities) == expected


def test_worked_example() -> None:
    """A wrong name at 14 places (major), two typing slips and a party exchanged, in 620 words.

    Once each: 5 + 1 + 1 + 25 = 32 points, 32 / 620 * 1000 = 51.6129…; every place: 70 + 1 + 1 + 25 = 97, 156.4516…
    """
    found = [(MAJOR, "name")] * 14 + [(MINOR, "slip"), (MINOR, "other slip"), (CRITICAL, "party")]
    assert points(counted(found)) == 32.0
    assert per_thousand(points(counted(found)), 620) == pytest.approx(51.612903, abs=1e-6)
    assert points(counted(found, repeats="each")) == 97.0
    assert per_thousand(97.0, 620) == pytest.approx(156.451613, abs=1e-6)


def test_ten_minor_errors_in_a_thousand_words() -> None:
    """The worked example of the MQM scoring page: a penalty of 10 per 1,000 words, raw quality score 99."""
    assert per_thousand(points([MINOR] * 10), 1000) == 10.0


def test_a_group_costs_its_worst_place() -> None:
    assert counted([(MINOR, "a"), (CRITICAL, "a"), (MAJOR, "a")]) == (CRITICAL,)


FINDINGS = st.lists(st.tuples(st.sampled_from(list(Severity)), st.sampled_from("abcd")))


@given(FINDINGS)
def test_each_costs_at_least_once(found: list[tuple[Severity, str]]) -> None:
    assert points(counted(found)) <= points(counted(found, repeats="each"))
    assert len(counted(found)) == len({group for _, group in found})
    assert points(counted(found)) == points(counted(found[::-1]))


def test_points_without_words_are_not_divided_by_zero() -> None:
    assert per_thousand(25.0, 0) == 25000.0
    assert per_thousand(0.0, 0) == 0.0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0),
        (" \n\u3000", 0),
        ("— … ( )", 0),
        ("The so-called U.S. zone", 4),
        ("Xi'an's 7,400 people", 3),
        ("No.\n5", 2),
        ("__init__ _", 1),
    ],
)
def test_count_words(text: str, expected: int) -> None:
    assert count_words(text) == expected
