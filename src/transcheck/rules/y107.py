"""Rule Y107: a sentence begins with a small letter."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transcheck.model import Alignment, Finding, LinkedBead, Passage, Rule, Severity, Span, passages
from transcheck.rules.anatomy import ends_sentence, ends_short, in_prose, is_headline, sentences

_SMALL = re.compile(r"[\"“‘'(]?([a-z]+)(?![\w.@])(?!-?[A-Z0-9])")
# Small first words of names: particles, and brands that keep their small letter.
_KEPT = frozenset("de da di du del della van von der den ter bin ibn al el la le y e i x ya".split())
_ENOUGH = 5  # shorter pieces are items of a list


def _starts(passage: Passage, before: str | None) -> Iterator[Span]:
    """Local spans of first words that lack their capital; `before` is the text of the bead before, if there is one."""
    text = passage.text
    previous = before
    for span in sentences(text):
        sentence = text[span.start : span.end]
        first = _SMALL.match(sentence)
        if first and _counts(sentence, first, previous) and in_prose(text, span.start, span.start + 1):
            yield Span(span.start + first.start(1), span.start + first.end(1))
        previous = sentence


def _counts(sentence: str, first: re.Match[str], previous: str | None) -> bool:
    if first.group(1) in _KEPT or is_headline(sentence) or len(sentence.split()) < _ENOUGH:
        return False
    if not re.search(r"[.!?][\"'”’)\]]*$", sentence):
        return False
    return previous is None or _stops(previous)


def _stops(previous: str) -> bool:
    """Whether the text before ended with a full stop that is no abbreviation's, and no colon or quotation."""
    plain = re.search(r"[a-z0-9%)][.!?]\s*$", previous)
    return bool(plain) and ends_sentence(previous) and not ends_short(previous, len(previous.rstrip()))


def check(alignment: Alignment) -> Iterator[Finding]:
    """The first word of a sentence has no capital.

    Why:
        It is where the machine cut a sentence in two, and the reader wonders what was lost.

    Flagged:
        => The meeting was held in Changsha. ⟦the⟧ mayor and others attended it.
        => The meeting was held in Changsha. ¶ ⟦leaders⟧ of the province attended the meeting.

    Accepted:
        => The meeting was held in Changsha. The mayor attended it.
        => He asked, "Why?" and then he left the room.
        => He came at 9 a.m. and left at 10 p.m. on the same day.
        => The tasks are these: ¶ to learn from the people and to serve them.
        => He came. iPhone sales rose by ten percent this year.
        => He came. eBay and xAI are firms of some size.
        => "Stop!" he said to the men at the gate.
        => Wait... and see what they will do next.
        => apples and pears

    Limits:
        Pieces of fewer than five words, and lines without a stop at their end, are let pass.
    """
    before: str | None = None
    for linked, passage in passages(alignment, "target"):
        for span in _starts(passage, before):
            yield _finding(linked, passage, span)
        before = passage.text


def _finding(linked: LinkedBead, passage: Passage, span: Span) -> Finding:
    word = passage.text[span.start : span.end]
    return Finding(
        RULE.code,
        RULE.severity,
        f"The sentence begins with a small letter: “{word}”.",
        linked.bead.id,
        target=passage.at(span.start, span.end),
        suggestion=word[0].upper() + word[1:],
        confidence=0.85,
    )


RULE = Rule(
    "Y107", "small-letter-start", "Linguistic conventions/Spelling", Severity.MINOR, since="0.1", check=check
)
