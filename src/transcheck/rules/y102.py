"""Rule Y102: no space after a punctuation mark."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transcheck.model import Alignment, Finding, Rule, Severity, passages
from transcheck.rules.anatomy import in_prose

_WORD = r"[^\W\d_]{2,}"
_GLUED = (
    re.compile(rf"({_WORD}[\"”’)]?[,;])(?=[^\W\d_])"),  # Committee,member
    re.compile(
        r"((?<![.\w])[^\W\d_]?[^\W\d_]*[a-z]{2}[.!?])(?=(?:[A-Z][a-z]+|A|I)\b(?!\.\w))"
    ),  # party.Photo
    re.compile(rf"({_WORD}[\"”]?[,;])(?=\d{{1,4}}\b(?![,\d]))"),  # May,2021
)
# Names that hold a stop: Node.js, Booking.com, Amazon.co; the shop's own spelling.
_TAIL = re.compile(rf"\d*{_WORD}|\d+|[AI]\b")


# What all of them need: without it there is nothing to look for.
_TOUCH = re.compile(r"[,;.!?][\"”’)]?[^\W_]")


def _places(text: str) -> Iterator[tuple[int, int, str]]:
    if not _TOUCH.search(text):
        return
    for pattern in _GLUED:
        for match in pattern.finditer(text):
            tail = _TAIL.match(text, match.end()) or re.compile(r"\w+").match(text, match.end())
            if (
                tail
                and in_prose(text, match.end() - 1, match.end() + 1)
                and not _name(match.group(1), tail.group())
            ):
                yield match.start(), tail.end(), f"{match.group(1)} {tail.group()}"


def _name(head: str, tail: str) -> bool:
    """Whether the two are one name, as in Yahoo!Japan or Will.I.Am."""
    return head[-1] == "!" or (head[-1] == "." and len(tail) == 1 and tail not in "AI")


def check(alignment: Alignment) -> Iterator[Finding]:
    """A comma, semicolon or full stop touches the next word.

    Why:
        Chinese sets no space after its marks; where the machine kept that habit, two words or two sentences
        run together.

    Flagged:
        => He has served as secretary of the ⟦Committee,member⟧ of the standing committee.
        => He presided over a symposium for people outside the ⟦party.Photo⟧ by the paper.
        => He was born in ⟦May,2021⟧ and grew up there.

    Accepted:
        => It costs 3,000 yuan at 10:30 and the ratio is 3:1.
        => The U.S.-led talks began at 9 a.m.in all.
        => Read www.example.com,or write to a.b@example.org.
        => See report.Pdf and main.py for J.R.R.Tolkien.
        => "Stop," he said. "Go!"
        => Ph.D. students met Mr. Li at St. John's.

    Limits:
        Lower-case words after a full stop may be addresses, and are let pass.
    """
    for linked, passage in passages(alignment, "target"):
        for start, end, cure in _places(passage.text):
            yield Finding(
                RULE.code,
                RULE.severity,
                f"A space is missing: “{cure}”.",
                linked.bead.id,
                target=passage.at(start, end),
                suggestion=cure,
                confidence=0.95,
            )


RULE = Rule(
    "Y102", "missing-space", "Linguistic conventions/Punctuation", Severity.MINOR, since="0.1", check=check
)
