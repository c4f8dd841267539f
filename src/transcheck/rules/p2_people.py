"""What the rules about persons in English share: whom a passage names, and whether the source has settled it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from transcheck.model import Alignment, Entity, Link, LinkedBead, Passage, Span, Verdict
from transcheck.romanising.lattice import NameReading, read_name, syllables

# Countries and regions whose names in Latin letters follow other customs than Hanyu Pinyin.
ELSEWHERE = re.compile(
    r"\b(?:Korea|Seoul|Pyongyang|Vietnam|Hanoi|Singapore|Malaysia|Kuala Lumpur|Hong Kong|Macao|Macau|Taiwan|Taipei|"
    r"Indonesia|Thailand|Cambodia|Myanmar|Philippines|Kuomintang)\w*"
)


class Named(NamedTuple):
    """A person mentioned in the target: the bead, the mention, and its words read as a Chinese name."""

    linked: LinkedBead
    mention: Entity
    reading: NameReading | None


_FINE = (Verdict.RIGHT, Verdict.SHORT)
_DOUBTFUL = 0.5  # links below this confidence settle nothing


def judged(linked: LinkedBead, span: Span) -> bool:
    """Whether the Chinese source has settled an English span: then nothing else needs to.

    A link that finds fault settles what it touches; one that finds none, only what it covers: "Chi Anran" may be
    right for some Chinese where the whole "Wei Chi Anran" is not.
    """
    return any(link.span is not None and _settles(link, link.span, span) for link in linked.links)


def _settles(link: Link, place: Span, span: Span) -> bool:
    if link.verdict is Verdict.UNSURE or link.confidence < _DOUBTFUL:
        return False
    return place.contains(span) if link.verdict in _FINE else place.overlaps(span)


def persons_in(passage: Passage) -> tuple[Entity, ...]:
    """The persons an English passage mentions."""
    return tuple(entity for entity in passage.entities if entity.kind == "person")


def named(alignment: Alignment) -> Iterator[Named]:
    """The persons of the whole target, in order, but those the source has settled."""
    for linked in alignment.beads:
        for mention in persons_in(linked.bead.target):
            if not judged(linked, mention.span):
                yield Named(linked, mention, read_name(tuple(mention.text.split())))


def speaks_of(alignment: Alignment, pattern: re.Pattern[str]) -> bool:
    """Whether a pattern occurs anywhere in the target."""
    return any(pattern.search(linked.bead.target.text) for linked in alignment.beads)


def mainland(people: list[Named]) -> bool:
    """Whether the people include one whose name can only be Hanyu Pinyin, written as it should be."""
    return any(
        one.reading and one.reading.shape == "plain" and len(syllables(one.reading.given)) == 2
        for one in people
    )
