"""Confidence held against marked data: counts to ship, and what they are worth on findings they were not made from."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import replace

from transcheck.bench.judged import JudgedFinding
from transcheck.bench.tallies import by_rule
from transcheck.pipeline.calibration import DOUBTFUL, SUREST, share_right, shipped_share

FOLDS = 5
# The translations of one segment by several systems are one document.
_SEGMENT = re.compile(r"^(.+?-\d+)-.*$")


def fold_of(finding: JudgedFinding) -> int:
    """The fold of a finding: all systems of a segment and all situations of a document share one."""
    name = _SEGMENT.sub(r"\1", finding.doc or finding.id)
    return zlib.crc32(name.encode("utf-8")) % FOLDS


def out_of_fold(findings: Iterable[JudgedFinding]) -> list[JudgedFinding]:
    """The findings with the confidence they would have had if the shares came from the other folds alone."""
    findings = list(findings)
    refitted: list[JudgedFinding] = []
    for fold in range(FOLDS):
        others = by_rule(f for f in findings if fold_of(f) != fold and f.right is not None)
        shares = {rule: share_right(found.right, found.wrong) for rule, found in others.items()}
        refitted += [
            replace(f, confidence=_moved(f, shares.get(f.rule, share_right(0, 0))))
            for f in findings
            if fold_of(f) == fold
        ]
    return refitted


def _moved(finding: JudgedFinding, share: float) -> float:
    return min(SUREST, max(DOUBTFUL, finding.confidence + share - shipped_share(finding.rule)))


def calibration_csv(findings: Sequence[JudgedFinding]) -> str:
    """How often each rule was right and wrong, as the table that ships."""
    rows = [
        f"{rule},{found.right},{found.wrong}\n"
        for rule, found in by_rule(findings).items()
        if found.right or found.wrong
    ]
    return "rule,right,wrong\n" + "".join(rows)
