"""Markdown → its prose: the text of headings, paragraphs, list items and table cells, with its places.

Left out: front matter, code, HTML blocks, definitions of links, and all marks. Inline code and addresses are one
OPAQUE character each. A block ends a line of the prose; a line break within a paragraph is a space, between Chinese
characters nothing.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from transcheck.model import Prose, Run, Span
from transcheck.reading.inline import OPAQUE, Mark, find_marks, label_key
from transcheck.text import LINE_END

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_LINE = re.compile(r"[^\r\n]*")
_FRONT = {"---": ("---", "..."), "+++": ("+++",)}
_KEY = re.compile(r"""["']?[\w.-]+["']?\s*[:=]|\[""")
# Lines of site generators that are no Markdown: ::: tip, {{< figure >}}, {% endif %}, [[toc]].
_FOREIGN_LINE = re.compile(r"\s*(?::{3,}.*|\{\{[<%].*[%>]\}\}|\{%.*%\}|\[\[?toc\]\]?|!!! .*)\s*", re.I)
# What a block may begin with that is not its text: [x] of a task, [^1]: of a note, [!NOTE] of a call-out.
_HEAD = re.compile(r"\[[ xX]\][ \t]+|\[\^[^\]\s]+\]:[ \t]*|\[![A-Za-z]+\][ \t]*(?:\n|$)")
# A note that looks like the definition of a link, for Chinese has no spaces: [^1]: 数据来自年报。, [注1]: 见上文。 The
# parser is shown a heading, which is a block of one line.
_NOTE = re.compile(
    r"^([ >]*)\[(?=\^[^\]\s]+\]:(?![ \t]*<?[a-z+]+:\S+[ \t]*$)|[^\]]+\]:[ \t]*[\u3000-\u9fff](?!\S*\.[A-Za-z]{2,4}[ \t]*$))"
)
_GOES_ON = re.compile(r"[ >]*(?!\[[^\]]+\]:)\S")  # a line that is no note or definition of its own
_ANCHOR = re.compile(r"[ \t]*\{[#.:][^{}\n]*\}$")
_BREAK = re.compile(r"[ \t]*\n[ \t]*")
_AMBIGUOUS = frozenset("“”‘’…—·")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the document without its end, and where the end's last character stands."""

    start: int
    text: str
    feed: int


@dataclass(frozen=True, slots=True)
class _Block:
    """The lines of one block from where their text begins, joined by line feeds; `starts` are (here, in the document)."""

    text: str
    starts: tuple[tuple[int, int], ...]
    feeds: tuple[int, ...]

    def place(self, offset: int) -> int:
        """Where a character of the block stands in the document."""
        number = bisect_right(self.starts, offset, key=lambda pair: pair[0]) - 1
        here, there = self.starts[number]
        end = self.starts[number + 1][0] if number + 1 < len(self.starts) else len(self.text) + 1
        return self.feeds[number] if offset == end - 1 and offset < len(self.text) else there + offset - here

    def span(self, start: int, end: int) -> Span:
        """Where a stretch of the block stands in the document."""
        return Span(self.place(start), self.place(end - 1) + 1)


def markdown_prose(text: str) -> Prose:
    """The prose of a Markdown document; never fails, whatever the text.

    >>> markdown_prose("# *News*\\n\\n- one `x`\\n  two\\n").text
    'News\\none \\ufffc two\\n'
    """
    lines = _lines(text)
    shown = "\n".join(_visible(lines))
    environment: dict[str, dict[str, object]] = {}
    tokens = _parser().parse(shown, environment)
    labels = frozenset(label_key(label) for label in environment.get("references", {}))
    return _joined(_block_runs(block, labels) for block in _blocks(tokens, lines))


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"maxNesting": 100}).enable("table").disable("inline")


def _lines(text: str) -> list[_Line]:
    found, start = [], 0
    for end in LINE_END.finditer(text):
        found.append(_Line(start, text[start : end.start()], end.end() - 1))
        start = end.end()
    return [*found, _Line(start, text[start:], len(text))]


def _visible(lines: Sequence[_Line]) -> Iterator[str]:
    """The lines for the parser, with what it would take for text left blank."""
    front = _front_matter([line.text.rstrip() for line in lines])
    for number, line in enumerate(lines):
        hidden = number < front or _FOREIGN_LINE.fullmatch(line.text)
        after = lines[number + 1].text if number + 1 < len(lines) else ""
        shown = line.text.replace("\x00", "\ufffd")
        yield "" if hidden else _NOTE.sub(r"\1(" if _GOES_ON.match(after) else r"\1# (", shown)


def _front_matter(lines: Sequence[str]) -> int:
    """How many lines at the beginning hold YAML or TOML about the document."""
    closing = _FRONT.get(lines[0].removeprefix("\ufeff"), ())
    end = next((number for number in range(1, len(lines)) if lines[number] in closing), 0)
    inner = next((line for line in lines[1:end] if line and not line.startswith("#")), "a:")
    return end + 1 if end and _KEY.match(inner) else 0


def _blocks(tokens: Sequence[Token], lines: Sequence[_Line]) -> Iterator[_Block]:
    row, place = -1, 0
    for number, token in enumerate(tokens):
        if token.type != "inline" or not token.map or not token.content.strip():
            continue
        first = token.map[0]
        opener = tokens[number - 1].type
        if opener in ("th_open", "td_open"):
            place = place if first == row else 0
            row = first
            block, place = _cell(lines[first], token.content, place)
        else:
            contents = token.content.split("\n")
            block = _paragraph(
                lines[first : first + len(contents)], contents, heading=opener == "heading_open"
            )
        yield block


