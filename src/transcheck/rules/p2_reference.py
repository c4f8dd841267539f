"""English compared with a human translation of the same text: what both say, and what only one of them says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import permutations

from transcheck.model import Alignment, Entity, LinkedBead, Passage, Span
from transcheck.romanising.distance import likeness
from transcheck.text import Word, ascii_key, words

_LONGEST = 5  # words of the longest name that is looked up as one string of letters


@dataclass(frozen=True)
class Side:
    """The words of some passages, ready to be asked what they contain, whatever the spaces and hyphens."""

    passages: tuple[Passage, ...]

    @cached_property
    def _words(self) -> tuple[tuple[Word, ...], ...]:
        return tuple(words(passage.text) for passage in self.passages)

    @cached_property
    def _strings(self) -> frozenset[str]:
        return frozenset(
            "".join(word.key for word in found[i : i + size])
            for found in self._words
            for i in range(len(found))
            for size in range(1, _LONGEST + 1)
        )

    def says(self, text: str) -> bool:
        """Whether the words of a name stand there, joined or not, in any order."""
        return any("".join(order) in self._strings for order in permutations(parts(text)[:_LONGEST]))

    def lone(self, key: str) -> bool:
        """Whether a capitalised word stands there outside every longer name."""
        for passage, found in zip(self.passages, self._words, strict=True):
            longer = [
                entity.span for entity in passage.entities if entity.kind == "person" and " " in entity.text
            ]
            for word in found:
                span = passage.at(word.start, word.end)
                if word.key == key and word.capital and not any(name.contains(span) for name in longer):
                    return True
        return False


def parts(text: str) -> tuple[str, ...]:
    """The words of a name, folded; hyphens join.

    >>> parts("Hung Hsiu-chu")
    ('hung', 'hsiuchu')
    """
    return tuple(key for key in map(ascii_key, text.split()) if key)


@dataclass(frozen=True)
class Beside:
    """A bead with a reference, the whole reference, and what stands around the bead on both sides."""

    linked: LinkedBead
    reference: Passage
    whole: Side
    near_reference: Side
    near_target: Side


def beside(alignment: Alignment) -> Iterator[Beside]:
    """The beads that have text in the target and in the reference, each with its neighbours."""
    beads = alignment.beads
    whole = Side(_present(linked.bead.reference for linked in beads))
    for i, linked in enumerate(beads):
        reference = linked.bead.reference
        if reference is None or not reference.text.strip() or not linked.bead.target.text.strip():
            continue
        around = beads[max(0, i - 1) : i + 2]
        yield Beside(
            linked,
            reference,
            whole,
            Side(_present(other.bead.reference for other in around)),
            Side(_present(other.bead.target for other in around)),
        )


def _present(passages: Iterable[Passage | None]) -> tuple[Passage, ...]:
    return tuple(passage for passage in passages if passage is not None)


def pairs(
    mine: Sequence[Entity], others: Sequence[Entity], least: float
) -> Iterator[tuple[Entity, Entity, float]]:
    """The likeliest pairs of mentions by sound, best first, each mention once."""
    rated = sorted(
        ((sound(one.text, other.text), i, j) for i, one in enumerate(mine) for j, other in enumerate(others)),
        reverse=True,
    )
    used: set[tuple[str, int]] = set()
    for score, i, j in rated:
        if score >= least and ("mine", i) not in used and ("other", j) not in used:
            used |= {("mine", i), ("other", j)}
            yield mine[i], others[j], score


def sound(one: str, other: str) -> float:
    """How alike two names sound, in the better order of their words.

    >>> sound("Hong Xiuzhu", "Hung Hsiu-chu") > 0.6 > sound("Zeng Junhua", "John Tsang")
    True
    """
    wanted = "".join(parts(one))
    return max((likeness(wanted, "".join(order)) for order in permutations(parts(other)[:4])), default=0.0)


def place_in(passage: Passage, span: Span) -> float:
    """How far into its passage a span begins, from 0 to 1."""
    return (span.start - passage.start) / max(1, len(passage.text))
