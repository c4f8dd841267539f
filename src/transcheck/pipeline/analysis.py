"""Beads of one document → recognised entities → links: what the rules look at."""

from __future__ import annotations

from collections.abc import Sequence

from transcheck.model import Alignment, Bead, LinkedBead


def analyse(doc_id: str, system: str, beads: Sequence[Bead]) -> Alignment:
    """Recognise the entities of a whole document and link each to the English that stands for it."""
    return Alignment(doc_id, system, tuple(LinkedBead(bead) for bead in beads))
