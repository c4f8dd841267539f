"""Rule A101: the translation is empty."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transcheck.model import Alignment, Finding, Rule, Severity

_OF_A_DOCUMENT = re.compile(
    r"b\d+"
)  # how the beads of a document are called; a row of a table has its own id


def check(alignment: Alignment) -> Iterator[Finding]:
    """A row or document that has a source has no translation at all.

    Why:
        Nothing else can be judged where nothing was translated, and an empty cell is easily overlooked.

    Flagged:
        ⟦会议在长沙召开。⟧ =>
        ⟦会议在长沙召开。⟧ ¶ ⟦他出席会议。⟧ => ¶

    Accepted:
        会议在长沙召开。 => The meeting was held in Changsha.
        会议在长沙召开。 ¶ 他出席会议。 => The meeting was held in Changsha. ¶

    Limits:
        A single sentence of a document that lacks its translation is A104.
    """
    nothing = not any(linked.bead.target.text.strip() for linked in alignment.beads)
    for bead in (linked.bead for linked in alignment.beads):
        if bead.source is None or not bead.source.text.strip() or bead.target.text.strip():
            continue
        if nothing or not _OF_A_DOCUMENT.fullmatch(bead.id):
            yield Finding(
                RULE.code,
                RULE.severity,
                "The source has no translation.",
                bead.id,
                source=bead.source.span,
                confidence=1.0,
                cause=bead.id,
            )


RULE = Rule(
    "A101",
    "empty-target",
    "Accuracy/Omission",
    Severity.CRITICAL,
    since="0.1",
    check=check,
    needs=frozenset({"source"}),
)
