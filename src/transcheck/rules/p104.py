"""Rule P104: a right name is written against the rule."""

from __future__ import annotations

from collections.abc import Iterator

from transcheck.model import Alignment, Finding, Rule, Severity, Verdict
from transcheck.rules.people import person_findings


def check(alignment: Alignment) -> Iterator[Finding]:
    """The letters of a name are right, its spacing or capitals are not.

    Why:
        GB/T 28039 writes surname, space, given name in one word. Mixed forms make one person look like two.

    Flagged:
        何志远说。 ¶ 何志远表示赞成。 => He Zhiyuan spoke. ¶ ⟦He Zhi Yuan⟧ agreed.

    Accepted:
        何志远说。 => He Zhiyuan spoke.
        何志远说。 => Zhiyuan He spoke.
        何志远说。 => He Zhi-yuan spoke.
        何志远说。 => HE ZHIYUAN spoke.
        暴雨袭击了桂林、河池。 => Rainstorms hit Guilin and Hechi.

    Limits:
        Where a document writes all its names apart, that is its style and stays silent.
    """
    yield from person_findings(RULE, alignment, Verdict.FORMAT)


RULE = Rule(
    "P104",
    "name-format",
    "Locale conventions/Name format",
    Severity.MINOR,
    since="0.1",
    check=check,
    needs=frozenset({"source"}),
)
