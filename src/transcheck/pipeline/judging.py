"""Rules over one document: what each finds, and which of them crashed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from transcheck.config import Settings
from transcheck.errors import TranscheckError
from transcheck.lexicons.packages import is_installed
from transcheck.model import Alignment, Bead, LinkedBead, Needs, Rule, RuleFailure, Severity, Side
from transcheck.pipeline.analysis import analyse
from transcheck.pipeline.corpus import NamingRecord, naming_records
from transcheck.pipeline.placing import Index, Placed, index_of, one_a_place, place
from transcheck.pipeline.segments import Segment, to_beads
from transcheck.pipeline.unsure import UNSURE
from transcheck.rules import RULES


@dataclass(frozen=True, slots=True)
class Judged:
    """One document: its findings in order, the rules that crashed, what a corpus compares, and the linked beads."""

    findings: tuple[Placed, ...] = ()
    failures: tuple[RuleFailure, ...] = ()
    namings: tuple[NamingRecord, ...] = ()
    beads: tuple[LinkedBead, ...] = ()


def judge(segments: Sequence[Segment], settings: Settings, rules: Sequence[Rule]) -> Judged:
    """What some rules find in one whole document.

    A rule that crashes, or that points outside its bead, is a failure; none of its findings in this document
    is kept, and the other rules go on. Where the analysis crashes, the rules see each bead by itself, and only the
    English of the one at fault. Raises `TranscheckError` where the configuration is at fault.
    """
    doc_id, system = segments[0].document
    beads = to_beads(segments)
    found: list[Placed] = []
    failures: list[RuleFailure] = []
    try:
        alignment = analyse(doc_id, system, beads, settings.termbases, settings.prefer)
    except TranscheckError:
        raise
    except Exception as error:
        failures.append(failure("analysis", segments[0], error))
        linked = tuple(chain.from_iterable(_alone(doc_id, system, bead, settings) for bead in beads))
        alignment = Alignment(doc_id, system, linked, tuple(settings.termbases))
    index = index_of(segments, beads)
    seen: dict[tuple[Needs, Needs], Alignment] = {}
    for rule in rules:
        # Rules with the same needs look at the same beads.
        part = seen.setdefault((rule.needs, rule.unless), _restricted(rule, alignment, seen))
        try:
            found += _findings(rule, part, index, settings)
        except TranscheckError:
            raise
        except Exception as error:
            failures.append(failure(rule.code, segments[0], error))
    return Judged(
        tuple(one_a_place(found)),
        tuple(failures),
        tuple(naming_records(alignment, rules)),
        alignment.beads,
    )


def _alone(doc_id: str, system: str, bead: Bead, settings: Settings) -> tuple[LinkedBead, ...]:
    """A bead by itself, with no links if that crashes too."""
    try:
        return analyse(doc_id, system, (bead,), settings.termbases, settings.prefer).beads
    except TranscheckError:
        raise
    except Exception:
        return (LinkedBead(replace(bead, source=None, reference=None)),)


def failure(rule: str, segment: Segment, error: Exception) -> RuleFailure:
    """A crash as data: where it happened and what Python said."""
    return RuleFailure(rule, segment.doc_id, segment.system, f"{type(error).__name__}: {error}")


def active(settings: Settings) -> tuple[Rule, ...]:
    """The rules that the settings ask for."""
    chosen = tuple(
        rule
        for rule in RULES
        if rule.status != "retired"
        and settings.wants(rule)
        and (settings.embeddings or not rule.embeddings)
        and is_installed(rule.package)
    )
    return (*chosen, *UNSURE) if settings.show_unsure else chosen


def applies(rule: Rule, sides: Iterable[Side]) -> bool:
    """Whether a rule has what it needs, and nothing that makes it superfluous, where these sides exist.

    >>> [applies(rule, ()) for rule in RULES if rule.code == "A101"]
    [False]
    """
    there = frozenset(sides)
    return rule.needs - {"target"} <= there and not rule.unless & there


def _restricted(rule: Rule, alignment: Alignment, seen: Mapping[tuple[Needs, Needs], Alignment]) -> Alignment:
    """The document with only the beads that have the sides a rule needs."""
    known = seen.get((rule.needs, rule.unless))
    if known is not None:
        return known
    beads = tuple(linked for linked in alignment.beads if applies(rule, _sides(linked.bead)))
    return replace(alignment, beads=beads)


def _findings(rule: Rule, alignment: Alignment, index: Index, settings: Settings) -> list[Placed]:
    if not alignment.beads:
        return []
    found = (
        finding
        for finding in rule.check(alignment)
        if settings.show_unsure or finding.severity is not Severity.NEUTRAL
    )
    return [
        place(replace(finding, severity=settings.severity(rule, finding.severity)), rule, index)
        for finding in found
    ]


def _sides(bead: Bead) -> Iterator[Side]:
    if bead.source is not None:
        yield "source"
    if bead.reference is not None:
        yield "reference"
