"""Rule P111: a person of a list is lost."""

from __future__ import annotations

from collections.abc import Iterator

from transcheck.model import Alignment, Finding, Rule, Severity
from transcheck.rules.list_members import lost_members

_SAYS = "{zh} ({right}) has no counterpart in the English, though {beside} beside it has."


def check(alignment: Alignment) -> Iterator[Finding]:
    """Of persons named side by side English has some, and nothing stands for another.

    Why:
        Whom a meeting brought together is what the sentence tells; with a guest missing it tells something else.

    Flagged:
        会议由马克龙、⟦默克尔⟧共同主持。 => Macron chaired the meeting.
        沈明远、⟦周立群⟧、何志远陪同美国客人。 => Shen Mingyuan and He Zhiyuan accompanied the American guests.

    Accepted:
        会议由马克龙、默克尔共同主持。 => Macron and Merkel chaired the meeting.
        会议由马克龙、默克尔共同主持。 => The two leaders chaired the meeting.
        特朗普和普京会晤。 => Trump met his Russian counterpart.
        会议由马克龙、默克尔共同主持。 => Macron and the chancellor chaired the meeting.

    Limits:
        Foreign names, and Chinese ones in a text about other countries, are reported in lists only; else see P103.
    """
    yield from lost_members(RULE, alignment, "person", _SAYS)


RULE = Rule(
    "P111",
    "missing-in-list",
    "Accuracy/Omission",
    Severity.MAJOR,
    since="0.2",
    check=check,
    needs=frozenset({"source"}),
)
