"""Rule G110: a known wrong name of a body, seen without the Chinese."""

from __future__ import annotations

from collections.abc import Iterator

from transcheck.model import Alignment, Finding, Rule, Severity
from transcheck.rules.terms import mistake_findings


def check(alignment: Alignment) -> Iterator[Finding]:
    """The English has a form that machines make of a Chinese body and that names nothing else.

    Why:
        Without the source an editor can still see that no such body exists, and what was meant.

    Flagged:
        => The ⟦National Revolutionary Committee⟧ and the ⟦Peasant and Labor Party Municipal Committee⟧ spoke.
        => He joined the ⟦Zhi Gong Dang⟧ in 2005.

    Accepted:
        => The Democratic Progressive Party held a meeting.
        => The Revolutionary Committee of the Chinese Kuomintang spoke.

    Limits:
        Forms that are right for something else are left to the rules that see the source.
    """
    yield from mistake_findings(RULE, alignment, "org")


RULE = Rule(
    "G110",
    "known-wrong-body",
    "Terminology/Inconsistent with terminology resource",
    Severity.MAJOR,
    since="0.1",
    check=check,
)
