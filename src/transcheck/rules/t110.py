"""Rule T110: a known wrong title, seen without the Chinese."""

from __future__ import annotations

from collections.abc import Iterator

from transcheck.model import Alignment, Finding, Rule, Severity
from transcheck.rules.terms import mistake_findings


def check(alignment: Alignment) -> Iterator[Finding]:
    """The English has a form that machines make of a Chinese post and that is no title.

    Why:
        Without the source an editor can still see that there is no such post, and what was meant.

    Flagged:
        => He was the ⟦general engineer⟧ of the plant.

    Accepted:
        => She is the chief engineer.
        => He is deputy secretary of the committee.
        => He was vice chairman of the committee of the CPPCC and deputy secretary of its Party group.

    Limits:
        Forms that are right for something else are left to the rules that see the source.
    """
    yield from mistake_findings(RULE, alignment, "title")


RULE = Rule(
    "T110",
    "known-wrong-title",
    "Terminology/Inconsistent with terminology resource",
    Severity.MAJOR,
    since="0.1",
    check=check,
)
