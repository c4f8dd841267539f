"""Rule A107: part of a sentence is not told."""

from __future__ import annotations

from collections.abc import Iterator

from transcheck.lexicons.glosses import PACKAGE
from transcheck.model import Alignment, Finding, Passage, Rule, Severity, Span, Untold, passages

_DOUBTFUL, _SURE = 10.0, 20.0  # characters without a trace or room
_QUOTES = ' \u3000"“”‘’「」『』（）()《》'
_LONG = 24


def check(alignment: Alignment) -> Iterator[Finding]:
    """English is too short for its source, and has no word for a part of it.

    Why:
        The sentence reads well without the part, so only a comparison shows that a statement is gone.

    Flagged:
        开会。 ¶ 他来了。 ¶ 他说，⟦要严格落实防汛责任制，保障群众生命安全⟧。 ¶ 我走了。 ¶ 散会。 => They met. ¶ He came. ¶ He spoke. ¶ I left. ¶ End.

    Accepted:
        他强调，要严格落实防汛责任，保障群众生命安全。 => He stressed it.
        会开了。 ¶ 他来了。 ¶ 全球定位系统和北斗卫星导航系统可用。 ¶ 她走了。 ¶ 散会。 => They met. ¶ He came. ¶ GPS and BDS do. ¶ She left. ¶ End.

    Limits:
        Whole clauses of about ten characters or more, and only in documents of five segments or more, which tell how
        terse their English is. A clause that shares words with the rest may be missed.
    """
    for linked, passage in passages(alignment, "source"):
        if linked.untold is not None:
            yield _finding(linked.bead.id, passage, linked.untold)


def _finding(bead: str, source: Passage, left: Untold) -> Finding:
    span = _trimmed(source, left.span)
    part = source.quote(span)
    shown = part if len(part) <= _LONG else f"{part[: _LONG // 2]}…{part[-_LONG // 2 :]}"
    return Finding(
        RULE.code,
        RULE.severity,
        f"Nothing in the English stands for {shown}, nor is there room to say it in other words.",
        bead,
        source=span,
        confidence=round(0.6 + 0.3 * min(1.0, (left.size - _DOUBTFUL) / (_SURE - _DOUBTFUL)), 2),
    )


def _trimmed(source: Passage, span: Span) -> Span:
    """A stretch without blanks and quotation marks at its ends."""
    text = source.quote(span)
    start = span.start + len(text) - len(text.lstrip(_QUOTES))
    return Span(start, max(start, span.start + len(text.rstrip(_QUOTES))))


RULE = Rule(
    "A107",
    "omitted-part",
    "Accuracy/Omission",
    Severity.MAJOR,
    since="0.2",
    check=check,
    needs=frozenset({"source"}),
    package=PACKAGE,
)
