"""Rule F106: a text that breaks off."""

from __future__ import annotations

from collections.abc import Iterator

from transcheck.model import Alignment, Finding, Rule, Severity, passages
from transcheck.rules.ends import broken_off


def check(alignment: Alignment) -> Iterator[Finding]:
    """A translation ends without a mark, with a word after which more must come.

    Why:
        The machine stopped before the end: a limit of length was reached, or a line was lost on the way.

    Flagged:
        会议讨论了预算和人事安排。 => The meeting discussed the budget ⟦and⟧
        他将出席会议，其中包括三场论坛。 => He will attend the meeting, ⟦including⟧
        => The meeting discussed the budget and ⟦the⟧

    Accepted:
        会议讨论了预算。 => The meeting discussed the budget
        这就是他们来的目的。 => That is what they came for.
        会议讨论了 ¶ 预算。 => The meeting discussed the ¶ budget.
        => The meeting discussed the ¶ Budget Committee's report.
        请先登录。 => Please log in

    Limits:
        A text that breaks off after a noun or a verb looks whole. Without a source only the end of a document is
        looked at: subtitles go on in the next row.
    """
    rows = list(passages(alignment, "target"))
    for linked, target in rows:
        last = broken_off(linked.bead, is_last=linked is rows[-1][0])
        if last:
            yield Finding(
                RULE.code,
                RULE.severity,
                f"The text breaks off after “{last.group(1)}”.",
                linked.bead.id,
                target=target.at(*last.span(1)),
                confidence=0.9,
            )


RULE = Rule(
    "F106",
    "breaks-off",
    "Linguistic conventions/Grammar",
    Severity.MAJOR,
    since="0.2",
    check=check,
)
