"""The edit distance that TER is made of: Levenshtein's, but only near the diagonal of the table of distances.

sacrebleu fills the table cell by cell. Here a row of it is two whole numbers, whose bits say where the distance
rises and where it falls from one column to the next, and a row is made from the one above it by a dozen
operations on whole numbers (Myers 1999; Hyyrö 2003). Rows are the words of the target, columns those of the reference.

Cells outside the beam cost infinitely much in sacrebleu's table. Differences of one cannot say that, so cells
outside get finite costs, and just those that no path inside gains anything by: see `_row`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import ceil, floor

WIDTH = 25  # Cells on either side of the diagonal, as in Tercom.

Row = tuple[
    int, int, int, int
]  # columns that leave the beam, stay in it, have a cell before and above, lie beyond
State = tuple[
    int, int, int
]  # rising and falling columns of a row, and the distance in the last column left out


@dataclass(frozen=True, slots=True)
class Alignment:
    """The cheapest way of making the target from the reference, as far as TER asks for it.

    `slots[j]` is how many words of the target stand before the gap that follows word j of the reference (1-based,
    0 for the beginning); `target_errors` and `reference_errors` are bits, one for each word that has no equal.
    """

    distance: int
    slots: tuple[int, ...]
    target_errors: int
    reference_errors: int


@lru_cache(maxsize=2**9)
def window(said: int, meant: int) -> tuple[tuple[int, int], ...]:
    """First and last column of each row that the beam leaves, for texts of these lengths; row 0 is whole.

    >>> window(2, 3)
    ((0, 3), (0, 3), (0, 3))
    """
    ratio = meant / said if said else 1
    width = ceil(ratio / 2 + WIDTH) if ratio / 2 > WIDTH else WIDTH
    middles = [floor(i * ratio) for i in range(1, said + 1)]
    columns = [(max(0, middle - width), min(meant, middle + width - 1)) for middle in middles]
    if columns:
        columns[-1] = (columns[-1][0], meant)
    return ((0, meant), *columns)


@lru_cache(maxsize=2**12)
def harmless(said: int, meant: int) -> int:
    """The greatest Levenshtein distance at which no cheapest path of texts of these lengths can leave the beam.

    At such a distance both the distance and its way through the table are what they are without a beam: a path that
    costs d strays from the diagonal by at most (d ± difference in length) / 2.

    >>> harmless(24, 24) >= 24, harmless(60, 60)
    (True, 49)
    """
    extra = meant - said
    limits = [said + meant]
    for i, (first, last) in enumerate(window(said, meant)[1:], start=1):
        if first > 0:
            limits.append(2 * (i - first) + 1 + extra)
        if last < meant:
            limits.append(2 * (last - i) + 1 - extra)
    return min(limits)


def distance(target: str, reference: str) -> int:
    """The edit distance inside the beam of two texts whose words are characters.

    >>> distance("abcd", "bcde")
    2
    """
    words = positions(reference)
    state = _start(len(reference))
    for word, row in zip(target, _rows(len(target), len(reference)), strict=True):
        state = _row(state, words.get(word, 0), row, len(reference))[0]
    rising, falling, before = state
    return before + rising.bit_count() - falling.bit_count()


def positions(text: str) -> dict[str, int]:
    """The places of each word, as bits.

    >>> positions("aba")
    {'a': 5, 'b': 2}
    """
    found: dict[str, int] = {}
    for i, word in enumerate(text):
        found[word] = found.get(word, 0) | 1 << i
    return found


def align(target: str, reference: str, words: Mapping[str, int]) -> Alignment:
    """The cheapest path inside the beam; of equal ones that which Tercom takes. `words` are those of the reference.

    Going back from the end, a step prefers to keep or replace a word, then to drop one of the target, then to add
    one of the reference.
    """
    state = _start(len(reference))
    steps = []
    for word, row in zip(target, _rows(len(target), len(reference)), strict=True):
        state, equal, level, down = _row(state, words.get(word, 0), row, len(reference))
        steps.append((equal, equal | ~level, down))
    return _back(steps, window(len(target), len(reference)))


def _start(meant: int) -> State:
    return (1 << meant) - 1, 0, 0


@lru_cache(maxsize=2**9)
def _rows(said: int, meant: int) -> tuple[Row, ...]:
    """What `_row` must know of the beam in each row."""
    whole = (1 << meant) - 1
    found = []
    base = 0
    columns = window(said, meant)
    for (above_first, above_last), (first, last) in pairwise(columns):
        before, base = base, max(first - 1, 0)
        kept = whole >> base << base
        leaving = (1 << base) - (1 << before)
        reach = max(base, above_first)
        diagonal = ((1 << above_last + 1) - 1) >> reach << reach & whole
        beyond = whole >> last << last
        found.append((leaving, kept, diagonal, beyond))
    return tuple(found)


def _row(state: State, places: int, row: Row, meant: int) -> tuple[State, int, int, int]:
    """One row further: its state, then bits of columns that equal the word, equal the cell before and above, and rise.

    Left of the beam one column is kept, whose distance grows by one each row; right of it the distance grows by
    one each column. Both can be had inside the beam for no more, except by a word that is equal across
    its border, so equal words count only where the cell before and above is inside.
    """
    rising, falling, before = state
    leaving, kept, diagonal, beyond = row
    if leaving:
        before += (rising & leaving).bit_count() - (falling & leaving).bit_count()
        rising &= kept
        falling &= kept
    whole = (1 << meant) - 1
    equal = places & diagonal
    level = ((((equal & rising) + rising) ^ rising) | equal | falling) & whole
    down = falling | (whole & ~(level | rising))
    shifted = down << 1 | 1
    up = (level & rising) << 1
    rising = (up | ~(level | shifted)) & whole
    falling = shifted & level
    if beyond:
        rising |= beyond
        falling &= ~beyond
    return (rising, falling, before + 1), equal, level, down


def _back(steps: list[tuple[int, int, int]], columns: tuple[tuple[int, int], ...]) -> Alignment:
    i, j = len(columns) - 1, columns[0][1]
    slots = [0] * (j + 1)
    target_errors = reference_errors = errors = 0
    while i and j:
        equal, diagonal, down = steps[i - 1]
        first, last = columns[i - 1]
        if first < j <= last + 1 and diagonal >> j - 1 & 1:
            slots[j] = i
            i, j = i - 1, j - 1
            if not equal >> j & 1:
                errors += 1
                target_errors |= 1 << i
                reference_errors |= 1 << j
            continue
        errors += 1
        if down >> j - 1 & 1:  # never where the cell above is outside: words can be added for less
            i -= 1
            target_errors |= 1 << i
        else:
            slots[j] = i
            j -= 1
            reference_errors |= 1 << j
    # What is left of one side has nothing on the other.
    return Alignment(
        errors + i + j, tuple(slots), target_errors | (1 << i) - 1, reference_errors | (1 << j) - 1
    )