def _cell(line: _Line, content: str, place: int) -> tuple[_Block, int]:
    """A cell of a table row, looked for from where the cell before it ended, and where it ends."""
    written = content.replace("|", "\\|")
    start = line.text.find(written, place)
    if start < 0:  # written otherwise, with tabs: the whole rest of the row
        start, written = place, line.text[place:]
    block = _Block(written, ((0, line.start + start),), (line.feed,))
    return block, start + len(written)


def _paragraph(lines: Sequence[_Line], contents: Sequence[str], *, heading: bool) -> _Block:
    parts: list[str] = []
    starts: list[tuple[int, int]] = []
    at = 0
    for line, content in zip(lines, contents, strict=False):
        start = _find(line.text, content.strip())
        part = line.text[start:]
        if heading:
            part = _ANCHOR.sub("", part[: len(content.strip())] if part.startswith(content.strip()) else part)
        starts.append((at, line.start + start))
        parts.append(part)
        at += len(part) + 1
    feeds = tuple(line.feed for line in lines[: len(parts)])
    return _Block("\n".join(parts).rstrip(), tuple(starts), feeds)


def _find(line: str, content: str) -> int:
    """Where the text of a block begins in one of its lines: it reaches to the end, but in headings."""
    start = len(line.rstrip()) - len(content)
    if start >= 0 and line.startswith(content[1:], start + 1):  # the first character may be one of `_visible`
        return start
    return max(0, line.rfind(content))


def _block_runs(block: _Block, labels: Collection[str]) -> list[tuple[str, Run]]:
    """The pieces of prose of a block with their runs, whose `at` is still to come."""
    head = _HEAD.match(block.text)
    begin = head.end() if head else 0
    marks = [mark for mark in find_marks(block.text, labels) if mark.start >= begin]
    return list(_runs(block, _smooth(list(_pieces(block.text, begin, marks)))))


def _pieces(text: str, place: int, marks: Sequence[Mark]) -> Iterator[Mark]:
    """The whole block as a sequence: marks, and what lies between them as `whole` pieces, line breaks apart."""
    for mark in [*marks, Mark(len(text), len(text))]:
        for stop in [*_BREAK.finditer(text, place, mark.start), None]:
            end = stop.start() if stop else mark.start
            if place < end:
                yield Mark(place, end, "whole", text[place:end])
            if stop:
                feed = text.index("\n", stop.start())
                yield Mark(feed, feed + 1, "whole", "\n ")
            place = stop.end() if stop else mark.end
        if mark.start < mark.end:
            yield mark


def _smooth(pieces: Sequence[Mark]) -> Iterator[Mark]:
    """The pieces with the line breaks inside a paragraph ("\\n " so far) as a space, or as nothing."""
    for number, piece in enumerate(pieces):
        if piece.prose != "\n ":
            yield piece
            continue
        before = next((p.prose[-1] for p in reversed(pieces[max(0, number - 9) : number]) if p.prose), "\n")
        after = next((p.prose[0] for p in pieces[number + 1 : number + 10] if p.prose), "\n")
        if not (before.isspace() or after.isspace() or _is_seamless(before, after)):
            yield Mark(piece.start, piece.end, "whole", " ")


def _is_seamless(before: str, after: str) -> bool:
    """Whether two characters on both sides of a line break belong together, as in Chinese."""
    wide = [unicodedata.east_asian_width(char) in "WF" for char in (before, after)]
    return any(wide) and all(w or char in _AMBIGUOUS for w, char in zip(wide, (before, after), strict=True))


def _runs(block: _Block, pieces: Iterator[Mark]) -> Iterator[tuple[str, Run]]:
    opened: int | None = None
    last: tuple[str, Run] | None = None
    for piece in pieces:
        if piece.kind == "open":
            opened = piece.start if opened is None else opened
        elif piece.kind == "close":
            if last:
                last = _closed(last, block.span(piece.start, piece.end))
            opened = None
        else:
            if last:
                yield last
            span = block.span(piece.start, piece.end)
            last = (piece.prose, Run(0, span, _opened(block, opened, span)))
            opened = None
    if last:
        yield last


def _opened(block: _Block, opened: int | None, span: Span) -> int:
    """How many characters of opening marks lie right before a run, on its line."""
    return 0 if opened is None else span.start - block.place(opened)


def _closed(last: tuple[str, Run], mark: Span) -> tuple[str, Run]:
    """A run with the mark that closes right behind it; a mark further on is nobody's."""
    prose, run = last
    if mark.start != run.span.end + run.after:
        return last
    return prose, Run(run.at, run.span, run.before, run.after + len(mark))


def _joined(blocks: Iterator[list[tuple[str, Run]]]) -> Prose:
    """One prose of all blocks, each followed by a line feed that stands for no character."""
    parts: list[str] = []
    runs: list[Run] = []
    at = 0
    for block in blocks:
        if not block:
            continue
        last = block[-1][1]
        end = last.span.end + last.after
        for prose, run in (*block, ("\n", Run(0, Span(end, end)))):
            parts.append(prose)
            runs.append(Run(at, run.span, run.before, run.after))
            at += len(prose)
    return Prose("".join(parts), tuple(runs))


__all__ = ["OPAQUE", "markdown_prose"]
