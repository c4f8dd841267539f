"""From the places where sentences end to spans that tile the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from transcheck.model import Span

Ends = Callable[[str], Iterator[int]]

# Everything that str.splitlines() takes for the end of a line: all of it is white space.
_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_SPACE = re.compile(r"\s*")
_SPOKEN = re.compile(r"\w")


def tile(text: str, ends: Ends) -> tuple[Span, ...]:
    """Sentences that tile the text: `ends` yields where they end within a line, in ascending order.

    A line break always ends a sentence. White space belongs to the sentence before it, at the beginning of
    the text to the first one. A piece of a line without any letter or figure is no sentence of its own.
    """
    spans: list[Span] = []
    start = 0
    for cut in _cuts(text, ends):
        spans.append(Span(start, cut))
        start = cut
    if start < len(text):  # nothing but white space
        spans.append(Span(start, len(text)))
    return tuple(spans)


def _cuts(text: str, ends: Ends) -> Iterator[int]:
    for match in _LINE.finditer(text):
        line, offset = match.group(), match.start()
        if line.isspace():
            continue
        for end in _spoken(line, ends(line)):
            yield _after_space(text, offset + end)
        yield _after_space(text, match.end())


def _spoken(line: str, ends: Iterator[int]) -> Iterator[int]:
    """The ends that leave a letter or a figure on both sides."""
    last = next((place for place in reversed(range(len(line))) if _SPOKEN.match(line, place)), -1)
    begun, start = False, 0
    for end in ends:
        begun = begun or bool(_SPOKEN.search(line, start, end))
        start = end
        if begun and last >= end:
            yield end
            begun = False


def _after_space(text: str, place: int) -> int:
    space = _SPACE.match(text, place)
    return space.end() if space else place
