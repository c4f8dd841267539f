"""Suggestions applied: what is sure enough is written into the text, and judged again before it may stay."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from transcheck.model import Bundle, Row
from transcheck.pipeline.batches import Outcome
from transcheck.pipeline.insertion import Insertion, insertion
from transcheck.reading import Intake, with_text
from transcheck.reporting.records import FindingRecord

_SURE_BEAD = 0.5
_MARKUP = re.compile(r"[*_`\[\]<>\n]")
Key = tuple[str, str, str]
Judge = Callable[[Intake], Outcome]


@dataclass(frozen=True, slots=True)
class Edit:
    """A finding and the words that take the place of what it objects to, in offsets of its segment's text."""

    finding: FindingRecord
    insertion: Insertion

    @property
    def key(self) -> Key:
        """The segment."""
        return self.finding.doc_id, self.finding.system, self.finding.id


@dataclass(frozen=True, slots=True)
class Fixed:
    """The texts after all edits that stand, those edits in text order, and how many were taken back."""

    intake: Intake
    edits: tuple[Edit, ...]
    refused: int
    before: Outcome
    after: Outcome


def fix(intake: Intake, judge: Judge, *, least: float) -> Fixed:
    """Apply every suggestion whose confidence is at least `least`, if judging the new text bears it out.

    An edit stands only where its own finding is gone and no finding is new; the others are taken back, so
    that the outcome afterwards is that of before without the findings that were fixed.
    """
    before = judge(intake)
    proposed = edits(before, least)
    chosen = proposed
    while True:
        changed = applied(intake, before, chosen)
        after = judge(changed) if chosen else before
        bad = _culprits(before, after, chosen)
        if not bad:
            return Fixed(changed, chosen, len(proposed) - len(chosen), before, after)
        chosen = tuple(edit for edit in chosen if edit not in bad)


def edits(outcome: Outcome, least: float) -> tuple[Edit, ...]:
    """The edits that the findings of an outcome suggest; where two touch, the surer one, then the longer one."""
    texts = {(segment.doc_id, segment.system, segment.id): segment.target for segment in outcome.segments}
    found: list[Edit] = []
    for finding in outcome.findings:
        sure = finding.confidence >= least and finding.bead_confidence >= _SURE_BEAD
        if not sure or finding.severity == "neutral":
            continue
        if _MARKUP.search(finding.target_text or "") and not _MARKUP.search(finding.suggestion or ""):
            continue  # half a link or half of an emphasis would be left
        new = insertion(texts[finding.doc_id, finding.system, finding.id], finding)
        if new is not None:
            found.append(Edit(finding, new))
    taken: defaultdict[Key, list[Insertion]] = defaultdict(list)
    kept = []
    for edit in sorted(found, key=lambda e: (-e.finding.confidence, e.insertion.start - e.insertion.end)):
        if not any(_touch(edit.insertion, other) for other in taken[edit.key]):
            taken[edit.key].append(edit.insertion)
            kept.append(edit)
    order = {id(edit): number for number, edit in enumerate(found)}
    return tuple(sorted(kept, key=lambda edit: order[id(edit)]))


def _touch(one: Insertion, other: Insertion) -> bool:
    return one.start <= other.end and other.start <= one.end


def applied(intake: Intake, outcome: Outcome, chosen: Iterable[Edit]) -> Intake:
    """The intake with the edits written into its targets."""
    by_segment: defaultdict[Key, list[Insertion]] = defaultdict(list)
    for edit in chosen:
        by_segment[edit.key].append(edit.insertion)
    starts = {(s.doc_id, s.system, s.id): s.target_start or 0 for s in outcome.segments}
    by_document: defaultdict[tuple[str, str], list[Insertion]] = defaultdict(list)
    for key, insertions in by_segment.items():
        by_document[key[:2]] += [
            Insertion(one.start + starts[key], one.end + starts[key], one.text) for one in insertions
        ]
    return replace(
        intake,
        bundles=tuple(_bundle(bundle, by_document) for bundle in intake.bundles),
        rows=tuple(_row(row, by_segment) for row in intake.rows),
    )


def _bundle(bundle: Bundle, edits: Mapping[tuple[str, str], Sequence[Insertion]]) -> Bundle:
    here = edits.get((bundle.doc_id, bundle.system))
    if not here:
        return bundle
    return replace(bundle, target=with_text(bundle.target, written(bundle.target.text, here)))


def _row(row: Row, edits: Mapping[Key, Sequence[Insertion]]) -> Row:
    here = edits.get((row.doc_id, row.system, row.id))
    return replace(row, target=written(row.target, here)) if here and row.target is not None else row


def written(text: str, insertions: Iterable[Insertion]) -> str:
    """A text with new words in the places of old ones, which must not overlap.

    >>> written("one two three", [Insertion(0, 3, "1"), Insertion(8, 13, "3")])
    '1 two 3'
    """
    for one in sorted(insertions, key=lambda one: one.start, reverse=True):
        text = text[: one.start] + one.text + text[one.end :]
    return text


def _culprits(before: Outcome, after: Outcome, chosen: Sequence[Edit]) -> set[Edit]:
    """Edits to take back: their finding is still there, or something new is found in their segment or document."""
    old, now = _counts(before.findings), _counts(after.findings)
    bad: set[Edit] = set()
    fixed = Counter((edit.key[:2], _identity(edit.finding)) for edit in chosen)
    for edit in chosen:
        name = edit.key[:2], _identity(edit.finding)
        if now[name] > old[name] - fixed[name]:
            bad.add(edit)
    for finding in after.findings:
        name = (finding.doc_id, finding.system), _identity(finding)
        if now[name] > old[name]:
            bad |= _near(finding, chosen)
    return bad


def _near(finding: FindingRecord, chosen: Sequence[Edit]) -> set[Edit]:
    """The edits that may have called a new finding forth: those of its segment, else of its document, else all."""
    key = finding.doc_id, finding.system, finding.id
    here = {edit for edit in chosen if edit.key == key}
    document = {edit for edit in chosen if edit.key[:2] == key[:2]}
    return here or document or set(chosen)


def _counts(findings: Iterable[FindingRecord]) -> Counter[tuple[tuple[str, str], tuple[str, ...]]]:
    return Counter(((finding.doc_id, finding.system), _identity(finding)) for finding in findings)


def _identity(finding: FindingRecord) -> tuple[str, ...]:
    """What makes two findings of a document the same, wherever they stand."""
    return finding.rule, finding.entity or "", finding.source_text or "", finding.target_text or ""
