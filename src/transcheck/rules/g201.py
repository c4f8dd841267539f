"""Rule G201: a body left in pinyin."""

from __future__ import annotations

from collections.abc import Iterator

from transcheck.lexicons import Termbase, termbase
from transcheck.model import Alignment, Entity, Evidence, Finding, LinkedBead, Rule, Severity
from transcheck.rules.p2_people import judged
from transcheck.rules.terms import suggestion


def check(alignment: Alignment) -> Iterator[Finding]:
    """The Chinese name of a body stands in the English as mere syllables.

    Why:
        No reader of English knows what "Nong Gong Dang" is; the body has an English name of its own.

    Flagged:
        => He joined the ⟦Nong Gong Dang⟧ in 2005.
        => ⟦Min Ge⟧ Wang Anming and ⟦Renda Changweihui⟧ were mentioned.

    Accepted:
        => The Jiusan Society, the China Zhi Gong Party and the Kuomintang met in Hohhot.
        => Min Ge, a nurse, and Li Shihui, a driver, were on duty.
        => Qu Lan and Su Ye attended.

    Limits:
        A short name of two syllables is found only before a person, a post or "Municipal Committee": most such
        syllables are also somebody's name.
    """
    for linked in alignment.beads:
        for body in leaked(linked):
            yield _finding(linked, body, termbase(*alignment.termbases))


def leaked(linked: LinkedBead) -> tuple[Entity, ...]:
    """The bodies left in pinyin that the source has not settled; `value` is their Chinese."""
    entities = linked.bead.target.entities
    found = (entity for entity in entities if entity.kind == "org" and entity.cue == "pinyin")
    return tuple(entity for entity in found if not judged(linked, entity.span))


def official(zh: str, base: Termbase) -> str:
    """The English name of a body, or the Chinese where the termbase has none."""
    terms = base.get(zh)
    return suggestion(terms[0].en) if terms else zh


def root_cause(body: Entity) -> str:
    """What makes findings on a body and on the person glued to it one row for the editor."""
    return f"{body.value} left in pinyin"


def _finding(linked: LinkedBead, body: Entity, base: Termbase) -> Finding:
    right = official(body.value, base)
    return Finding(
        RULE.code,
        RULE.severity,
        f"“{body.text}” is {body.value} left in pinyin; its English name is {right}.",
        linked.bead.id,
        target=body.span,
        entity=body.value,
        kind="org",
        suggestion=right,
        confidence=0.9,
        evidence=(Evidence("termbase", right, body.value),),
        cause=root_cause(body),
    )


RULE = Rule(
    "G201",
    "pinyin-body",
    "Terminology/Inconsistent with terminology resource",
    Severity.MAJOR,
    since="0.1",
    check=check,
)
