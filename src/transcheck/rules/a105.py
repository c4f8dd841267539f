"""Rule A105: an English sentence has no source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from transcheck.model import Alignment, Bead, Finding, Rule, Severity
from transcheck.text import count_han

_FURNITURE = re.compile(
    r"^\W*(?:photos?|file photo|\(?by|edited by|editor|source|reporter|\(?end|read more|contact|http)\b", re.I
)
_USUAL = 3.4  # letters of English for a Chinese character, in news
_SPARE = 0.6  # Chinese whose English is shorter than this share of the usual may be told in the next sentence


def _short_changed(beads: Sequence[Bead], i: int) -> bool:
    """Whether a neighbour's Chinese is long enough to be the source of this sentence too."""
    for j in (i - 1, i + 1):
        if 0 <= j < len(beads) and (source := beads[j].source):
            expected = _USUAL * count_han(source.text)
            english = len(beads[j].target.text.strip())
            if english < _SPARE * expected or english + len(beads[i].target.text) <= expected:
                return True
    return False


def check(alignment: Alignment) -> Iterator[Finding]:
    """A whole sentence of the English is not in the Chinese document.

    Why:
        A machine may invent a sentence, or repeat one; the reader takes it for the author's.

    Flagged:
        会议在长沙召开。 ¶ ¶ 大家都赞成。 => The meeting was held in Changsha. ¶ ⟦The weather was fine and warm all day.⟧ ¶ All agreed.

    Accepted:
        会议在长沙召开。 ¶ 大家都赞成。 => The meeting was held in Changsha. ¶ All agreed.
        会议在长沙召开。 ¶ ¶ 大家都赞成。 => The meeting was held in Changsha. ¶ Photo by Xu Lan of the daily paper. ¶ All agreed.
        会议在长沙召开，他强调要尽快恢复生产，加快项目建设。 ¶ ¶ 好。 => The meeting was held in Changsha. ¶ He asked to resume production. ¶ Good.

    Limits:
        Credits are let pass, and sentences that the Chinese of a neighbour has room for. It is as good as the alignment.
    """
    beads = [linked.bead for linked in alignment.beads]
    if not any(bead.source and bead.source.text.strip() for bead in beads):
        return
    for i, bead in enumerate(beads):
        text = bead.target.text.strip()
        if bead.source is None or bead.source.text.strip() or not re.fullmatch(r"b\d+", bead.id):
            continue
        if bead.elsewhere:
            continue  # moved, not added: A106
        if len(text.split()) < 5 or _FURNITURE.match(text) or _short_changed(beads, i):
            continue
        yield Finding(
            RULE.code,
            RULE.severity,
            "Nothing in the source says this sentence.",
            bead.id,
            target=bead.target.span,
            confidence=0.75,
            cause=bead.id,
        )


RULE = Rule(
    "A105",
    "added-sentence",
    "Accuracy/Addition",
    Severity.MINOR,
    since="0.1",
    check=check,
    needs=frozenset({"source"}),
)
