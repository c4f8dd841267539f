"""Rule N102: an amount is off by a power of ten."""

from __future__ import annotations

from collections.abc import Iterator

from transcheck.model import Alignment, Finding, Rule, Severity
from transcheck.rules.numeral_pairs import Slip, apart, plainly, slip_findings


def _say(slip: Slip) -> str:
    return f"{plainly(slip)[:-1]}, {apart(slip)}."


def check(alignment: Alignment) -> Iterator[Finding]:
    """万 or 亿 was worked out wrongly: the digits are right, the size is not.

    Why:
        Chinese counts in ten thousands and hundred millions, English in thousands and millions. The shift of one
        place is the commonest slip with figures, and a tenfold error looks as plausible as the truth.

    Flagged:
        贸易额达⟦74.4亿美元⟧。 => Trade reached ⟦744 million U.S. dollars⟧.
        受贿共计⟦1.26亿余元⟧。 => He took bribes worth more than ⟦1.26 billion yuan⟧.
        已搬迁群众⟦2.3万⟧人。 => Some ⟦2,300⟧ people have been relocated.
        投资⟦1.5万亿元⟧。 => It will invest ⟦1.5 billion yuan⟧.

    Accepted:
        二十余万亩农田受灾。 => More than 200,000 mu of farmland was hit.
        九千多万名党员 => more than 90 million Party members
        总规模1万5千亿元。 => It totals 1.5 trillion yuan.
        双方签署了20多份文件，两人握手。 => The two signed more than 20 documents and shook hands.
        最低气压910百帕。 => The lowest pressure was 910 hPa.
        每10股派3.5元。 => It pays a dividend of 0.35 yuan per share.
        出口3兆350亿元。 => Exports came to NT$3.035 trillion.
        贸易额达74.4亿美元。 => Trade reached 7.44 billion U.S. dollars.
        贸易额达74.4亿美元。 => Trade was nearly $7.5 billion, or exactly 7.44 billion U.S. dollars.
        受贿共计1.26亿余元。 => He took bribes worth more than 126 million yuan.
        已搬迁群众2.3万人。 => Some 23,000 people have been relocated.
        全国有30多万家企业。 => The country has more than 300,000 firms.
        三千万元已经到账。 => The 30 million yuan has arrived.
        投资1.5万亿元。 => It will invest 1.5 trillion yuan.
        收购1000公斤粮食。 => It bought one ton of grain.

    Limits:
        Only figures that differ by a whole power of ten; any other difference is N101.
    """
    yield from slip_findings(RULE, alignment, "magnitude", _say, paired=0.95)


RULE = Rule(
    "N102",
    "magnitude-wrong",
    "Accuracy/Mistranslation",
    Severity.MAJOR,
    since="0.1",
    check=check,
    needs=frozenset({"source"}),
)
