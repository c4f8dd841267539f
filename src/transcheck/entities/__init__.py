"""What a text speaks of: persons, bodies, titles, places, phrases, figures and dates, with their places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from transcheck.entities.english import find_mentions
from transcheck.entities.numbers import find_numbers
from transcheck.entities.persons import find_persons
from transcheck.entities.terms import find_terms
from transcheck.lexicons import Termbase, transliteration
from transcheck.lexicons import persons as known_persons
from transcheck.model import Bead, Entity, Passage
from transcheck.text import fold_chinese

__all__ = ["recognise"]


def recognise(beads: Sequence[Bead], termbase: Termbase) -> tuple[Bead, ...]:
    """The beads of one document with the entities of every side filled in.

    The whole document is read at once: a name recognised in one sentence is known in all. Persons on the
    Chinese side are candidates that may overlap; terms, figures and dates do not overlap their like.
    """
    sources = [bead.source for bead in beads if bead.source is not None]
    people = iter(find_persons(sources))
    return tuple(
        replace(
            bead,
            source=None if bead.source is None else _filled(bead.source, next(people), termbase),
            target=_read(bead.target),
            reference=None if bead.reference is None else _read(bead.reference),
        )
        for bead in beads
    )


def _filled(passage: Passage, people: tuple[Entity, ...], termbase: Termbase) -> Passage:
    terms = find_terms(passage, termbase, people)
    firms = [term for term in terms if term.kind == "org" and term.cue == "termbase"]
    persons = (person for person in people if not any(_is_taken_for(person, firm) for firm in firms))
    return replace(passage, entities=(*persons, *terms, *find_numbers(passage)))


def _is_taken_for(person: Entity, firm: Entity) -> bool:
    """Whether a person is but a piece of a known firm (诺德 of 诺和诺德), or one called by sound (西门子, not 李宁)."""
    if person.span == firm.span:
        return transliteration().keys() >= set(fold_chinese(firm.text)) and firm.text not in known_persons()
    return firm.span.contains(person.span) and person.value not in known_persons()


def _read(passage: Passage) -> Passage:
    """English with its figures, dates, and mentions of persons and bodies."""
    return replace(passage, entities=(*find_mentions(passage), *find_numbers(passage)))
