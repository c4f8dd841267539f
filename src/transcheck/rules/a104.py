"""Rule A104: a sentence of the source has no translation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from statistics import median

from transcheck.model import Alignment, Bead, Finding, Passage, Rule, Severity
from transcheck.text import count_han

# Lines of the page, not of the text: bylines, photo credits, (完).
_FURNITURE = re.compile(
    r"^[（(【\[]?(?:完|终|编辑|责编|责任编辑|记者|通讯员|作者|来源|图|摄影|新华社发|原标题|点击|更多|相关|审核|校对|供稿|本报讯|转自|打印|分享)|"
    r"摄[）)]?$|^https?:"
)
_NEWS, _ENOUGH = 3.4, 5
_ROOMY = 1.25  # English this much longer than usual may well hold a neighbour's sentence too


def _size(bead: Bead) -> tuple[int, int]:
    return count_han(bead.source.text) if bead.source else 0, len(bead.target.text.strip())


def _figures(passage: Passage | None) -> set[str]:
    return (
        {entity.value for entity in passage.entities if entity.kind in ("number", "date")}
        if passage
        else set()
    )


def _usual_ratio(beads: Sequence[Bead]) -> float:
    """Letters of English for a Chinese character: the middle of a document of some length, else that of news."""
    ratios = [english / chinese for chinese, english in map(_size, beads) if chinese and english]
    return median(ratios) if len(ratios) >= _ENOUGH else _NEWS


def _told_next_door(beads: Sequence[Bead], i: int, usual: float) -> bool:
    """Whether the English of a neighbour is long enough for both sentences, and has a figure of this one if it has any."""
    own, figures = _size(beads[i])[0], _figures(beads[i].source)
    for j in (i - 1, i + 1):
        if 0 <= j < len(beads):
            chinese, english = _size(beads[j])
            if figures and figures.isdisjoint(_figures(beads[j].target)):
                continue
            if chinese and english > _ROOMY * usual * chinese and english > 0.85 * usual * (chinese + own):
                return True
    return False


def check(alignment: Alignment) -> Iterator[Finding]:
    """A whole sentence of the Chinese document is not in the English.

    Why:
        The English reads well without it, so only a comparison shows that a statement is gone.

    Flagged:
        会议在长沙召开。 ¶ ⟦他强调要尽快恢复生产。⟧ ¶ 代表们表示赞成。 => The meeting was held in Changsha. ¶ ¶ The deputies agreed.

    Accepted:
        会议在长沙召开。 ¶ 他强调要尽快恢复生产。 => The meeting was held in Changsha. ¶ He stressed that production must resume soon.
        会议在长沙召开。 ¶ （记者苏思） ¶ 代表们表示赞成。 => The meeting was held in Changsha. ¶ ¶ The deputies agreed.
        会议在长沙召开。 ¶ 他要求尽快恢复生产。 ¶ 大家都赞成。 => The meeting was held in Changsha, where he asked to resume work soon. ¶ ¶ All so.

    Limits:
        Bylines and credits are let pass, and sentences that the next bead has room for. It is as good as the alignment.
    """
    beads = [linked.bead for linked in alignment.beads]
    if not any(bead.target.text.strip() for bead in beads):
        return
    usual = _usual_ratio(beads)
    for i, bead in enumerate(beads):
        if bead.source is None or bead.target.text.strip() or not re.fullmatch(r"b\d+", bead.id):
            continue
        if bead.elsewhere:
            continue  # moved, not lost: A106
        if (
            _size(bead)[0] < 4
            or _FURNITURE.search(bead.source.text.strip())
            or _told_next_door(beads, i, usual)
        ):
            continue
        yield Finding(
            RULE.code,
            RULE.severity,
            "This sentence of the source has no translation.",
            bead.id,
            source=bead.source.span,
            confidence=0.85,
            cause=bead.id,
        )


RULE = Rule(
    "A104",
    "omitted-sentence",
    "Accuracy/Omission",
    Severity.MAJOR,
    since="0.1",
    check=check,
    needs=frozenset({"source"}),
)
