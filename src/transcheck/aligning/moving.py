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


def moved(sources: Sequence[str], targets: Sequence[str]) -> tuple[Pair, ...]:
    """Which of the targets without a partner renders which of the sources without one, as pairs of numbers, in order.

    Pairs that are each other's best by a margin, their neighbours, and two sentences of one side for one of the other.

    >>> moved(["图为会议现场。", "他强调要尽快恢复生产。"], ["He stressed that production must resume soon."])
    ((1, 0),)
    """
    if not sources or not targets:
        return ()
    from transcheck.embedding import encode

    alike: Floats = encode(sources) @ encode(targets).T
    found = {(i, j) for i in range(len(sources)) for j in range(len(targets)) if _is_best(alike, i, j)}
    ours, theirs = encode(_joined(sources)), encode(_joined(targets))
    found |= set(_one_in_two(alike, theirs @ encode(sources).T, found))
    found |= {(i, j) for j, i in _one_in_two(alike.T, ours @ encode(targets).T, {(j, i) for i, j in found})}
    while more := {pair for pair in _beside(found, alike) if _is_open(pair, found)}:
        found |= {max(more, key=lambda pair: (float(alike[pair]), pair))}
    return tuple(sorted(found))


def _is_best(alike: Floats, i: int, j: int) -> bool:
    rivals = [*np.delete(alike[i], j), *np.delete(alike[:, j], i)]
    return bool(alike[i, j] >= _ALIKE and all(alike[i, j] >= rival + _MARGIN for rival in rivals))


def _joined(texts: Sequence[str]) -> list[str]:
    return [f"{one} {other}" for one, other in zip(texts, [*texts[1:], ""], strict=True)]


def _one_in_two(alike: Floats, joined: Floats, found: set[Pair]) -> list[Pair]:
    """Pairs of a sentence with both of two neighbours that are nearer to it together; `joined` has a row for each two."""
    pairs: list[Pair] = []
    for i in range(alike.shape[0]):
        j = int(np.argmax(joined[:-1, i])) if len(joined) > 1 else -1
        if j < 0 or any(one == i or other in (j, j + 1) for one, other in (*found, *pairs)):
            continue
        others = np.delete(alike[i], [j, j + 1])
        best = max(float(alike[i, j]), float(alike[i, j + 1]))
        apart = not len(others) or joined[j, i] >= others.max() + _MARGIN
        if (
            joined[j, i] >= max(_ALIKE, best + _JOINED)
            and min(alike[i, j], alike[i, j + 1]) >= _BESIDE
            and apart
        ):
            pairs += [(i, j), (i, j + 1)]
    return pairs


def _beside(found: set[Pair], alike: Floats) -> set[Pair]:
    """The pairs right before and right after those that have moved, alike enough in such company."""
    near = {(i + step, j + step) for i, j in found for step in (-1, 1)}
    rows, columns = alike.shape
    return {(i, j) for i, j in near if 0 <= i < rows and 0 <= j < columns and alike[i, j] >= _BESIDE}


def _is_open(pair: Pair, found: set[Pair]) -> bool:
    return not any(i == pair[0] or j == pair[1] for i, j in found)
