"""What a sentence does with a person: appoints, or removes."""

from __future__ import annotations

import re
from typing import Literal

Role = Literal["in", "out", ""]

_EN_OUT = "remov(?:es?|ed|ing)|dismiss(?:es|ed|ing)?|reliev(?:es?|ed|ing)|sack(?:s|ed|ing)?|oust(?:s|ed|ing)?"
_EN_IN = "appoint(?:s|ed|ing)?|nam(?:es|ed|ing)|elect(?:s|ed|ing)?"
_EN_FOLLOWS = "replac(?:es?|ed|ing)|succeed(?:s|ed|ing)?"
_EN_VERB = re.compile(
    rf"\b(?:(?P<in>{_EN_IN}|(?:replaced|succeeded)\s+by)|(?P<out>{_EN_OUT}|{_EN_FOLLOWS}))\b", re.IGNORECASE
)
_EN_PASSIVE = re.compile(
    rf"\s+(?:was|were|is|are|be|has been|have been|had been)\s+(?:\w+\s+)?"
    rf"(?:(?P<out>{_EN_OUT}|replaced|succeeded)|(?P<in>{_EN_IN}))\b"
)
_EN_TAKES = re.compile(rf"\s+(?P<in>{_EN_FOLLOWS})\b")


def english_role(text: str, start: int, end: int) -> Role:
    """What an English text does with the person whose name stands from `start` to `end`.

    >>> english_role("They removed Li Ming and appointed Wang Tao.", 13, 20)
    'out'
    >>> english_role("Li Ming was appointed.", 0, 7)
    'in'
    """
    following = _EN_PASSIVE.match(text, end) or _EN_TAKES.match(text, end)
    return role_of(following or last(_EN_VERB, re.split(r"[.;]\s", text[:start])[-1]))


def last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The match that ends last."""
    return max(pattern.finditer(text), key=lambda match: match.end(), default=None)


def role_of(match: re.Match[str] | None) -> Role:
    """The role of what a pattern with the groups `in` and `out` matched."""
    if match is None:
        return ""
    return "out" if match.groupdict().get("out") else "in"
