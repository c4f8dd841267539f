"""Rule T101: a post under a wrong English title."""

from __future__ import annotations

from collections.abc import Iterator

from transcheck.model import Alignment, Finding, Rule, Severity, Verdict
from transcheck.rules.terms import term_findings

_SAYS = "{zh} is {right}; the translation has “{wrong}” ({cause})."


def check(alignment: Alignment) -> Iterator[Finding]:
    """A post or rank has an established English title, and the translation uses another.

    Why:
        The title tells the reader who may decide what: the head of a Party department is no minister, and a
        bureau under an autonomous region has no president.

    Flagged:
        保安局局长邓炳强出席。 => ⟦Secretary for Justice⟧ Chris Tang attended.
        中央纪委副书记李建明讲话。 => Li Jianming, ⟦deputy director⟧ of the Central Commission for Discipline Inspection, spoke.
        民政部部长讲话。 => The ⟦minister of civil administration⟧ spoke.
        自治区主席讲话。 => The ⟦president of the autonomous region⟧ spoke.
        总工程师到场。 => The ⟦general engineer⟧ was present.
        组织部副部长说。 => The ⟦vice minister⟧ of the Organization Department said so.

    Accepted:
        省纪委书记李建明讲话。 => Li Jianming, head of the provincial commission for discipline inspection, spoke.
        人大代表、政协委员旁听。 => NPC deputies, CPPCC National Committee members and others attended.
        统战部部长讲话。 => The head of the United Front Work Department spoke.
        财政部部长讲话。 => The minister of finance spoke.
        市委书记讲话。 => The secretary of the CPC Chongqing Municipal Committee spoke.

    Limits:
        Only titles known to be wrong are reported; one that is merely unusual is not.
    """
    yield from term_findings(
        RULE,
        alignment,
        "title",
        (
            Verdict.LITERAL,
            Verdict.OTHER,
            Verdict.MISSING,
            Verdict.PINYIN,
        ),
        _SAYS,
    )


RULE = Rule(
    "T101",
    "wrong-title",
    "Terminology/Inconsistent with terminology resource",
    Severity.MAJOR,
    since="0.1",
    check=check,
    needs=frozenset({"source"}),
)
