"""MQM penalty points: what a finding costs, and per how many words.

A segment's penalty is its raw points; above the segment it is points per 1,000 words of English target text.
The share of points in words is a priority for a reader, not a verdict: samples below some 500 words swing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from transcheck.model import Severity

Repeats = Literal["once", "each"]

# The multipliers of MQM; a critical error fails a text by itself, so it must outweigh any heap of minor ones.
POINTS = {Severity.NEUTRAL: 0.0, Severity.MINOR: 1.0, Severity.MAJOR: 5.0, Severity.CRITICAL: 25.0}
_WORDLIKE = re.compile(r"[^\W_]")


def points(severities: Iterable[Severity]) -> float:
    """The sum of MQM points: neutral 0, minor 1, major 5, critical 25.

    >>> points([Severity.MINOR, Severity.CRITICAL])
    26.0
    """
    return float(sum(POINTS[severity] for severity in severities))


def counted(findings: Iterable[tuple[Severity, str]], *, repeats: Repeats = "once") -> tuple[Severity, ...]:
    """The severities that cost points, from pairs of severity and group (the root cause).

    `once` counts each group a single time, at its worst severity; `each` counts every place.

    >>> [s.label for s in counted([(Severity.MINOR, "a"), (Severity.MAJOR, "b"), (Severity.MAJOR, "a")])]
    ['major', 'major']
    """
    if repeats == "each":
        return tuple(severity for severity, _ in findings)
    worst: dict[str, Severity] = {}
    for severity, group in findings:
        worst[group] = max(severity, worst.get(group, severity))
    return tuple(worst.values())


def per_thousand(points: float, words: int) -> float:
    """Points per 1,000 English target words; a text without words counts as one word long.

    >>> per_thousand(10.0, 500)
    20.0
    """
    return 1000.0 * points / max(1, words)


def count_words(text: str) -> int:
    """English words as an office program counts them: what stands between spaces and holds a letter or digit.

    >>> count_words("On Aug. 8, 3.5 per cent – about 7,400 – left the so-called zone.")
    12
    """
    return sum(1 for chunk in text.split() if _WORDLIKE.search(chunk))
