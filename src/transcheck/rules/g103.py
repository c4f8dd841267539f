"""Rule G103: a body left in pinyin."""

from __future__ import annotations

from collections.abc import Iterator

from transcheck.model import Alignment, Finding, Rule, Severity, Verdict
from transcheck.rules.terms import term_findings

_SAYS = "{zh} is {the}{right}; the translation leaves it in pinyin, “{wrong}”."


def check(alignment: Alignment) -> Iterator[Finding]:
    """A body that has an English name is written in pinyin.

    Why:
        Pinyin tells the reader nothing, and is taken for the name of a person or place.

    Flagged:
        致公党召开会议。 => The ⟦Zhi Gong Dang⟧ held a meeting.
        统战部召开会议。 => The ⟦Tongzhanbu⟧ held a meeting.

    Accepted:
        九三学社召开会议。 => The Jiusan Society held a meeting.
        致公党召开会议。 => The China Zhi Gong Party held a meeting.

    Limits:
        Names of up to six characters.
    """
    yield from term_findings(RULE, alignment, "org", (Verdict.PINYIN,), _SAYS)


RULE = Rule(
    "G103",
    "body-in-pinyin",
    "Terminology/Inconsistent with terminology resource",
    Severity.MAJOR,
    since="0.1",
    check=check,
    needs=frozenset({"source"}),
)
