"""Which rules did not run, where and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from transcheck.config import Settings
from transcheck.lexicons.packages import is_installed
from transcheck.model import Rule, Side
from transcheck.pipeline.judging import applies
from transcheck.pipeline.segments import Segment, by_document
from transcheck.reporting.records import NotRunRecord
from transcheck.rules import RULES

Sides = frozenset[Side]
# How many documents have segments with just these sides beside the target.
Situations = Counter[frozenset[Sides]]


def situations(segments: Iterable[Segment]) -> Situations:
    """What sides the documents have; counts of several batches can be added."""
    return Counter(frozenset(segment.sides for segment in document) for _, document in by_document(segments))


def not_run(found: Situations, settings: Settings) -> tuple[NotRunRecord, ...]:
    """Every rule that passed over all segments of a document, by code."""
    total = sum(found.values())
    listed = []
    for rule in sorted(RULES, key=lambda rule: rule.code):
        reason = _switched_off(rule, settings)
        if reason:
            listed.append(NotRunRecord(rule.code, rule.name, total, reason))
            continue
        idle = sum(count for sides, count in found.items() if not any(applies(rule, side) for side in sides))
        if idle:
            listed.append(NotRunRecord(rule.code, rule.name, idle, _needs(rule)))
        if not is_installed(rule.helped_by) and idle < total:
            reason = f"ran only in part without the package {rule.helped_by}"
            listed.append(NotRunRecord(rule.code, rule.name, total - idle, reason))
    return tuple(listed)


def _switched_off(rule: Rule, settings: Settings) -> str:
    if not settings.judge:
        return "no findings were asked for"
    if rule.status == "retired":
        return "retired"
    if not settings.wants(rule):
        return "not selected"
    if not is_installed(rule.package):
        return f"needs the package {rule.package}"
    return "needs embeddings" if rule.embeddings and not settings.embeddings else ""


def _needs(rule: Rule) -> str:
    needed = [f"needs a {side}" for side in sorted(rule.needs - {"target"})]
    return ", ".join([*needed, *(f"superfluous beside a {side}" for side in sorted(rule.unless))])
