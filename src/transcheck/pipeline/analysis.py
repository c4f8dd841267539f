"""Beads of one document → recognised entities → links: what the rules look at."""

from __future__ import annotations

from collections.abc import Sequence

from transcheck.entities import recognise
from transcheck.lexicons import termbase
from transcheck.linking import link
from transcheck.model import Alignment, Bead


def analyse(
    doc_id: str,
    system: str,
    beads: Sequence[Bead],
    termbases: Sequence[str] = (),
    prefer: Sequence[str] = (),
) -> Alignment:
    """Recognise the entities of a whole document and link each to the English that stands for it.

    `termbases` are the user's own files; their terms win over those that ship with the program.
    `prefer` are words of the house style.
    """
    base = termbase(*termbases)
    return Alignment(doc_id, system, link(recognise(beads, base), base, prefer), tuple(termbases))
