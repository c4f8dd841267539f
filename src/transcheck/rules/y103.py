"""Rule Y103: Chinese punctuation in English text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transcheck.model import Alignment, Finding, Rule, Severity, passages
from transcheck.text import HAN

TWINS = {
    "，": ", ", "。": ". ", "：": ": ", "；": "; ", "（": " (", "）": ") ", "、": ", ", "！": "! ", "？": "? ", "「": " “", "」": "” ",
    "『": " ‘", "』": "’ ", "《": " “", "》": "” ", "〈": " “", "〉": "” ", "【": " [", "】": "] ", "％": "%", "～": "-",
}  # fmt: skip
_MARK = re.compile("[，。：；（）、！？「」『』《》〈〉【】％～]+")
_HAN = re.compile(f"[{HAN}]")


def _belongs_to_chinese(text: str, start: int, end: int) -> bool:
    """Whether the mark stands beside Chinese characters: then the Chinese, not the mark, is what was left over."""
    return bool(_HAN.match(text[start - 1 : start]) or _HAN.match(text[end : end + 1]))


def _english(text: str, start: int, end: int) -> str:
    """The English marks, with the space that belongs to them and is not there yet."""
    marks = "".join(TWINS[char] for char in text[start:end])
    before, after = text[start - 1 : start], text[end : end + 1]
    if not before or before.isspace():
        marks = marks.lstrip()
    return marks.rstrip() if not after or after in ' \n,.;:!?)"”' else marks


def check(alignment: Alignment) -> Iterator[Finding]:
    """A full-width or Chinese mark stands between English words.

    Why:
        The fonts and the spacing of English text do not fit it; it tells the reader that nobody looked.

    Flagged:
        => The secretary⟦，⟧the mayor and others attended.
        => The meeting ended⟦。⟧
        => He read ⟦《⟧Records of the Historian⟦》⟧ aloud.

    Accepted:
        => The secretary, the mayor and others attended.
        => The word 和平（和谐） has no plural.
        => He said: “Go.” She went – at once…

    Limits:
        Marks beside Chinese characters are left to A103.
    """
    for linked, passage in passages(alignment, "target"):
        for match in _MARK.finditer(passage.text):
            start, end = match.span()
            if _belongs_to_chinese(passage.text, start, end):
                continue
            cure = _english(passage.text, start, end)
            yield Finding(
                RULE.code,
                RULE.severity,
                f"“{match.group()}” is a Chinese mark; English has “{cure.strip()}”.",
                linked.bead.id,
                target=passage.at(start, end),
                suggestion=cure,
                confidence=0.95,
            )


RULE = Rule(
    "Y103",
    "chinese-punctuation",
    "Linguistic conventions/Punctuation",
    Severity.MINOR,
    since="0.1",
    check=check,
)
