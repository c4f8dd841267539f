"""Text → sentences, as spans of the untouched text.

`split_chinese` and `split_english` tile the text; `sentences` gives the same pieces without the white space
around them, the units of alignment; `lines` takes the lines of a text that somebody has split already.
"""

from __future__ import annotations

import re

from transcheck.model import Lang, Span
from transcheck.segmenting.chinese import split_chinese
from transcheck.segmenting.english import split_english

__all__ = ["lines", "sentences", "split_chinese", "split_english"]


def sentences(text: str, lang: Lang) -> tuple[Span, ...]:
    """The sentences of a text without the white space around them; blank ones are left out.

    >>> sentences("  One came.  Two went. ", "en")
    (Span(start=2, end=11), Span(start=13, end=22))
    """
    tiles = split_chinese(text) if lang == "zh" else split_english(text)
    trimmed = (_trim(text, tile) for tile in tiles)
    return tuple(span for span in trimmed if span is not None)


def lines(text: str) -> tuple[tuple[int, Span], ...]:
    """The lines that hold something, trimmed, each with its 0-based number; blank lines keep theirs.

    A line ends with LF or CR LF; a lone CR ends one only in a text without any LF.

    >>> lines("one\\r\\n\\r\\n two")
    ((0, Span(start=0, end=3)), (2, Span(start=8, end=11)))
    """
    end_of_line = "\n" if "\n" in text else "\r"
    found, start = [], 0
    for number, line in enumerate(text.split(end_of_line)):
        span = _trim(text, Span(start, start + len(line)))
        if span is not None:
            found.append((number, span))
        start += len(line) + 1
    return tuple(found)


_CORE = re.compile(r"\S(?:.*\S)?", re.DOTALL)


def _trim(text: str, span: Span) -> Span | None:
    core = _CORE.search(text, span.start, span.end)
    return Span(core.start(), core.end()) if core else None
