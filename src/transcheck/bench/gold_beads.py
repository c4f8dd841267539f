"""Documents with gold beads, and versions of them: noisy, without lone sentences, freely translated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec
import numpy as np

from transcheck.aligning.arrays import Array, Floats
from transcheck.aligning.features import SHAPES
from transcheck.aligning.traits import Traits, describe
from transcheck.errors import InputError

Bead = tuple[tuple[int, ...], tuple[int, ...]]

_NOISE = 0.6  # length of the noise beside a sentence vector, which has length 1
_FREE_NOISE, _FREE_LENGTHS = 0.4, 0.2
_JOINED, _MIXED, _LONE_KEPT = 0.22, 0.08, 0.5
_ENGLISH = "mono"  # files of that name are English on both sides


class GoldDocument(msgspec.Struct, frozen=True):
    """The sentences of both sides and the beads of people."""

    doc_id: str
    source: tuple[str, ...]
    target: tuple[str, ...]
    gold: tuple[Bead, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """Both sides as alignment sees them, and their gold beads; a bead of one side has one sentence."""

    left: Traits
    right: Traits
    gold: tuple[Bead, ...]


def read_gold(path: Path) -> tuple[GoldDocument, ...]:
    """The documents of a JSON Lines file. Raises `InputError` where it is none."""
    try:
        lines = path.read_bytes().splitlines()
        return tuple(msgspec.json.decode(line, type=GoldDocument) for line in lines if line.strip())
    except (OSError, msgspec.MsgspecError) as error:
        raise InputError(path.as_posix(), f"not documents with gold beads: {error}", whole=True) from error


def is_chinese(path: Path) -> bool:
    """Whether the left side of a file's documents is Chinese."""
    return not path.stem.startswith(_ENGLISH)


def marked(document: GoldDocument, *, chinese: bool, embeddings: bool = True) -> Marked:
    """A document as it is."""
    left, right = describe(document.source, document.target, chinese=chinese, embeddings=embeddings)
    return Marked(left, right, tuple(_single(document.gold)))


def _single(gold: Sequence[Bead]) -> Iterator[Bead]:
    for left, right in gold:
        if left and right:
            yield left, right
        else:
            yield from (((number,), ()) for number in left)
            yield from (((), (number,)) for number in right)


def versions(
    document: GoldDocument, rng: np.random.Generator, *, chinese: bool, embeddings: bool = True
) -> tuple[Marked, ...]:
    """A document with noise on its vectors, without its lone sentences, and as a free translation would be.

    Left out are those with a bead larger than alignment makes. Without embeddings there is no noise.
    """
    plain = marked(document, chinese=chinese, embeddings=embeddings)
    found = [_without_lone(plain), _free(document, rng, chinese=chinese, embeddings=embeddings)]
    if embeddings:
        noisy = replace(plain, left=_noisy(plain.left, rng), right=_noisy(plain.right, rng))
        found.insert(0, noisy)
    return tuple(one for one in found if is_possible(one.gold))


def is_possible(gold: Sequence[Bead]) -> bool:
    """Whether alignment could find every bead."""
    return all((len(left), len(right)) in SHAPES for left, right in gold if left and right)


def _noisy(traits: Traits, rng: np.random.Generator) -> Traits:
    return replace(traits, vectors=_disturbed(traits.vectors, rng, np.full((len(traits), 1), _NOISE)))


def _disturbed(vectors: Floats, rng: np.random.Generator, strength: Array) -> Floats:
    noise = rng.standard_normal(vectors.shape) / np.sqrt(vectors.shape[1])
    return _unit(vectors + strength * noise)


def _unit(vectors: Array) -> Floats:
    norms = np.maximum(np.linalg.norm(vectors, axis=-1, keepdims=True), 1e-9)
    unit: Floats = (vectors / norms).astype(np.float32)
    return unit


def _without_lone(plain: Marked) -> Marked:
    beads = [(left, right) for left, right in plain.gold if left and right]
    keep = [sorted(number for bead in beads for number in bead[side]) for side in (0, 1)]
    place = [{number: at for at, number in enumerate(kept)} for kept in keep]
    gold = tuple((tuple(place[0][n] for n in a), tuple(place[1][n] for n in b)) for a, b in beads)
    return Marked(_some(plain.left, keep[0]), _some(plain.right, keep[1]), gold)


def _some(traits: Traits, rows: list[int]) -> Traits:
    return Traits(
        traits.vectors[rows],
        traits.lengths[rows],
        traits.tokens[rows],
        traits.amounts[rows],
        traits.rendered.some(rows),
        traits.owed.some(rows),
    )


