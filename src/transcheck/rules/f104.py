"""Rule F104: “we” where the sentence speaks of others."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transcheck.model import Alignment, Finding, LinkedBead, Rule, Severity, passages
from transcheck.text import fold_chinese

# A hope or demand about others that runs on, and then “we will” in its middle.
_SHIFT = re.compile(
    r"\b(?:[Ii]t is hoped|(?:hope|urge|demand|require|call)[sd]?(?: on)?|asked) (?:that )?"
    r"(?!we\b|our\b|all of us\b|you\b)(?:all|the|everyone|both|every|each|[A-Z])[^.?!;:]*?\b(?:will|would|to|can|should)\b"
    r"[^.?!;:]*?,[^.?!;:,]*?(?:, )?\b(?P<we>we (?:will|should|must|shall|can))\b"
)
_WE = re.compile("我们|我国|我党|咱|我省|我市")


def check(alignment: Alignment) -> Iterator[Finding]:
    """A hope or demand about others goes on with "we".

    Why:
        Chinese leaves the subject out when it stays the same; the machine puts "we" where "they" are meant, and
        the speaker seems to promise what he asks of others.

    Flagged:
        => It is hoped that all parties will study the documents, and on the new journey, ⟦we will⟧ show a new look.
        希望各党派深入学习，不断提升能力。 => It is hoped that the parties will study and, in time, ⟦we will⟧ grow.

    Accepted:
        => It is hoped that all parties will study the documents, and that they will show a new look.
        => It is hoped that we will study the documents and, in the new era, we will grow.
        => He hopes that the film will be shown: “When it is, we must explain it.”
        => He said the parties will meet, and we will see.
        希望各党派深入学习，我们将不断提升能力。 => It is hoped that all parties will study, and in time, we will grow.

    Limits:
        Only within one sentence that begins as a hope or demand about others; a source with 我们 settles it.
    """
    for linked, passage in passages(alignment, "target"):
        for match in _SHIFT.finditer(passage.text):
            if not _meant(linked):
                yield Finding(
                    RULE.code,
                    RULE.severity,
                    f"The sentence speaks of others; “{match['we']}” seems to mean them.",
                    linked.bead.id,
                    target=passage.at(*match.span("we")),
                    suggestion=f"they {match['we'].removeprefix('we ')}",
                    confidence=0.75,
                )


def _meant(linked: LinkedBead) -> bool:
    """Whether the Chinese says "we"."""
    return linked.bead.source is not None and bool(_WE.search(fold_chinese(linked.bead.source.text)))


RULE = Rule("F104", "subject-shift", "Accuracy/Mistranslation", Severity.MAJOR, since="0.2", check=check)
