"""Rules over one document: what each finds, and which of them crashed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from transcheck.config import Settings
from transcheck.errors import TranscheckError
from transcheck.model import Alignment, Bead, Rule, RuleFailure, Severity, Side
from transcheck.pipeline.analysis import analyse
from transcheck.pipeline.placing import Index, Placed, index_of, one_a_place, place
from transcheck.pipeline.segments import Segment, to_beads
from transcheck.pipeline.unsure import UNSURE
from transcheck.rules import RULES


def judge(
    segments: Sequence[Segment], settings: Settings
) -> tuple[tuple[Placed, ...], tuple[RuleFailure, ...]]:
    """The findings of all chosen rules over one whole document, in order, and the rules that crashed.

    A rule that crashes, or that points outside its bead, is a failure; none of its findings in this document
    is kept, and the other rules go on. Raises `TranscheckError` where the configuration is at fault.
    """
    doc_id, system = segments[0].document
    beads = to_beads(segments)
    try:
        alignment = analyse(doc_id, system, beads, settings.termbases)
    except TranscheckError:
        raise
    except Exception as error:
        return (), (failure("analysis", segments[0], error),)
    index = index_of(segments, beads)
    found: list[Placed] = []
    failures: list[RuleFailure] = []
    for rule in active(settings):
        try:
            found += _findings(rule, alignment, index, settings)
        except TranscheckError:
            raise
        except Exception as error:
            failures.append(failure(rule.code, segments[0], error))
    return tuple(one_a_place(found)), tuple(failures)


def failure(rule: str, segment: Segment, error: Exception) -> RuleFailure:
    """A crash as data: where it happened and what Python said."""
    return RuleFailure(rule, segment.doc_id, segment.system, f"{type(error).__name__}: {error}")


def active(settings: Settings) -> Iterator[Rule]:
    """The rules that the settings ask for."""
    for rule in RULES:
        if rule.status != "retired" and settings.wants(rule) and (settings.embeddings or not rule.embeddings):
            yield rule
    if settings.show_unsure:
        yield from UNSURE


def applies(rule: Rule, sides: Iterable[Side]) -> bool:
    """Whether a rule has what it needs, and nothing that makes it superfluous, where these sides exist.

    >>> [applies(rule, ()) for rule in RULES if rule.code == "A101"]
    [False]
    """
    there = frozenset(sides)
    return rule.needs - {"target"} <= there and not rule.unless & there


def _findings(rule: Rule, alignment: Alignment, index: Index, settings: Settings) -> list[Placed]:
    beads = tuple(linked for linked in alignment.beads if applies(rule, _sides(linked.bead)))
    if not beads:
        return []
    found = rule.check(replace(alignment, beads=beads))
    return [
        place(finding, rule, index)
        for finding in found
        if settings.show_unsure or finding.severity is not Severity.NEUTRAL
    ]


def _sides(bead: Bead) -> Iterator[Side]:
    if bead.source is not None:
        yield "source"
    if bead.reference is not None:
        yield "reference"
