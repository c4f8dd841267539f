"""Findings that do not count: refused by an editor, from a file that is exempt, or excused in the text itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from transcheck.config import Settings
from transcheck.model import Bundle
from transcheck.reporting.records import FindingRecord

Findings = tuple[FindingRecord, ...]

# <!-- transcheck: ignore P101, Y --> excuses the paragraph it stands in or before, ignore-file all of the file.
_REMARK = re.compile(r"<!--\s*transcheck:\s*(ignore(?:-file)?)\b([^>]*?)-->")
_NAME = re.compile(r"[\w-]+")


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
    lines = text.splitlines()
    for remark in _REMARK.finditer(text):
        names = tuple(_NAME.findall(remark[2]))
        if remark[1] == "ignore-file":
            yield Excuse(path, 1, len(lines), names)
            continue
        first = text.count("\n", 0, remark.start()) + 1
        alone = lines[first - 1].strip() == remark[0]
        begin = first + 1 if alone else first
        while alone and begin <= len(lines) and not lines[begin - 1].strip():
            begin += 1
        last = begin
        while last < len(lines) and lines[last].strip():
            last += 1
        yield Excuse(path, first, last, names)


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
