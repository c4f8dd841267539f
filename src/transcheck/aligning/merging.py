"""Two alignments with the same target made one of three sides."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from transcheck.aligning.lattice import Step
from transcheck.aligning.pairing import pair


@dataclass(frozen=True, slots=True)
class Cell:
    """Stretches (start, end) of sentences of the three sides that belong together."""

    source: tuple[int, int]
    target: tuple[int, int]
    reference: tuple[int, int]
    confidence: float


def merge(
    source: Sequence[str],
    target: Sequence[str],
    reference: Sequence[str],
    *,
    embeddings: bool,
    paragraphs: tuple[Sequence[int], Sequence[int], Sequence[int]] = ((), (), ()),
) -> list[Cell]:
    """The finest cells that cut through no bead of either alignment, in order.

    What neither side shares with the target is aligned with each other: a passage that the translation left out
    keeps its reference. The confidence of a cell is that of its weakest bead.
    """
    first, second, third = paragraphs
    ours = pair(source, target, chinese=True, embeddings=embeddings, starts=(first, second))
    across = pair(target, reference, chinese=False, embeddings=embeddings, starts=(second, third))
    theirs = list(map(_turned, across))
    cells: list[Cell] = []
    start = 0
    for cut in sorted({0} | (_cuts(ours) & _cuts(theirs))):
        if start < cut:
            cells.append(_cell(_inside(ours, start, cut), _inside(theirs, start, cut), (start, cut)))
        left_out = _standing(ours, cut), _standing(theirs, cut)
        cells += _without_target(left_out, cut, source, reference, embeddings=embeddings)
        start = cut
    return cells


def _turned(step: Step) -> Step:
    return Step(step.right, step.left, step.confidence)


def _cuts(steps: Sequence[Step]) -> set[int]:
    """Places in the target where no bead is cut through; the end is always one."""
    return {step.right[1] for step in steps}


def _inside(steps: Sequence[Step], start: int, end: int) -> Sequence[Step]:
    """The steps of a stretch of the target; what stands alone at its ends is left to the cuts."""
    low = bisect_right(steps, (start, start), key=_place)
    return steps[low : bisect_left(steps, (end, end), key=_place)]


def _standing(steps: Sequence[Step], cut: int) -> Sequence[Step]:
    """The steps without target that stand exactly at a cut."""
    low = bisect_left(steps, (cut, cut), key=_place)
    return steps[low : bisect_right(steps, (cut, cut), key=_place)]


def _place(step: Step) -> tuple[int, int]:
    return step.right


def _cell(ours: Sequence[Step], theirs: Sequence[Step], target: tuple[int, int]) -> Cell:
    confidence = min(step.confidence for step in (*ours, *theirs))
    return Cell(_stretch(ours), target, _stretch(theirs), confidence)


def _stretch(steps: Sequence[Step]) -> tuple[int, int]:
    return steps[0].left[0], steps[-1].left[1]


def _without_target(
    left_out: tuple[Sequence[Step], Sequence[Step]],
    cut: int,
    source: Sequence[str],
    reference: Sequence[str],
    *,
    embeddings: bool,
) -> Iterator[Cell]:
    """Cells of what the target lacks at a cut: source and reference together where they say the same."""
    ours, theirs = left_out
    if not ours or not theirs:
        for step in ours:
            yield Cell(step.left, (cut, cut), (0, 0), step.confidence)
        for step in theirs:
            yield Cell((0, 0), (cut, cut), step.left, step.confidence)
        return
    (first, end), (other, other_end) = _stretch(ours), _stretch(theirs)
    for step in pair(source[first:end], reference[other:other_end], chinese=True, embeddings=embeddings):
        sources, references = _shifted(step.left, first), _shifted(step.right, other)
        doubts = _overlapping(ours, sources) + _overlapping(theirs, references)
        yield Cell(sources, (cut, cut), references, min([step.confidence, *doubts]))


def _shifted(stretch: tuple[int, int], by: int) -> tuple[int, int]:
    return stretch[0] + by, stretch[1] + by


def _overlapping(steps: Sequence[Step], stretch: tuple[int, int]) -> list[float]:
    return [step.confidence for step in steps if step.left[0] < stretch[1] and stretch[0] < step.left[1]]
