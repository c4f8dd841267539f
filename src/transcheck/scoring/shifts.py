"""The number of edits that TER counts: Tercom's greedy search for shifts, as sacrebleu does it, with less work.

A shift moves a run of words of the target to where the same run stands in the reference. The best one of a round
is made for good, as long as it saves anything. sacrebleu fills a table of distances for every shift it could make;
here most are never measured, since they cannot win, and the others by rapidfuzz where the beam cannot matter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Levenshtein

from transcheck.scoring import beam

LONGEST = 10  # words moved at once
FARTHEST = 50  # between the places of the run in target and reference
MOST = 1000  # shifts looked at in all; the round in which they are reached does not count

_Found = list[set[tuple[int, int]]]


def count_edits(target: Sequence[str], reference: Sequence[str]) -> int:
    """Words added, dropped and replaced, and runs moved, to make the reference from the target.

    >>> count_edits("on Monday the talks began".split(), "the talks began on Monday".split())
    1
    """
    if not reference or not target:
        return len(reference) + len(target)
    numbers = {word: chr(i) for i, word in enumerate(dict.fromkeys((*reference, *target)))}
    search = _Search("".join(numbers[word] for word in reference))
    return search.edits("".join(numbers[word] for word in target))


class _Search:
    """Everything that is the same in all rounds of one segment; words are characters here."""

    def __init__(self, reference: str) -> None:
        self.reference = reference
        self.words = beam.positions(reference)
        self.places: dict[str, list[int]] = {}
        for i, word in enumerate(reference):
            self.places.setdefault(word, []).append(i)

    def edits(self, target: str) -> int:
        """Shifts that pay, and the distance they leave."""
        common = sum((Counter(target) & Counter(self.reference)).values())
        least = max(len(target), len(self.reference)) - common  # no order of the words gets below
        distance, shifts, looked_at = self._distance(target), 0, 0
        while distance > least:
            aligned = beam.align(target, self.reference, self.words)
            found, number = self._shifts(target, aligned, MOST - looked_at)
            looked_at += number
            if looked_at >= MOST:
                break
            target, shorter = self._best(target, found, distance, least)
            if shorter == distance:
                break
            distance = shorter
            shifts += 1
        return shifts + distance

    def _distance(self, target: str) -> int:
        free = Levenshtein.distance(target, self.reference)
        if free <= beam.harmless(len(target), len(self.reference)):
            return free
        return beam.distance(target, self.reference)

    def _shifts(self, target: str, aligned: beam.Alignment, limit: int) -> tuple[_Found, int]:
        """Shifts by number of words moved, as places from and to; and how many Tercom counts, up to a limit."""
        found: _Found = [set() for _ in range(LONGEST + 1)]
        number = 0
        for start, word in enumerate(target):
            for place in self.places.get(word, ()):
                if abs(place - start) > FARTHEST:
                    continue
                for length, goals in _runs(target, self.reference, start, place, aligned):
                    number += len(goals)
                    found[length].update((start, goal) for goal in goals)
                if number >= limit:
                    return found, number
        return found, number

    def _best(self, target: str, found: _Found, distance: int, least: int) -> tuple[str, int]:
        """The target after the shift that saves most, and its distance; the target itself where none saves anything.

        Of equal ones the longest run wins, then the first, then the first place it may go to: in that order they
        are looked at here, so that a later one must save more.
        """
        reference, harmless = self.reference, beam.harmless(len(target), len(self.reference))
        # Moving k words drops and adds k words: it cannot save more than 2k, and what the beam had cost before.
        free = distance if distance <= harmless else Levenshtein.distance(target, reference)
        best, shortest = target, distance
        for length in range(LONGEST, 0, -1):
            for start, goal in sorted(found[length]):
                if shortest == least or free - 2 * length >= shortest:
                    break
                if free - 2 * abs(goal - start) >= shortest:
                    continue
                shifted = _moved(target, start, length, goal)
                after = Levenshtein.distance(shifted, reference, score_cutoff=shortest - 1)
                if after < shortest and after > harmless:
                    after = beam.distance(shifted, reference)
                if after < shortest:
                    best, shortest = shifted, after
        return best, shortest


def _runs(
    target: str, reference: str, start: int, place: int, aligned: beam.Alignment
) -> Iterator[tuple[int, list[int]]]:
    """Equal runs of words that begin at two places: their lengths, and where in the target they may go.

    Only runs with an error on both sides are moved, and not to where they partly are.
    """
    slots = aligned.slots
    wrong_target, wrong_reference = aligned.target_errors >> start, aligned.reference_errors >> place
    goals = [slots[place]]
    most = min(LONGEST, len(target) - start, len(reference) - place)
    for length in range(1, most + 1):
        if target[start + length - 1] != reference[place + length - 1]:
            return
        if slots[place + length] != goals[-1]:
            goals.append(slots[place + length])
        run = (1 << length) - 1
        if wrong_target & run and wrong_reference & run and not start < slots[place + 1] <= start + length:
            yield length, goals


def _moved(words: str, start: int, length: int, goal: int) -> str:
    """The words after a run was moved to before the place `goal`; a goal inside the run moves it on by as much.

    >>> _moved("abcdef", 3, 2, 1), _moved("abcdef", 1, 2, 5), _moved("abcdef", 1, 2, 2)
    ('adebcf', 'adebcf', 'adbcef')
    """
    end = start + length
    if goal < start:
        return words[:goal] + words[start:end] + words[goal:start] + words[end:]
    if goal <= end:
        goal += length
    return words[:start] + words[end:goal] + words[start:end] + words[goal:]
