"""What the formats for CI share: how loud a finding is, where it stands, and in which words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from transcheck.model import Severity
from transcheck.reporting.records import FindingRecord
from transcheck.text import LINE_END

Alarm = Literal["error", "warning", "note"]

_HERE = re.compile(r"(?:\./+)+")
# Controls but tab and line ends, half surrogates, non-characters: XML cannot hold them, nor can a file in UTF-8 or
# a log that people look at. U+0085 is a line end to some readers.
_UNFIT = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Region:
    """Where something stands in its file, from 1, in code points; the end column is that of the next character.

    Table rows have a line only; what stands for something that is missing has no end.
    """

    line: int
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None


def region(finding: FindingRecord) -> Region | None:
    """The place of a finding in its target; None where that has no lines: Parquet and standard input."""
    line, column, text = finding.target_line, finding.target_column, finding.target_text
    if line is None:
        return None
    if column is None or text is None:
        return Region(line, column)
    ends = [match.end() for match in LINE_END.finditer(text)]
    if not ends:
        return Region(line, column, line, column + len(text))
    return Region(line, column, line + len(ends), len(text) - ends[-1] + 1)


def repository_path(path: str | None) -> str | None:
    """A path as CI servers know it: those below the working folder without a leading `./`.

    >>> repository_path("./zh/a.txt"), repository_path("../a.txt"), repository_path(None)
    ('zh/a.txt', '../a.txt', None)
    """
    return _HERE.sub("", path, count=1) if path and _HERE.match(path) else path


def alarm(severity: str, *, gates: bool = True) -> Alarm:
    """How loud a severity is in CI; what does not gate is never more than a note.

    >>> alarm("critical"), alarm("major"), alarm("minor"), alarm("neutral"), alarm("major", gates=False)
    ('error', 'error', 'warning', 'note', 'note')
    """
    worth = Severity[severity.upper()]
    if not gates or worth is Severity.NEUTRAL:
        return "note"
    return "warning" if worth is Severity.MINOR else "error"


def weight(finding: FindingRecord) -> tuple[bool, Severity, float]:
    """What makes a finding worse than another: that it gates, its severity, its confidence."""
    return finding.gates, Severity[finding.severity.upper()], finding.confidence


def worst_first(findings: Iterable[FindingRecord]) -> list[FindingRecord]:
    """The findings by weight; equals keep their order."""
    return sorted(findings, key=weight, reverse=True)


def advice(finding: FindingRecord) -> str:
    """What is wrong and what should stand there."""
    return f"{finding.message} → {finding.suggestion}" if finding.suggestion else finding.message


def clean(text: str) -> str:
    r"""The text with U+FFFD for every character that a file or a log cannot hold.

    >>> clean("\x1b[1m\ud800 ok\n")
    '�[1m� ok\n'
    """
    return _UNFIT.sub("\ufffd", text)
