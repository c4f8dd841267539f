"""Chinese entities × English text → links: which English stands for which Chinese, and how right it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from transcheck.lexicons import Termbase
from transcheck.linking.persons import link_persons
from transcheck.linking.terms import link_terms
from transcheck.linking.untold import untold
from transcheck.model import Bead, Link, LinkedBead, Span, Verdict

__all__ = ["link"]


def link(beads: Sequence[Bead], termbase: Termbase, prefer: Sequence[str] = ()) -> tuple[LinkedBead, ...]:
    """Link the entities of one document's beads to the English that stands for them.

    Bodies, titles, places and phrases come first: English they explain is not taken for a person's name.
    `prefer` are English words of the house style: accepted renderings that have them come first.
    """
    terms = link_terms(beads, termbase, prefer)
    people = link_persons(
        beads, [list(_explained(bead, found)) for bead, found in zip(beads, terms, strict=True)]
    )
    links = [
        (*_persons(persons, found), *_unclaimed(found, persons))
        for persons, found in zip(people, terms, strict=True)
    ]
    return tuple(
        LinkedBead(bead, found, untold=left)
        for bead, found, left in zip(beads, links, untold(beads, links), strict=True)
    )


def _explained(bead: Bead, links: Iterable[Link]) -> Iterable[Span]:
    """English that terms account for; a term inside a likely name (永康 in 副省长查永康) accounts for nothing."""
    names = (
        [e.span for e in bead.source.entities if e.kind == "person" and e.score >= 0.5] if bead.source else []
    )
    for link in links:
        inside = any(name.contains(link.entity.span) and name != link.entity.span for name in names)
        if link.span is not None and link.verdict is Verdict.RIGHT and not inside:
            yield link.span


def _persons(persons: Sequence[Link], terms: Sequence[Link]) -> Iterable[Link]:
    """Persons, but those whom nothing renders and who are a known place or body: 马普托, 高通."""
    known = {link.entity.span for link in terms if link.entity.kind in ("place", "org")}
    return (p for p in persons if p.verdict is not Verdict.MISSING or p.entity.span not in known)


def _unclaimed(terms: Sequence[Link], persons: Sequence[Link]) -> Iterable[Link]:
    """Terms that are not cut out of a person's name: 高山 in 高山青说."""
    settled = [
        link.entity.span
        for link in persons
        if link.verdict is not Verdict.UNSURE
        and (link.verdict is not Verdict.MISSING or link.entity.score > 0.9)
    ]
    return (term for term in terms if not any(span.overlaps(term.entity.span) for span in settled))
