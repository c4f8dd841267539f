"""Lists of names: the English item that stands where the Chinese one does."""

from __future__ import annotations

import re
from collections.abc import Callable

from transcheck.lexicons.name_words import PACKAGE, rarity
from transcheck.lexicons.packages import is_installed
from transcheck.linking.windows import LONGEST, English, Window
from transcheck.model import Span

_SEPARATOR = re.compile(r"\s*(?:,|;|/|\band\b|&|\()\s*(?:and\b\s*)?")


def listed_between(
    english: English, before: Span | None, after: Span | None, is_open: Callable[[Window], bool]
) -> Window | None:
    """The one item between (or directly beside) two settled items of an English list, as an open window.

    None unless exactly one short item stands there, set off by commas or "and" on both sides.
    """
    if before is None and after is None:
        return None
    passage = english.passage
    text, start = passage.text, passage.start
    chunk: tuple[int, int] | None
    if before is not None and after is not None:
        chunk = _only_item(text, before.end - start, after.start - start)
    elif before is not None:
        chunk = _next_item(text, before.end - start)
    else:
        chunk = _previous_item(text, after.start - start) if after is not None else None
    if chunk is None:
        return None
    inside = [w for w in english.windows if w.words[0].start >= chunk[0] and w.words[-1].end <= chunk[1]]
    inside = [w for w in inside if not _opens_with_role(w)] or inside
    whole = max(inside, key=lambda w: len(w.words), default=None)
    covers = whole is not None and not text[whole.words[-1].end : chunk[1]].strip(" \"'“”.)")
    return whole if whole is not None and covers and len(whole.words) < LONGEST and is_open(whole) else None


def _opens_with_role(window: Window) -> bool:
    """Whether a window begins a text with what its people are: Villagers Cedain Zhoigar."""
    first = window.words[0]
    plain = first.start == 0 and first.key.endswith("s") and len(window.words) > 2
    return plain and is_installed(PACKAGE) and rarity(first.key) <= _COMMON


_COMMON = 5.5  # one word in three hundred thousand


def _only_item(text: str, start: int, end: int) -> tuple[int, int] | None:
    first = _SEPARATOR.match(text, start)
    if first is None or first.end() >= end:
        return None
    second = _SEPARATOR.search(text, first.end(), end)
    if second is None or second.end() != end:
        return None
    return first.end(), second.start()


def _next_item(text: str, start: int) -> tuple[int, int] | None:
    first = _SEPARATOR.match(text, start)
    if first is None:
        return None
    end = re.compile(r"[,;/().:]| and | were | was | will | have |$").search(text, first.end())
    return (first.end(), end.start()) if end and text[first.end() : first.end() + 1].isupper() else None


def _previous_item(text: str, end: int) -> tuple[int, int] | None:
    found = list(_SEPARATOR.finditer(text, 0, end))
    if not found or found[-1].end() != end:
        return None
    stop = found[-1].start()
    starts = [m.end() for m in re.finditer(r"[,;/(:]\s*| and |^", text[:stop])]
    at = starts[-1] if starts else 0
    return (at, stop) if text[at : at + 1].isupper() else None
