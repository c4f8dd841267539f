"""Rule N105: another currency."""

from __future__ import annotations

from collections.abc import Iterator

from transcheck.model import Alignment, Finding, Rule, Severity
from transcheck.rules.numeral_pairs import plainly, slip_findings


def check(alignment: Alignment) -> Iterator[Finding]:
    """An amount of money has the right figure and the wrong currency.

    Why:
        Seven yuan are about one dollar: the wrong word changes the sum several times over.

    Flagged:
        融资⟦12亿元⟧。 => It raised ⟦1.2 billion U.S. dollars⟧.
        出口额达⟦300亿美元⟧。 => Exports reached ⟦30 billion yuan⟧.
        售价⟦50欧元⟧。 => It costs ⟦$50⟧.

    Accepted:
        财政司司长预计本年度赤字872亿元。 => The Financial Secretary forecast a deficit of $87.2 billion.
        第三季营收1318亿元。 => Third-quarter revenue came to NT$131.8 billion.
        融资12亿元。 => It raised 1.2 billion yuan.
        融资12亿元。 => It raised RMB 1.2 billion ($170 million).
        融资12亿元。 => It raised ¥1.2 billion.
        出口额达300亿美元。 => Exports reached $30 billion.
        捐款100万港元。 => He gave one million Hong Kong dollars.
        捐款100万港元。 => He gave HK$1 million.
        香港一套公寓售价800万元。 => A flat in Hong Kong costs HK$8 million.
        融资12亿元。 => It raised 1.2 billion.

    Limits:
        A bare 元 beside Hong Kong, Macao, Taiwan, Singapore or a foreign currency may be theirs, and is accepted.
    """
    yield from slip_findings(RULE, alignment, "currency", plainly, paired=0.9)


RULE = Rule(
    "N105",
    "currency-differs",
    "Accuracy/Mistranslation",
    Severity.MAJOR,
    since="0.1",
    check=check,
    needs=frozenset({"source"}),
)
