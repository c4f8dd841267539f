"""Rule A210: a sentence of the reference has nothing in the translation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from transcheck.lexicons.forms import stem
from transcheck.model import Alignment, Bead, Evidence, Finding, Rule, Severity, Span
from transcheck.text import words

_DOCUMENT_BEAD = re.compile(r"b\d+")  # a row of a table has its own id
# Lines of the page, not of the text: bylines, credits, captions.
_FURNITURE = re.compile(
    r"^\W*(?:report(?:ing|ed) by|by |edit(?:ing|ed|or)|writ(?:ing|ten) by|photos?\b|an? (?:aerial |drone )*photo|video|source|click|follow us|"
    r"copyright|read more|related)|\[?\(?photos?(?: by|/)|\[photo",
    re.IGNORECASE,
)
_SENTENCE = 6  # words from which a sentence says something
_ROOMY = 1.25  # English this much longer than its reference may well hold a neighbour's sentence too
_TOLD = 0.5  # share of the long words that, found next door, tell the sentence there
_LONG = 4  # letters


def check(alignment: Alignment) -> Iterator[Finding]:
    """A whole sentence of the reference is not in the English of a document.

    Why:
        The English reads well without it; where the Chinese is not at hand, only the reference shows the gap.

    Flagged:
        => The meeting was held in ⟦Changsha.⟧ ¶ ¶ All agreed. ~ All met in Changsha that day. ¶ He said that mines must resume work. ¶ All agreed.

    Accepted:
        => The meeting was held in Changsha. ¶ ¶ All agreed. ~ The meeting took place in Changsha. ¶ Reporting by Su Si. ¶ All agreed.
        => The meeting said that mines must resume work. ¶ ¶ All agreed. ~ A meeting was held. ¶ It said that mines must resume work. ¶ All agreed.

    Limits:
        The place is that of the last word before the gap. Short sentences, and those that the next bead has room for or
        tells, are let pass. It is as good as the alignment.
    """
    beads = [linked.bead for linked in alignment.beads]
    for i, bead in enumerate(beads):
        if bead.reference is None or bead.target.text.strip() or bead.elsewhere:
            continue
        if not _DOCUMENT_BEAD.fullmatch(bead.id) or not _says_something(bead) or _told(beads, i):
            continue
        if place := _place(beads, i):
            neighbour, span = place
            yield Finding(
                RULE.code,
                RULE.severity,
                f"Here the reference has a sentence more: “{bead.reference.text.strip()}”",
                neighbour.id,
                target=span,
                confidence=0.75,
                evidence=(Evidence("reference", bead.reference.text.strip()),),
                cause=bead.id,
            )


def _says_something(bead: Bead) -> bool:
    text = bead.reference.text if bead.reference else ""
    return len(words(text)) >= _SENTENCE and not _FURNITURE.search(text)


def _place(beads: Sequence[Bead], i: int) -> tuple[Bead, Span] | None:
    """The last word before the gap, or the first after it, with its bead."""
    before = ((beads[n], r"\S+\s*$") for n in range(i - 1, -1, -1))
    after = ((beads[n], r"\S+") for n in range(i + 1, len(beads)))
    for bead, pattern in chain(before, after):
        if word := re.search(pattern, bead.target.text):
            return bead, bead.target.at(word.start(), word.start() + len(word.group().strip()))
    return None


def _told(beads: Sequence[Bead], i: int) -> bool:
    """Whether a neighbour is long enough for the sentence too, or has most of its words."""
    reference = beads[i].reference
    said = _long_words(reference.text) if reference else set()
    near = [beads[j] for j in (i - 1, i + 1) if 0 <= j < len(beads)]
    heard = set().union(*(_long_words(bead.target.text) for bead in near))
    roomy = any(
        bead.reference and len(bead.target.text) > _ROOMY * len(bead.reference.text) > 0 for bead in near
    )
    return roomy or len(said & heard) >= _TOLD * len(said)


def _long_words(text: str) -> set[str]:
    return {stem(word.key) for word in words(text) if len(word.key) >= _LONG}


RULE = Rule(
    "A210",
    "sentence-unlike-reference",
    "Accuracy/Omission",
    Severity.MAJOR,
    since="0.2",
    check=check,
    needs=frozenset({"reference"}),
    unless=frozenset({"source"}),
)
