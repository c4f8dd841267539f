"""Judged findings counted: by phenomenon, by confidence and by rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from transcheck.bench.judged import JudgedFinding, Sheet

BINS = 5  # equal widths from LEAST to 1
LEAST = 0.5  # findings below never count
SURE = 0.9
_ROUNDING = 1e-9  # .6 - .5 is less than .1 in floating point


@dataclass(frozen=True, slots=True)
class Confusion:
    """Errors of one phenomenon found and missed, right things beside them, and false alarms.

    Each error and each right thing counts once; alarms elsewhere are findings on something unmarked.
    """

    errors: int = 0
    found: int = 0
    right: int = 0
    alarms: int = 0
    elsewhere: int = 0

    def __add__(self, other: Confusion) -> Confusion:
        return Confusion(
            self.errors + other.errors,
            self.found + other.found,
            self.right + other.right,
            self.alarms + other.alarms,
            self.elsewhere + other.elsewhere,
        )

    @property
    def precision(self) -> float | None:
        """Share of errors among all that was flagged; None where no alarm was possible or nothing was flagged."""
        if not self.right + self.elsewhere:
            return None
        return _share(self.found, self.found + self.alarms + self.elsewhere)

    @property
    def recall(self) -> float | None:
        """Share of the errors that was found."""
        return _share(self.found, self.errors)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many findings were right, how many wrong, and how many the data says nothing about."""

    right: int = 0
    wrong: int = 0
    unscored: int = 0

    @property
    def precision(self) -> float | None:
        """Share of the judged findings that was right."""
        return _share(self.right, self.right + self.wrong)


@dataclass(frozen=True, slots=True)
class Bin:
    """Findings of about the same confidence."""

    low: float
    high: float
    findings: int
    confidence: float | None
    right: float | None


@dataclass(frozen=True, slots=True)
class Reliability:
    """Whether findings are right as often as their confidence says.

    `error` is the expected calibration error: the gap between confidence and share right of each bin, weighted
    by its findings. `sure_of_right` is the share of right findings that are sure, `right_of_sure` the reverse.
    """

    bins: tuple[Bin, ...]
    findings: int
    unscored: int
    error: float
    sure: int
    sure_of_right: float | None
    right_of_sure: float | None


def confusions(sheet: Sheet) -> dict[str, Confusion]:
    """The confusion table of a sheet, phenomena with most errors first."""
    hit = {mark for finding in sheet.findings if finding.right is not None for mark in finding.marks}
    rows: dict[str, Confusion] = {}
    for number, mark in enumerate(sheet.marks):
        bad, ok, touched = mark.status == "bad", mark.status == "ok", number in hit
        row = Confusion(bad, bad and touched, ok, ok and touched)
        rows[mark.phenomenon] = rows.get(mark.phenomenon, Confusion()) + row
    for finding in sheet.findings:
        if finding.right is False and not finding.marks:
            (own,) = finding.phenomena
            rows[own] = rows.get(own, Confusion()) + Confusion(elsewhere=1)
    return dict(sorted(rows.items(), key=lambda row: (-row[1].errors, -row[1].right, row[0])))


def total(rows: Mapping[str, Confusion]) -> Confusion:
    """All phenomena together."""
    return sum(rows.values(), Confusion())


def rules_by_phenomenon(sheet: Sheet) -> dict[tuple[str, str], Tally]:
    """(phenomenon, rule) -> its findings; one that points at errors of two phenomena counts in both."""
    pairs = ((what, finding) for finding in sheet.findings for what in finding.phenomena)
    groups: dict[tuple[str, str], list[JudgedFinding]] = {}
    for what, finding in pairs:
        groups.setdefault((what, finding.rule), []).append(finding)
    return {key: tally(group) for key, group in sorted(groups.items())}


def by_rule(findings: Iterable[JudgedFinding]) -> dict[str, Tally]:
    """Rule -> its findings, in the order of the codes."""
    groups: dict[str, list[JudgedFinding]] = {}
    for finding in findings:
        groups.setdefault(finding.rule, []).append(finding)
    return {rule: tally(group) for rule, group in sorted(groups.items())}


def tally(findings: Iterable[JudgedFinding]) -> Tally:
    """Count verdicts."""
    counts = Counter(finding.right for finding in findings)
    return Tally(counts[True], counts[False], counts[None])


def reliability(findings: Sequence[JudgedFinding]) -> Reliability:
    """The reliability of the judged findings; those that cannot be judged are only counted."""
    judged = [finding for finding in findings if finding.right is not None]
    bins = tuple(_bin(number, judged) for number in range(BINS))
    gaps = (
        b.findings * abs(b.confidence - b.right)
        for b in bins
        if b.confidence is not None and b.right is not None
    )
    right = [finding for finding in judged if finding.right]
    sure = [finding for finding in judged if finding.confidence >= SURE]
    both = sum(finding.confidence >= SURE for finding in right)
    return Reliability(
        bins,
        findings=len(judged),
        unscored=len(findings) - len(judged),
        error=sum(gaps) / max(1, len(judged)),
        sure=len(sure),
        sure_of_right=_share(both, len(right)),
        right_of_sure=_share(both, len(sure)),
    )


def bin_of(confidence: float) -> int:
    """The number of the bin a confidence falls into; the last one holds 1 too.

    >>> [bin_of(c) for c in (0.5, 0.59, 0.6, 0.9, 1.0)]
    [0, 0, 1, 4, 4]
    """
    return min(BINS - 1, int((confidence - LEAST) / (1 - LEAST) * BINS + _ROUNDING))


def _bin(number: int, judged: Iterable[JudgedFinding]) -> Bin:
    inside = [finding for finding in judged if bin_of(finding.confidence) == number]
    width = (1 - LEAST) / BINS
    return Bin(
        low=LEAST + number * width,
        high=LEAST + (number + 1) * width,
        findings=len(inside),
        confidence=_share(sum(finding.confidence for finding in inside), len(inside)),
        right=_share(sum(bool(finding.right) for finding in inside), len(inside)),
    )


def _share(part: float, whole: int) -> float | None:
    return part / whole if whole else None
