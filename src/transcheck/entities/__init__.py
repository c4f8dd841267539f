"""What a text speaks of: persons, bodies, titles, places, phrases, figures and dates, with their places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from transcheck.entities.persons import find_persons
from transcheck.model import Bead

__all__ = ["recognise"]


def recognise(beads: Sequence[Bead]) -> tuple[Bead, ...]:
    """The beads of one document with the entities of every side filled in.

    The whole document is read at once: a name recognised in one sentence is known in all.
    """
    sources = [bead.source for bead in beads if bead.source is not None]
    people = dict(zip(map(id, sources), find_persons(sources), strict=True))
    return tuple(
        replace(bead, source=replace(bead.source, entities=people[id(bead.source)])) if bead.source else bead
        for bead in beads
    )
