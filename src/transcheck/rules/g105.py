"""Rule G105: a body of a list is lost."""

from __future__ import annotations

from collections.abc import Iterator

from transcheck.model import Alignment, Finding, Rule, Severity
from transcheck.rules.list_members import lost_members

_SAYS = "{zh} ({right}) has no counterpart in the English, though {beside} beside it has."


def check(alignment: Alignment) -> Iterator[Finding]:
    """Of bodies named side by side English has some, and nothing stands for another.

    Why:
        A notice of two ministries becomes the notice of one, and nothing in the English shows it.

    Flagged:
        教育部、⟦财政部⟧联合发文。 => The Ministry of Education issued a notice.
        世界银行、国际货币基金组织和⟦世界贸易组织⟧发表声明。 => The World Bank and the International Monetary Fund issued a statement.

    Accepted:
        教育部、财政部联合发文。 => The Ministry of Education and the Ministry of Finance issued a notice.
        教育部、财政部联合发文。 => The ministries of education and finance issued a notice.
        教育部、财政部联合发文。 => The two ministries issued a notice.
        教育部、财政部联合发文。 => The education and finance ministries issued a notice.
        教育部、财政部等六部门发文。 => Six departments including the Ministry of Education issued a notice.
        新华社、人民日报报道。 => Xinhua and others reported.

    Limits:
        Bodies outside lists are often left out with good reason; they are not reported. Silent where the English
        sums up ("two ministries"), and where it has a name that nothing explains.
    """
    yield from lost_members(RULE, alignment, "org", _SAYS)


RULE = Rule(
    "G105",
    "missing-body",
    "Accuracy/Omission",
    Severity.MAJOR,
    since="0.2",
    check=check,
    needs=frozenset({"source"}),
)