def _free(document: GoldDocument, rng: np.random.Generator, *, chinese: bool, embeddings: bool) -> Marked:
    """Some lone sentences gone, some sentences joined, neighbours mixed, and vectors and lengths disturbed unevenly."""
    joined = _joined(document, rng, "" if chinese else " ")
    texts = [[text for bead in joined for text in bead[side]] for side in (0, 1)]
    left, right = describe(texts[0], texts[1], chinese=chinese, embeddings=embeddings)
    if not embeddings:
        return Marked(left, right, tuple(_numbered(joined)))
    gold, vectors = _mixed(_numbered(joined), right.vectors, rng)
    return Marked(_uneven(left, rng), _uneven(replace(right, vectors=vectors), rng), gold)


_Texts = tuple[list[str], list[str]]


def _joined(document: GoldDocument, rng: np.random.Generator, space: str) -> list[_Texts]:
    """The texts of the beads; neighbours are at times made one by joining two sentences of one side."""
    beads: list[_Texts] = []
    for numbers in _single(document.gold):
        left, right = [document.source[n] for n in numbers[0]], [document.target[n] for n in numbers[1]]
        if not (left and right):
            if rng.random() < _LONE_KEPT:
                beads.append((left, right))
            continue
        merged = _merged(beads[-1], (left, right), rng, space) if beads and all(beads[-1]) else None
        if merged is not None and rng.random() < _JOINED:
            beads[-1] = merged
        else:
            beads.append((left, right))
    return beads


def _merged(first: _Texts, second: _Texts, rng: np.random.Generator, space: str) -> _Texts | None:
    side = int(rng.integers(2))
    glue = " " if side else space
    sides = [[*first[n], *second[n]] for n in (0, 1)]
    sides[side] = [*first[side][:-1], first[side][-1] + glue + second[side][0], *second[side][1:]]
    return (sides[0], sides[1]) if (len(sides[0]), len(sides[1])) in SHAPES else None


def _numbered(beads: Sequence[_Texts]) -> list[Bead]:
    found: list[Bead] = []
    at = [0, 0]
    for bead in beads:
        found.append((tuple(range(at[0], at[0] + len(bead[0]))), tuple(range(at[1], at[1] + len(bead[1])))))
        at = [at[0] + len(bead[0]), at[1] + len(bead[1])]
    return found


def _mixed(
    gold: Sequence[Bead], vectors: Floats, rng: np.random.Generator
) -> tuple[tuple[Bead, ...], Floats]:
    """Neighbouring pairs whose right sentences share what they say become one bead."""
    vectors, found = vectors.copy(), list[Bead]()
    for bead in gold:
        before = found[-1] if found else ((), ())
        if _is_pair(before) and _is_pair(bead) and rng.random() < _MIXED:
            rows = [before[1][0], bead[1][0]]
            share = rng.uniform(0.25, 0.75, 2)
            mix = np.array([[share[0], 1 - share[0]], [1 - share[1], share[1]]])
            vectors[rows] = _unit(mix @ vectors[rows])
            found[-1] = (before[0] + bead[0], before[1] + bead[1])
        else:
            found.append(bead)
    return tuple(found), vectors


def _is_pair(bead: Bead) -> bool:
    return len(bead[0]) == len(bead[1]) == 1


def _uneven(traits: Traits, rng: np.random.Generator) -> Traits:
    count = len(traits)
    strength = _FREE_NOISE * rng.exponential(1.0, (count, 1))
    lengths = traits.lengths * np.exp(_FREE_LENGTHS * rng.standard_normal(count))
    return replace(traits, vectors=_disturbed(traits.vectors, rng, strength), lengths=lengths)


@dataclass(frozen=True, slots=True)
class BeadScores:
    """F1 of beads found exactly, and of sentences without a partner."""

    strict: float
    alone: float


def score_beads(pairs: Iterable[tuple[Collection[Bead], Collection[Bead]]]) -> BeadScores:
    """Gold beads held against those found, summed over documents.

    As published aligners are scored: sentences without a partner count for the precision of `strict`, not for its recall.

    >>> score_beads([([((0,), (0,)), ((1,), ())], [((0,), (0,)), ((1,), (1,))])])
    BeadScores(strict=0.6666666666666666, alone=0.0)
    """
    exact, lone = Counter[str](), Counter[str]()
    for gold, found in pairs:
        right, given = set(gold), set(found)
        partnered = {bead for bead in right if all(bead)}
        exact.update(
            hits=len(right & given), given=len(given), told=len(partnered & given), wanted=len(partnered)
        )
        single = {bead for bead in given if not all(bead)}
        lone.update(hits=len(right & single), both=len(right) - len(partnered) + len(single))
    precision, recall = exact["hits"] / max(1, exact["given"]), exact["told"] / max(1, exact["wanted"])
    strict = 2 * precision * recall / max(1e-9, precision + recall)
    return BeadScores(strict, 2 * lone["hits"] / max(1, lone["both"]))
