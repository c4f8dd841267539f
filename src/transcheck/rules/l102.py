"""Rule L102: a place without its apostrophe."""

from __future__ import annotations

from collections.abc import Iterator

from transcheck.model import Alignment, Finding, Rule, Severity, Verdict
from transcheck.rules.terms import term_findings

_SAYS = "{zh} is written {right}; in “{wrong}” {cause}."


def check(alignment: Alignment) -> Iterator[Finding]:
    """The apostrophe that parts two syllables of a place name is missing.

    Why:
        Xian is one syllable, Xi'an is a city.

    Flagged:
        西安下雪。 => It snowed in ⟦Xian⟧.
        延安市委开会。 => The ⟦CPC Yanan Municipal Committee⟧ met.
        他在延安学习。 => He studied in ⟦Yanan⟧.
        他曾任延安市委书记。 => He has served as ⟦secretary of the CPC Yanan Municipal Committee⟧.

    Accepted:
        西安下雪。 => It snowed in Xi'an.
        西安下雪。 => It snowed in Xi’an.
        天安门广场。 => Tiananmen Square.

    Limits:
        Only where every accepted form has the apostrophe.
    """
    yield from term_findings(RULE, alignment, "place", (Verdict.FORMAT,), _SAYS)
    yield from term_findings(RULE, alignment, "org", (Verdict.FORMAT,), _SAYS)
    yield from term_findings(RULE, alignment, "title", (Verdict.FORMAT,), _SAYS)


RULE = Rule(
    "L102",
    "place-apostrophe",
    "Terminology/Inconsistent with terminology resource",
    Severity.MINOR,
    since="0.1",
    check=check,
    needs=frozenset({"source"}),
)
