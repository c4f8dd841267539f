"""Rule L110: a known misspelling of a place, seen without the Chinese."""

from __future__ import annotations

from collections.abc import Iterator

from transcheck.model import Alignment, Finding, Rule, Severity
from transcheck.rules.p2_people import persons_in
from transcheck.rules.terms import mistake_findings


def check(alignment: Alignment) -> Iterator[Finding]:
    """The English spells a Chinese place as no map does.

    Why:
        On maps the place has another name, or an apostrophe.

    Flagged:
        => It snowed in ⟦Yanan⟧ and in ⟦Xiongan⟧.

    Accepted:
        => It snowed in Yan'an.
        => He lives in Xian.
        => Professor Wang Xiongan lives in Xiong'an.

    Limits:
        Spellings that may be another place or a person are left alone, and short ones without their apostrophe.
    """
    people = [person.span for linked in alignment.beads for person in persons_in(linked.bead.target)]
    for finding in mistake_findings(RULE, alignment, "place"):
        if finding.target is None or not any(finding.target.overlaps(span) for span in people):
            yield finding


RULE = Rule(
    "L110",
    "known-wrong-place",
    "Terminology/Inconsistent with terminology resource",
    Severity.MINOR,
    since="0.1",
    check=check,
)
