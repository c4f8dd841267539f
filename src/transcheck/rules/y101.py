"""Rule Y101: doubled or stray punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transcheck.model import Alignment, Finding, Rule, Severity, passages
from transcheck.rules.anatomy import ends_short, in_prose

# Each with the mark that should stand there.
_FAULTS = (
    (re.compile(r"(?<![.…\d])\.(?:\s?\.)(?![.…\d])(?!\s\.)"), "."),  # further..  night. .
    (re.compile(r",\s?[,;]|;\s?[,;]|:\s?[,;:](?![-)(])"), ""),  # ,,  ;,
    (re.compile(r"(?<=\w),\s?\.(?![.\d\w])"), "."),  # word,.
    (re.compile(r"(?<=[a-z]{5})\.\s?,(?!\d)"), ","),  # word.,
    (re.compile(r"(?<=[\w)”’\"%]) +[,;](?=\s|$)"), ""),  # word , word
    (re.compile(r"(?<=[a-z)”’%]) +\.(?=\s|$)(?!\s\.)"), "."),  # word .
)


def _faults(text: str) -> Iterator[tuple[int, int, str]]:
    taken = 0
    found = sorted(
        (match.start(), match.end(), cure or match.group().strip()[0])
        for pattern, cure in _FAULTS
        for match in pattern.finditer(text)
    )
    for start, end, cure in found:
        if start >= taken and not _accounted(text, start, end):
            taken = end
            yield start, end, cure


def _accounted(text: str, start: int, end: int) -> bool:
    """Whether the first stop belongs to an abbreviation (U.S.., etc.,), an ellipsis, or the place is no prose."""
    if text[start] == "." and ends_short(text, start + 1):
        return True
    spaced_ellipsis = re.search(r"\.\s$|\.\.$", text[:start])
    return bool(spaced_ellipsis) or not in_prose(text, start, end)


def check(alignment: Alignment) -> Iterator[Finding]:
    """Two stops or commas stand where one belongs, or a space stands before the mark.

    Why:
        The seams where a machine joined its pieces show here, and every reader sees them.

    Flagged:
        => The process is expected to accelerate further⟦..⟧
        => They worked day and night⟦. .⟧ The front has many talents.
        => He came⟦,,⟧ saw and left.
        => He came⟦ ,⟧ saw and left.
        => The meeting is over⟦ .⟧
        => The meeting ended⟦.,⟧ and all left.

    Accepted:
        => He hesitated... then went on.
        => He hesitated. . . then went on.
        => He hesitated.... Then he went on.
        => You said what?! No!!
        => He lives in the U.S.. She does not.
        => Apples, pears, etc., were sold by Acme Inc., a firm.
        => The rate rose from .5 to 1.5 percent.
        => Read ../files/notes.txt or www.example.com, please.
        => She asked: "Why?", and left.
        => The .NET platform has won.

    Limits:
        Repeated exclamation and question marks are style, not faults; spaces inside quotation marks are let pass.
    """
    for linked, passage in passages(alignment, "target"):
        for start, end, cure in _faults(passage.text):
            yield Finding(
                RULE.code,
                RULE.severity,
                f"“{passage.text[start:end]}” should be “{cure}”.",
                linked.bead.id,
                target=passage.at(start, end),
                suggestion=cure,
                confidence=0.95,
            )


RULE = Rule(
    "Y101",
    "doubled-punctuation",
    "Linguistic conventions/Punctuation",
    Severity.MINOR,
    since="0.1",
    check=check,
)
