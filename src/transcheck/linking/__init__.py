"""Chinese entities × English text → links: which English stands for which Chinese, and how right it is."""

from __future__ import annotations

from collections.abc import Sequence

from transcheck.linking.persons import link_persons
from transcheck.model import Bead, LinkedBead

__all__ = ["link"]


def link(beads: Sequence[Bead]) -> tuple[LinkedBead, ...]:
    """Link the entities of one document's beads to the English that stands for them."""
    people = link_persons(beads, [()] * len(beads))
    return tuple(LinkedBead(bead, found) for bead, found in zip(beads, people, strict=True))
