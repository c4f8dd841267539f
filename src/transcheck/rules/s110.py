"""Rule S110: a set phrase rendered word for word, seen without the Chinese."""

from __future__ import annotations

from collections.abc import Iterator

from transcheck.model import Alignment, Finding, Rule, Severity
from transcheck.rules.terms import mistake_findings


def check(alignment: Alignment) -> Iterator[Finding]:
    """The English has a word-for-word rendering of a Chinese set phrase.

    Why:
        Nobody writes these words in English; the official rendering is known.

    Flagged:
        => We must uphold the “⟦two establishments⟧” and ⟦room live not fry⟧.

    Accepted:
        => One country, two systems is the policy.
        => We must uphold the Two Affirmations.
        => High-quality development matters.

    Limits:
        Only phrases of the official table.
    """
    yield from mistake_findings(RULE, alignment, "phrase")


RULE = Rule(
    "S110",
    "known-literal-phrase",
    "Terminology/Inconsistent with terminology resource",
    Severity.MINOR,
    since="0.1",
    check=check,
)
