"""Inline Markdown → what of it is text: emphasis, links, code, HTML and escapes told from words."""

from __future__ import annotations

import html
import re
import string
from bisect import bisect_left
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

# Bounds that no text needs and that keep hostile input from taking the square of its length.
_DEEPEST, _LONGEST_LABEL = 64, 999
OPAQUE = "\ufffc"  # stands in the prose for what is no language: code, addresses

Kind = Literal["open", "close", "whole"]


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """Markup between `start` and `end`, and the prose that stands for it.

    `open` belongs to what follows, `close` to what precedes it; `whole` stands for itself and alone has prose.
    """

    start: int
    end: int
    kind: Kind = "whole"
    prose: str = ""


@dataclass(slots=True)
class _Delimiter:
    """What is left of a run of emphasis marks that may still be closed."""

    start: int
    end: int


_TOKEN = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<hard>(?:\\|(?<![ ])[ ]{2,})\n)"
    r"|(?P<ticks>`+)"
    r"|<(?P<address>[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*|[\w.!#$%&'*+/=?^`{|}~-]+@[\w.-]+)>"
    r"|(?P<html><!--.{0,5000}?-->|</?[A-Za-z][A-Za-z0-9-]*(?:\s+[\w:.@-]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?)*\s*/?>"
    r"|<[?!][^<>]*>)"
    r"|(?P<entity>&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
    r"|(?P<note>!?\[\^[^\s\[\]]+\](?!:))"
    r"|(?P<open>!?\[)"
    r"|(?P<close>\])"
    r"|(?P<emphasis>\*+|_+|~~)",
    re.DOTALL,
)
_PUNCTUATION, _PLAIN = frozenset(string.punctuation), frozenset(string.ascii_letters + string.digits)
_OPENING_TAG = re.compile(r"<[A-Za-z]")
_BREAK = re.compile(r"<br\b", re.I)
_TARGET = re.compile(
    r"\(\s*(?:<[^<>\n]*>|(?:\\.|[^\s()\\]|\((?:\\.|[^\s()\\]|\((?:\\.|[^\s()\\])*\))*\))*)"
    r"(?:\s+(?:\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|\((?:\\.|[^()\\])*\)))?\s*\)"
)
_LABEL = re.compile(r"\[((?:\\.|[^\[\]\\]){0,999})\]")


def find_marks(text: str, labels: Collection[str] = ()) -> tuple[Mark, ...]:
    """The markup of a block's text, in order and disjoint; `labels` are those of defined references, as `label_key`.

    Emphasis is taken as its author meant it: marks may touch full-width punctuation, which strict Markdown forbids.

    >>> [text[m.start : m.end] for text in ["See **[the _law_](a.htm)**."] for m in find_marks(text)]
    ['**', '[', '_', '_', '](a.htm)', '**']
    """
    return tuple(sorted(_Scan(text, labels).marks()))


def label_key(label: str) -> str:
    """What two spellings of a reference's label have in common.

    >>> label_key(" The  Law")
    'the law'
    """
    return " ".join(label.split()).casefold()


def _kind(match: re.Match[str], prose: str) -> Kind:
    if prose:
        return "whole"
    return "open" if _OPENING_TAG.match(match.group()) else "close"


