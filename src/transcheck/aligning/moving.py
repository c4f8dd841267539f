"""Sentences that stand somewhere else: a caption or headline moved across the text breaks the order of beads.

An alignment never crosses, so that a moved sentence is left without a partner on both sides. Such leftovers that say
the same are brought together here; the beads stay as they are.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from transcheck.aligning.arrays import Floats

__all__ = ["moved"]

Pair = tuple[int, int]

# Cosines of news sentences with their translation are rarely below, those with another sentence rarely above.
_ALIKE = 0.55
_MARGIN = 0.1  # by so much the best partner must be nearer than the next
_BESIDE = 0.35  # enough beside a pair that has moved: paragraphs move whole
_JOINED = 0.05  # by so much two sentences together must be nearer than either


def moved(
    sources: Sequence[str], targets: Sequence[str], places: tuple[Sequence[int], Sequence[int]] | None = None
) -> tuple[Pair, ...]:
    """Which of the targets without a partner renders which of the sources without one, as pairs of numbers, in order.

    Pairs that are each other's best by a margin, their neighbours, and two sentences of one side for one of the other.
    `places` tells where they stand in the document: those that stand apart are no neighbours.

    >>> moved(["图为会议现场。", "他强调要尽快恢复生产。"], ["He stressed that production must resume soon."])
    ((1, 0),)
    """
    if not sources or not targets:
        return ()
    from transcheck.embedding import encode

    rows, columns = places or (range(len(sources)), range(len(targets)))
    alike: Floats = encode(sources) @ encode(targets).T
    found = _best(alike)
    found |= _one_in_two(alike, encode(_joined(targets)) @ encode(sources).T, columns, found)
    turned = {(j, i) for i, j in found}
    found |= {
        (i, j) for j, i in _one_in_two(alike.T, encode(_joined(sources)) @ encode(targets).T, rows, turned)
    }
    return tuple(sorted(_grown(found, alike, rows, columns)))


def _best(alike: Floats) -> set[Pair]:
    """Pairs that are each other's best by a margin."""
    found = set()
    best = alike.argmax(axis=1)
    for i in np.flatnonzero(alike.max(axis=1) >= _ALIKE):
        j = int(best[i])
        rivals = max(_second(alike[i], j), _second(alike[:, j], int(i)))
        if alike[i, j] >= rivals + _MARGIN:
            found.add((int(i), j))
    return found


def _second(values: Floats, first: int) -> float:
    """The greatest of some values but one; nothing is alike where there is no other."""
    return float(max(values[:first].max(initial=-1.0), values[first + 1 :].max(initial=-1.0)))


def _joined(texts: Sequence[str]) -> list[str]:
    return [f"{one} {other}" for one, other in zip(texts, [*texts[1:], ""], strict=True)]


def _one_in_two(alike: Floats, joined: Floats, columns: Sequence[int], found: set[Pair]) -> set[Pair]:
    """Pairs of a sentence with both of two neighbours that are nearer to it together; `joined` has a row for each two."""
    pairs: set[Pair] = set()
    taken = {i for i, _ in found}, {j for _, j in found}
    for i in range(alike.shape[0]) if len(joined) > 1 else ():
        j = int(np.argmax(joined[:-1, i]))
        if columns[j + 1] != columns[j] + 1 or i in taken[0] or not taken[1].isdisjoint((j, j + 1)):
            continue
        both, each = float(joined[j, i]), sorted((float(alike[i, j]), float(alike[i, j + 1])))
        others = float(max(alike[i, :j].max(initial=-1.0), alike[i, j + 2 :].max(initial=-1.0)))
        if both >= max(_ALIKE, each[1] + _JOINED, others + _MARGIN) and each[0] >= _BESIDE:
            pairs |= {(i, j), (i, j + 1)}
            taken[1].update((j, j + 1))
    return pairs


def _grown(found: set[Pair], alike: Floats, rows: Sequence[int], columns: Sequence[int]) -> set[Pair]:
    """With the pairs right before and right after those that have moved, alike enough in such company."""
    grown, taken = set(found), ({i for i, _ in found}, {j for _, j in found})
    waiting = sorted(found)
    while waiting:
        i, j = waiting.pop()
        for step in (-1, 1):
            pair = i + step, j + step
            inside = 0 <= pair[0] < len(rows) and 0 <= pair[1] < len(columns)
            if not inside or pair[0] in taken[0] or pair[1] in taken[1]:
                continue
            beside = rows[pair[0]] == rows[i] + step and columns[pair[1]] == columns[j] + step
            if beside and alike[pair] >= _BESIDE:
                grown.add(pair)
                waiting.append(pair)
                taken[0].add(pair[0])
                taken[1].add(pair[1])
    return grown
