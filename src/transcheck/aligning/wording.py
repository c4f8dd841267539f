"""What the words of one side say in the language of the other, by the dictionary CC-CEDICT.

Sentence vectors tell what a sentence is about; which of two neighbours it renders, single words often tell better, most of
all in short sentences. Two English sides have their words in common.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from transcheck.aligning.arrays import Array, Floats, Indices
from transcheck.lexicons.glosses import PACKAGE, longest, senses
from transcheck.lexicons.packages import is_installed
from transcheck.lexicons.roots import root
from transcheck.text import HAN_RUN, fold_chinese, words

_SMALL = frozenset(
    "the a an of to in on at for by with and or is are was were be been it its that this as from he she they his her "
    "their have has had not".split()
)
# A word that so large a share of the sentences has, beyond so many, does not tell them apart.
_COMMON, _FEW = 0.25, 20

Sense = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """Which of some numbered words each sentence of a side has; `worth[n]`, more for rare ones, is the same for both sides."""

    held: tuple[Indices, ...]
    worth: Array

    def amounts(self) -> Array:
        """What the words of each sentence are worth together."""
        return np.array([self.worth[numbers].sum() for numbers in self.held], dtype=float)

    def some(self, rows: Sequence[int]) -> Wording:
        """The wording of some of the sentences."""
        return Wording(tuple(self.held[row] for row in rows), self.worth)


def common_worth(left: Wording, right: Wording, rows: range, columns: range) -> Floats:
    """What the words are worth that sentences of both sides share: a row for each left one, a column for each right one.

    Numbers outside a side stand for sentences without words.
    """
    ours = [left.held[row] if 0 <= row < len(left.held) else _NOTHING for row in rows]
    theirs = [right.held[row] if 0 <= row < len(right.held) else _NOTHING for row in columns]
    used = np.unique(np.concatenate([_NOTHING, *ours]))
    place = np.full(len(left.worth) + 1, -1)
    place[used] = np.arange(len(used))
    above, beside = _table(ours, place, len(used)), _table(theirs, place, len(used))
    shared: Floats = (above * left.worth[used].astype(np.float32)) @ beside.T
    return shared


_NOTHING: Indices = np.array([], dtype=np.intp)


def _table(held: Sequence[Indices], place: Indices, width: int) -> Floats:
    """A row for each sentence, 1 in the columns of its words."""
    table = np.zeros((len(held), width), dtype=np.float32)
    for row, numbers in enumerate(held):
        columns = place[numbers]
        table[row, columns[columns >= 0]] = 1
    return table


def rendered(
    left: Sequence[str], right: Sequence[str], *, chinese: bool
) -> tuple[tuple[Wording, Wording], tuple[Wording, Wording]]:
    """For both sides the words of the left one that the right one renders, and those of the right one that are owed.

    The first pair numbers the words of the left side: a right sentence has those of which it holds a sense. The second
    numbers the words of the right side: a left sentence has those that stand in a sense of its words. Without the
    dictionary nothing is known of any words beside Chinese.

    >>> (ours, theirs), _ = rendered(["他笑了。"], ["He smiled.", "It rained."], chinese=True)
    >>> [[round(float(worth), 1) for worth in row] for row in common_worth(ours, theirs, range(1), range(2))]
    [[0.7, 0.0]]
    """
    if chinese and not is_installed(PACKAGE):
        empty = _wordings([()] * len(left), [()] * len(right))
        return empty, empty
    theirs = [_english(sentence) for sentence in right]
    ours = [_chinese(sentence) if chinese else _english(sentence) for sentence in left]
    meanings = {word: _meanings(word) if chinese else ((word,),) for said in ours for word in said}
    places: defaultdict[str, set[int]] = defaultdict(set)
    for number, said in enumerate(theirs):
        for word in said:
            places[word].add(number)
    said_by = {word: _sentences(meanings[word], places) for word in meanings if meanings[word]}
    owed = [
        {part for word in said for sense in meanings[word] for part in sense} & places.keys() for said in ours
    ]
    return (
        _wordings([said & said_by.keys() for said in ours], list(_turned(said_by, len(right)))),
        _wordings(owed, theirs),
    )


def _english(sentence: str) -> set[str]:
    return {root(word.key) for word in words(sentence) if word.key not in _SMALL}


@lru_cache(maxsize=65536)
def _meanings(word: str) -> tuple[Sense, ...]:
    """The senses of a Chinese word, as roots of the words that tell something."""
    told = (tuple(root(part) for part in sense if part not in _SMALL) for sense in senses(word))
    return tuple(dict.fromkeys(sense for sense in told if sense))


def _chinese(sentence: str) -> set[str]:
    runs = (run.group() for run in HAN_RUN.finditer(fold_chinese(sentence)))
    return {run[start:end] for run in runs for start, end in longest(run)}


def _sentences(meanings: Sequence[Sense], places: Mapping[str, set[int]]) -> set[int]:
    """The sentences that hold all words of one of the senses."""
    found: set[int] = set()
    for sense in meanings:
        found |= set.intersection(*(places.get(part, set()) for part in sense))
    return found


def _turned(said_by: Mapping[str, set[int]], count: int) -> Iterator[set[str]]:
    """The words that each of so many sentences renders; those that nearly all do tell nothing."""
    turned: list[set[str]] = [set() for _ in range(count)]
    for word, numbers in said_by.items():
        if len(numbers) <= max(_FEW, _COMMON * count):
            for number in numbers:
                turned[number].add(word)
    yield from turned


def _wordings(left: Sequence[Collection[str]], right: Sequence[Collection[str]]) -> tuple[Wording, Wording]:
    """Both sides with their words numbered, and worth the more the fewer sentences have them."""
    numbers: dict[str, int] = {}
    held = [
        tuple(
            np.array([numbers.setdefault(word, len(numbers)) for word in sorted(said)], dtype=np.intp)
            for said in side
        )
        for side in (left, right)
    ]
    counts = np.bincount(np.concatenate([_NOTHING, *held[0], *held[1]]), minlength=len(numbers))
    worth = np.log((1 + len(left) + len(right)) / np.maximum(counts, 1))
    return Wording(held[0], worth), Wording(held[1], worth)
