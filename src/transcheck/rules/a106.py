"""Rule A106: a sentence stands in another place than in the source."""

from __future__ import annotations

from collections.abc import Iterator

from transcheck.model import Alignment, Evidence, Finding, Rule, Severity

_OPAQUE = "\ufffc"  # stands for code and the like, which is nobody's words


def check(alignment: Alignment) -> Iterator[Finding]:
    """A sentence of the English stands elsewhere than the Chinese sentence that it renders.

    Why:
        A caption or headline that moved is seldom meant; and what looks like an omission here and an addition there
        is neither.

    Flagged:
        图为参会代表在展馆参观。 ¶ 大会开幕。 ¶ => ¶ The conference opened. ¶ ⟦The picture shows delegates visiting the hall.⟧

    Accepted:
        图为参会代表在展馆参观。 ¶ 大会在贵阳开幕。 ¶ => ¶ The conference opened in Guiyang. ¶ The weather was fine and warm all day.
        会议在长沙召开。 ¶ 大家都赞成。 => The meeting was held in Changsha. ¶ All agreed.

    Limits:
        Needs sentence vectors, and whole sentences that the alignment leaves without a partner on both sides. In rows of
        tables nothing can move.
    """
    beads = {linked.bead.id: linked.bead for linked in alignment.beads}
    for bead in beads.values():
        other = beads.get(bead.elsewhere)
        if other is None or other.source is None or not bead.target.text.strip():
            continue
        said = other.source.text.strip().replace(_OPAQUE, "…")
        yield Finding(
            RULE.code,
            RULE.severity,
            f"In the source this stands elsewhere: {said}",
            bead.id,
            target=bead.target.span,
            confidence=0.8,
            evidence=(Evidence("document", said, other.id),),
            cause=bead.id,
        )


RULE = Rule(
    "A106",
    "moved-sentence",
    "Linguistic conventions/Textual conventions",
    Severity.MINOR,
    since="0.2",
    check=check,
    needs=frozenset({"source"}),
    embeddings=True,
)
