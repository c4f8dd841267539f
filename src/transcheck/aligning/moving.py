"""Sentences that stand somewhere else: a caption or headline moved across the text breaks the order of beads.

An alignment never crosses, so that a moved sentence is left without a partner on both sides. Such leftovers that say
the same are brought together here; the beads stay as they are.
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["moved"]

# Cosines of news sentences with their translation are rarely below, those with another sentence rarely above.
_ALIKE = 0.55
_MARGIN = 0.1  # by so much the best partner must be nearer than the next


def moved(sources: Sequence[str], targets: Sequence[str]) -> dict[int, int]:
    """Which of the targets without a partner renders which of the sources without one, by number.

    Only pairs that are each other's best by a margin.

    >>> moved(["图为会议现场。", "他强调要尽快恢复生产。"], ["He stressed that production must resume soon."])
    {1: 0}
    """
    if not sources or not targets:
        return {}
    import numpy as np

    from transcheck.embedding import encode

    alike = encode(sources) @ encode(targets).T
    found = {}
    for i, row in enumerate(alike):
        j = int(np.argmax(row))
        rivals = [*np.delete(row, j), *np.delete(alike[:, j], i)]
        if row[j] >= _ALIKE and all(row[j] >= rival + _MARGIN for rival in rivals):
            found[i] = j
    return found
