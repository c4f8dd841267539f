"""Rule N104: per cent and percentage points confused."""

from __future__ import annotations

from collections.abc import Iterator

from transcheck.model import Alignment, Finding, Rule, Severity
from transcheck.rules.numeral_pairs import plainly, slip_findings


def check(alignment: Alignment) -> Iterator[Finding]:
    """Percentage points came out as per cent, or the other way round.

    Why:
        A rate that rises from 20 to 23 percent has risen by three percentage points, not by three percent.

    Flagged:
        比重提高⟦3.5个百分点⟧。 => The share rose by ⟦3.5 percent⟧.
        产量增长⟦3.5%⟧。 => Output grew by ⟦3.5 percentage points⟧.

    Accepted:
        比重提高3.5个百分点。 => The share rose by 3.5 percentage points.
        比重提高3.5个百分点，达到40%。 => The share rose 3.5 points to 40 percent.
        产量增长3.5%。 => Output grew by 3.5 percent.
        占比由20%升至23%，提高3个百分点。 => The share rose from 20 to 23 percent, up three percentage points.
        利率上调25个基点。 => The rate was raised by 25 basis points.

    Limits:
        Where the English names no unit, nothing is said.
    """
    yield from slip_findings(RULE, alignment, "share", plainly, paired=0.9)


RULE = Rule(
    "N104",
    "percentage-point",
    "Accuracy/Mistranslation",
    Severity.MAJOR,
    since="0.1",
    check=check,
    needs=frozenset({"source"}),
)