class _Scan:
    """One pass over a text from left to right."""

    def __init__(self, text: str, labels: Collection[str]) -> None:
        self.text = text
        self.labels = labels
        self.brackets: list[re.Match[str]] = []
        self.delimiters: list[_Delimiter] = []
        self.found: list[Mark] = []
        self.ticks: dict[int, list[int]] = {}

    def marks(self) -> list[Mark]:
        match = _TOKEN.search(self.text)
        while match:
            match = _TOKEN.search(self.text, self._step(match))
        return self.found

    def _step(self, match: re.Match[str]) -> int:
        """Take one token and say where to go on."""
        kind, start, end = match.lastgroup, match.start(), match.end()
        if kind == "ticks":
            return self._code(match)
        if kind == "close":
            return self._link(end)
        if kind == "open":
            self.brackets.append(match)
        elif kind == "emphasis":
            self._emphasis(match)
        elif kind == "escaped":
            self.found.append(Mark(start, start + 1, "open"))
        else:
            self.found += self._whole(match)
        return end

    def _whole(self, match: re.Match[str]) -> Iterator[Mark]:
        """Markup without a partner: breaks, addresses, characters by name, notes, HTML."""
        prose = ""
        if match["hard"] or (match["html"] and _BREAK.match(match["html"])):
            prose = "\n"
        elif match["address"]:
            prose = OPAQUE
        elif match["entity"]:
            prose = html.unescape(match["entity"])
            if prose == match["entity"]:
                return
            prose = " " if prose.isspace() else prose
        yield Mark(match.start(), match.end(), _kind(match, prose), prose)

    def _code(self, match: re.Match[str]) -> int:
        """Code from these backticks to as many others; without them they are plain characters."""
        if not self.ticks:
            for run in re.finditer("`+", self.text):
                self.ticks.setdefault(len(run.group()), []).append(run.start())
        size = len(match["ticks"])
        alike = self.ticks.get(size, [])  # none where the first of a longer run is escaped
        number = bisect_left(alike, match.end())
        if number == len(alike):
            return match.end()
        closing = alike[number]
        self.found.append(Mark(match.start(), closing + size, "whole", OPAQUE))
        return closing + size

    def _link(self, place: int) -> int:
        if not self.brackets:
            return place
        opening = self.brackets.pop()
        target = _TARGET.match(self.text, place) or self._reference(opening.end(), place)
        if target is None:
            return place
        end = target if isinstance(target, int) else target.end()
        self.found.append(Mark(opening.start(), opening.end(), "open"))
        self.found.append(Mark(place - 1, end, "close"))
        return end

    def _reference(self, start: int, place: int) -> int | None:
        """Where a link by label ends: [text][label], [label][] or [label]."""
        if not self.labels:
            return None
        inner = self.text[start : place - 1] if place - start <= _LONGEST_LABEL else ""
        label = _LABEL.match(self.text, place)
        if label and label_key(label.group(1) or inner) in self.labels:
            return label.end()
        return place if label_key(inner) in self.labels else None

    def _emphasis(self, match: re.Match[str]) -> None:
        run = match["emphasis"]
        before, after = self.text[match.start() - 1 : match.start()], self.text[match.end() : match.end() + 1]
        left = bool(after.strip()) and not (after in _PUNCTUATION and before in _PLAIN)
        right = bool(before.strip()) and not (before in _PUNCTUATION and after in _PLAIN)
        if before.isdigit() and after.isdigit():  # 2*3 is a product
            return
        if run[0] == "_":  # snake_case is a word
            left, right = left and not before.isalnum(), right and not after.isalnum()
        rest = _Delimiter(match.start(), match.end())
        if right:
            self._pair(rest, opened_too=left)
        if left and rest.start < rest.end:
            self.delimiters.append(rest)

    def _pair(self, rest: _Delimiter, *, opened_too: bool) -> None:
        """Let a run close what stands open of its kind, inner marks first; what remains of it stays in `rest`."""
        while rest.start < rest.end:
            opener = self._opener(self.text[rest.start], rest.end - rest.start, exact=opened_too)
            if opener is None:
                return
            size = min(opener.end - opener.start, rest.end - rest.start)
            self.found.append(Mark(opener.end - size, opener.end, "open"))
            self.found.append(Mark(rest.start, rest.start + size, "close"))
            opener.end -= size
            rest.start += size
            if opener.start == opener.end:
                self.delimiters.pop()

    def _opener(self, char: str, size: int, *, exact: bool) -> _Delimiter | None:
        """The nearest run that stands open; what stands open within it can no longer be closed.

        A run that could as well open closes only one of its own length: **他说*好*。**
        """
        lowest = max(0, len(self.delimiters) - _DEEPEST)
        for number in range(len(self.delimiters) - 1, lowest - 1, -1):
            opener = self.delimiters[number]
            if self.text[opener.start] == char and (not exact or opener.end - opener.start == size):
                del self.delimiters[number + 1 :]
                return opener
        return None
