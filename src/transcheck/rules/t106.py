"""Rule T106: a deputy without what sets this one apart."""

from __future__ import annotations

from collections.abc import Iterator

from transcheck.model import Alignment, Finding, Rule, Severity, Verdict
from transcheck.rules.terms import term_findings

_SAYS = "{zh} is {right}; the translation has “{wrong}”: {cause}."


def check(alignment: Alignment) -> Iterator[Finding]:
    """常务 or 专职 before a deputy's post is lost in English.

    Why:
        The executive vice mayor runs the city's daily business and ranks before all other vice mayors; a
        full-time vice chairperson is the one who holds no other post. Readers of official news tell them apart.

    Flagged:
        常务副市长李明讲话。 => The ⟦vice mayor⟧, Li Ming, spoke.
        专职副主席王静出席。 => Wang Jing, ⟦vice chairperson⟧, was present.

    Accepted:
        常务副市长李明讲话。 => The executive vice mayor, Li Ming, spoke.
        常务副省长李明讲话。 => The first vice governor, Li Ming, spoke.
        专职副主席王静出席。 => Wang Jing, who serves full time as vice chairperson, was present.
        常务副市长李明主持会议，副市长王静出席。 => Executive Vice Mayor Li Ming presided and Vice Mayor Wang Jing attended.
        专职副书记李明讲话。 => Li Ming, deputy Party secretary, spoke.
        常务理事李明讲话。 => Li Ming, a member of the executive council, spoke.

    Limits:
        Where the English says it of another deputy in the sentence, this one counts as said.
    """
    yield from term_findings(RULE, alignment, "title", (Verdict.LESSENED,), _SAYS)


RULE = Rule(
    "T106",
    "deputy-lessened",
    "Accuracy/Undertranslation",
    Severity.MINOR,
    since="0.2",
    check=check,
    needs=frozenset({"source"}),
)
