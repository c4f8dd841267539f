"""Rule A103: Chinese characters left in the English."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transcheck.model import Alignment, Finding, Rule, Severity, passages
from transcheck.text import HAN, HAN_RUN

# Chinese words with the Chinese marks between them are one place.
_RUN = re.compile(f"[{HAN}]+(?:[，、。：；·“”《》（）\\d]*[{HAN}]+)*")
_OPEN = re.compile(r"[(（\[【,/][^()（）\[\]]*$")
_CLOSE = re.compile(r"^[^()（）\[\]]*[)）\]】]")


def _is_gloss(text: str, start: int, end: int) -> bool:
    """Whether the Chinese stands in brackets after an English word, as the original of it."""
    opened = _OPEN.search(text[:start])
    if opened and opened.group()[0] in "(（[【" and _CLOSE.match(text[end:]):
        return bool(re.search(r"[A-Za-z][\"'”’]?\s*$", text[: opened.start()]))
    return False


def _explains(text: str, end: int) -> bool:
    """Whether the English meaning follows in brackets or after a dash: 福 (good fortune)."""
    return bool(re.match(r"[\"'”’]?\s*[(（,—–-]\s*(?:which|meaning|literally|[\"'“‘]|[A-Za-z]+)", text[end:]))


def check(alignment: Alignment) -> Iterator[Finding]:
    """Words of the source stand untranslated in the English.

    Why:
        Most readers of the English cannot read them.

    Flagged:
        => The meeting was held in ⟦长沙⟧ on Monday.
        => He visited the ⟦湖南省博物馆⟧ yesterday.
        => The “⟦双减⟧” policy took effect.

    Accepted:
        => The meeting was held in Changsha (长沙).
        => The character 福 (good fortune) hangs on every door.
        => Li Na (李娜, born 1982) retired in 2014.
        => He spoke of "common prosperity" (共同富裕).

    Limits:
        Chinese in brackets after an English word, or with its meaning right behind it, is taken for a gloss.
    """
    for linked, passage in passages(alignment, "target"):
        for match in _RUN.finditer(passage.text):
            if _is_gloss(passage.text, *match.span()) or _explains(passage.text, match.end()):
                continue
            words = HAN_RUN.search(match.group())
            yield Finding(
                RULE.code,
                RULE.severity,
                f"“{match.group()}” was left in Chinese.",
                linked.bead.id,
                target=passage.at(*match.span()),
                entity=words.group() if words else None,
                confidence=0.95,
            )


RULE = Rule("A103", "untranslated-chinese", "Accuracy/Untranslated", Severity.MAJOR, since="0.1", check=check)
