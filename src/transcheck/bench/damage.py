"""Translations damaged in one known way each: does a score fall?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from msgspec import structs

from transcheck.bench.scored import ScoredRow

PER_KIND = 300
_SEED = 3
_CLAUSE = re.compile(r"(?<=,)\s+")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}")
_SHUFFLED, _REPEATED, _KEPT = 5, 4, 0.65
_SHORTEST = 20  # letters of a clause worth the name


@dataclass(frozen=True, slots=True)
class Damage:
    """A row with damage of a kind, and the number of the row it was made from."""

    kind: str
    original: int
    row: ScoredRow


def damage(rows: Sequence[ScoredRow], *, per_kind: int = PER_KIND) -> tuple[Damage, ...]:
    """Damaged copies of rows chosen at random (with a fixed seed), up to so many of each kind."""
    return tuple(_damage(rows, per_kind))


def _damage(rows: Sequence[ScoredRow], per_kind: int) -> Iterator[Damage]:
    random = Random(_SEED)
    made = Counter[str]()
    for number in random.sample(range(len(rows)), len(rows)):
        row = rows[number]
        for kind, spoil in KINDS.items():
            text = spoil(row.target, random) if made[kind] < per_kind else None
            if text is not None and text != row.target:
                made[kind] += 1
                yield Damage(kind, number, structs.replace(row, id=f"{row.id} {kind}", target=text))


def _clause(text: str, random: Random) -> str | None:
    """One of the clauses between commas gone, but no more than half of the text.

    >>> _clause("He came to the capital city, saw what there was to be seen in it, and left.", Random(0))
    'He came to the capital city, and left.'
    """
    parts = _CLAUSE.split(text)
    gone = random.randrange(len(parts))
    rest = " ".join(parts[:gone] + parts[gone + 1 :])
    return rest if len(parts[gone]) >= _SHORTEST and len(rest) > len(text) / 2 else None


def _end(text: str, _random: Random) -> str | None:
    """The last third gone."""
    words = text.split()
    return " ".join(words[: int(_KEPT * len(words))]) if len(words) > 10 else None


def _figure(text: str, random: Random) -> str | None:
    """Another number in place of one."""
    found = list(re.finditer(r"\d+", text))
    if not found:
        return None
    one = random.choice(found)
    return f"{text[: one.start()]}{int(one[0]) + random.choice((1, 3, 7, 20))}{text[one.end() :]}"


def _name(text: str, random: Random) -> str | None:
    """The letters of a capitalised word inside a sentence in another order."""
    found = list(_NAME.finditer(text))
    if not found:
        return None
    one = random.choice(found)
    letters = "".join(random.sample(one[0][1:], len(one[0]) - 1))
    return f"{text[: one.start()]}{one[0][0]}{letters}{text[one.end() :]}"


def _order(text: str, random: Random) -> str | None:
    """Neighbouring words in another order."""
    words = text.split()
    if len(words) < _SHUFFLED + 3:
        return None
    at = random.randrange(len(words) - _SHUFFLED)
    words[at : at + _SHUFFLED] = random.sample(words[at : at + _SHUFFLED], _SHUFFLED)
    return " ".join(words)


def _twice(text: str, random: Random) -> str | None:
    """Some words said twice."""
    words = text.split()
    if len(words) < _REPEATED + 4:
        return None
    at = random.randrange(len(words) - _REPEATED)
    return " ".join([*words[: at + _REPEATED], *words[at:]])


KINDS: Mapping[str, Callable[[str, Random], str | None]] = {
    "a clause left out": _clause,
    "the last third left out": _end,
    "another figure": _figure,
    "a garbled name": _name,
    "five words in another order": _order,
    "four words twice": _twice,
}

# What the estimate is taught. Of the others, repetition is in the examples themselves; what is left out is not learnt,
# because it would teach that longer English is better (see ESTIMATE.md).
TAUGHT = frozenset({"another figure", "a garbled name", "five words in another order"})
