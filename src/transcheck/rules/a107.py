"""Rule A107: part of a sentence is not told."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transcheck.lexicons.glosses import PACKAGE
from transcheck.model import Alignment, Finding, Passage, Rule, Severity, Span, Untold, passages

_DOUBTFUL, _SURE = 12.0, 22.0  # characters without a trace or room
_MARKS = "\\s，,、；;：:。"
_EDGE = re.compile(f"^[{_MARKS}]+|[{_MARKS}“‘（(《]+$")
_MARK = re.compile(f"[{_MARKS}]")
_NEAR = 4  # a clause that begins or ends so near belongs to the part
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
        From about fifteen characters on, and only in documents of five segments or more, which tell how terse their English
        is. A part that shares words with the rest may be missed. Offices that a terse list of names leaves out are reported.
    """
    for linked, passage in passages(alignment, "source"):
        if linked.untold is not None:
            yield _finding(linked.bead.id, passage, linked.untold)


def _finding(bead: str, source: Passage, left: Untold) -> Finding:
    span = _whole(source, left.span)
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


def _whole(source: Passage, span: Span) -> Span:
    """A stretch as far as the next marks, if they are near, and without marks at its ends."""
    text, start, end = source.text, span.start - source.start, span.end - source.start
    before = [at for at in range(max(0, start - _NEAR), start + 1) if at == 0 or _MARK.match(text[at - 1])]
    after = [
        at for at in range(end, min(len(text), end + _NEAR) + 1) if _MARK.match(text[at : at + 1] or "。")
    ]
    start, end = max(before, default=start), min(after, default=end)
    part = text[start:end]
    head = _EDGE.match(part)
    start += head.end() if head else 0
    return source.at(start, start + len(_EDGE.sub("", part)))


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
