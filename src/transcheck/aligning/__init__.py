"""Sentences of source, target and reference brought together into groups that say the same.

Two sides are aligned by dynamic programming over beads; with three sides, source and reference are each aligned
to the target, and the common cuts of both alignments make the groups.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Group", "align"]


Paragraphs = tuple[Sequence[int], Sequence[int], Sequence[int]]


@dataclass(frozen=True, slots=True)
class Group:
    """Sentence numbers that belong together, counted from 0 in each given list; () where a side has none.

    `confidence` is the estimated probability that exactly these sentences belong together.
    """

    source: tuple[int, ...]
    target: tuple[int, ...]
    reference: tuple[int, ...]
    confidence: float


def align(
    source: Sequence[str] | None,
    target: Sequence[str],
    reference: Sequence[str] | None,
    *,
    embeddings: bool = True,
    paragraphs: Paragraphs = ((), (), ()),
) -> tuple[Group, ...]:
    """Groups in document order; every sentence of every side is in exactly one, and no two groups cross.

    The source is Chinese, target and reference are English. A side that is None does not exist; with the target
    alone each of its sentences is a group, certain. Without `embeddings` only lengths, numbers, names in Latin
    letters and the like decide. With three sides a sentence of the source that the target lacks stands together
    with the sentences of the reference that render it. `paragraphs` are, for source, target and reference, the
    sentences with which paragraphs begin: groups keep to them where two sides have about as many.

    >>> align(None, ["One.", "Two."], None)[1]
    Group(source=(), target=(1,), reference=(), confidence=1.0)
    """
    if source is None and reference is None:
        return tuple(Group((), (number,), (), 1.0) for number in range(len(target)))
    # numpy is loaded only where there is something to align.
    from transcheck.aligning.merging import merge
    from transcheck.aligning.pairing import pair

    if reference is None:
        starts = paragraphs[0], paragraphs[1]
        steps = pair(source or (), target, chinese=True, embeddings=embeddings, starts=starts)
        return tuple(Group(_numbers(s.left), _numbers(s.right), (), s.confidence) for s in steps)
    if source is None:
        starts = paragraphs[1], paragraphs[2]
        steps = pair(target, reference, chinese=False, embeddings=embeddings, starts=starts)
        return tuple(Group((), _numbers(s.left), _numbers(s.right), s.confidence) for s in steps)
    return tuple(
        Group(_numbers(cell.source), _numbers(cell.target), _numbers(cell.reference), cell.confidence)
        for cell in merge(source, target, reference, embeddings=embeddings, paragraphs=paragraphs)
    )


def _numbers(stretch: tuple[int, int]) -> tuple[int, ...]:
    return tuple(range(*stretch))
