"""Rule A107: part of a sentence is not told."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transcheck.lexicons.glosses import PACKAGE
from transcheck.model import Alignment, Finding, Passage, Rule, Severity, Span, Untold, passages

_LEAST = 10.0  # characters without a trace or room
_SURE = 20.0
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
        他强调，⟦必须严格落实防汛责任制度，确保群众生命财产安全⟧。 => He stressed this point.

    Accepted:
        他说，要严格落实责任制度，确保群众安全。 => He said that the system of responsibility must be strictly carried out to keep people safe.
        每个人都必须尽自己的一份力来减缓这一病毒的传播。 => Each of us must do our part to slow the spread of this virus.
        没人相信，这名平时善良、面带笑容，但不怎么说话的信徒会毁坏教堂。 => No one believed that this kind and taciturn man would destroy the church.

    Limits:
        From about a dozen characters on. Chinese that English renders with quite other words is taken for told only
        if the English is as long as usual; a part that shares words with the rest may be missed.
    """
    for linked, passage in passages(alignment, "source"):
        if linked.untold is not None and linked.untold.size >= _LEAST:
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
        confidence=round(0.6 + 0.3 * min(1.0, (left.size - _LEAST) / (_SURE - _LEAST)), 2),
    )


def _whole(source: Passage, span: Span) -> Span:
    """A stretch as far as the next marks, if they are near, and without marks at its ends."""
    text, start, end = source.text, span.start - source.start, span.end - source.start
    before = [at for at in range(max(0, start - _NEAR), start) if at == 0 or _MARK.match(text[at - 1])]
    after = [
        at for at in range(end, min(len(text), end + _NEAR) + 1) if _MARK.match(text[at : at + 1] or "。")
    ]
    start, end = min([*before, start]), max([*after[:1], end])
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
