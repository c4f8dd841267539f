"""Findings that do not count: refused by an editor, from a file that is exempt, or excused in the text itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from transcheck.config import Settings
from transcheck.model import Bundle
from transcheck.reporting.records import FindingRecord
from transcheck.text import LINE_END

Findings = tuple[FindingRecord, ...]

# <!-- transcheck: ignore P101, Y --> excuses the paragraph it stands in or before, ignore-file all of the file.
_REMARK = re.compile(r"<!--\s*transcheck:\s*(ignore-file|ignore)(?=\s|--)([^>]*?)-->")
_NAMES = re.compile(r"(?:\s*,?\s*(?:[A-Z]\d{0,3}|[a-z]+(?:-[a-z]+)+)(?=[\s,]|$))*", re.IGNORECASE)
_NAME = re.compile(r"[\w-]+")
_FENCE = re.compile(r"\s*(```+|~~~+)")
# What begins a block of its own without a blank line before it: an item, a row, a heading, a quote.
_BEGINS = re.compile(r"\s*(?:[-*+]\s|\d+[.)]\s|\||#{1,6}\s|>)")


@dataclass(frozen=True, slots=True)
class Excuse:
    """Lines of a target file in which some rules, or without names all, do not count."""

    path: str
    first: int
    last: int
    names: tuple[str, ...]

    def covers(self, finding: FindingRecord) -> bool:
        """Whether a finding lies there and is of such a rule."""
        line = finding.target_line
        named = not self.names or any(
            finding.rule.startswith(name) or finding.name == name for name in self.names
        )
        return (
            finding.target_path == self.path
            and line is not None
            and self.first <= line <= self.last
            and named
        )


def excuses(bundles: Iterable[Bundle]) -> tuple[Excuse, ...]:
    """What the remarks in Markdown targets excuse; plain text has no place for remarks."""
    return tuple(
        excuse
        for bundle in bundles
        if bundle.target.prose is not None
        for excuse in _excuses(bundle.target.path, bundle.target.text)
    )


def _excuses(path: str, text: str) -> Iterable[Excuse]:
    """
    >>> [(e.first, e.last, e.names) for e in _excuses("a.md", "<!-- transcheck: ignore P101 -->\\n\\nOne\\ntwo.\\n\\nThree.")]
    [(1, 4, ('P101',))]
    """
    lines = LINE_END.split(text)
    fence = ""
    for number, line in enumerate(lines):
        mark = _FENCE.match(line)
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
        for remark in () if fence else _REMARK.finditer(line):
            if line.count("`", 0, remark.start()) % 2:
                continue  # an example of a remark
            listed = _NAMES.match(remark[2])
            names = tuple(_canonical(name) for name in _NAME.findall(listed[0] if listed else ""))
            if remark[1] == "ignore-file":
                yield Excuse(path, 1, len(lines), names)
            else:
                yield Excuse(path, *_block(lines, number, alone=line.strip() == remark[0]), names)


def _canonical(name: str) -> str:
    return name.lower() if "-" in name else name.upper()


def _block(lines: Sequence[str], number: int, *, alone: bool) -> tuple[int, int]:
    """The first and the last line, from 1, of the block that a line stands in, or of the next one if it is alone."""
    first = last = number
    if alone and not (number and lines[number - 1].strip() and not _BEGINS.match(lines[number - 1])):
        last += 1
        while last < len(lines) and not lines[last].strip():
            last += 1
    else:
        while first and lines[first - 1].strip() and not _BEGINS.match(lines[first]):
            first -= 1
    while last + 1 < len(lines) and lines[last + 1].strip() and not _BEGINS.match(lines[last + 1]):
        last += 1
    return first + 1, last + 1


def sifted(
    findings: Iterable[FindingRecord], settings: Settings, excused: Iterable[Excuse] = ()
) -> tuple[Findings, Findings]:
    """The findings that count, and those that do not."""
    excused = tuple(excused)
    kept: list[FindingRecord] = []
    dismissed: list[FindingRecord] = []
    for finding in findings:
        gone = (
            finding.finding_id in settings.dismissed
            or settings.ignores(finding.rule, finding.name, finding.target_path)
            or any(excuse.covers(finding) for excuse in excused)
        )
        (dismissed if gone else kept).append(finding)
    return tuple(kept), tuple(dismissed)
