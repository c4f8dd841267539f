"""How well a run of left sentences and a run of right ones fit, as a few numbers for every pair of runs.

Cosines are read on the scale of the document: 0 is the median of unrelated sentences, 1 the median of sentences
that are each other's nearest. A free translation, or an encoder that is weak on a subject, shifts the cosines of
a whole document; on this scale the same weights serve both.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from transcheck.aligning.arrays import Array, Floats, Indices
from transcheck.aligning.band import Band, background, nearest
from transcheck.aligning.traits import Traits
from transcheck.aligning.wording import Wording, common_worth

# Left and right sentences of a bead. Nulls are not listed: they have features of their own.
SHAPES = (
    *((1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 1), (2, 3), (3, 2), (1, 4), (4, 1)),
    *((1, 5), (5, 1), (2, 4), (4, 2), (3, 3)),
)
REACH = 5
FEATURES = (
    *("cosine", "cosine of more sentences", "margin", "margin of more sentences", "length", "length squared"),
    *("tokens shared", "left tokens lost", "right tokens lost", "gain by joining", "loss by joining"),
    *("words rendered", "words not rendered", "words not owed"),
)
NULL_FEATURES = ("constant", "best cosine", "length")
_BLOCK = 64
_NEIGHBOURS = 4
# What the scale of a document is before anything is known, worth as much as so many sentences.
_PRIOR, _PRIOR_BACKGROUND, _PRIOR_TYPICAL = 5.0, 0.15, 0.6
_LEAST_SCALE = 0.15
# How much the cosines of sentences that are each other's nearest differ in news, and how much more they do where
# freedom is one unit greater; literature is about one unit freer than news.
_EVEN, _UNIT_OF_FREEDOM = 0.17, 0.1
_FREEDOM = (-1.0, 2.0)
# Share of the way from background to typical from which mutual nearest sentences tell the ratio of lengths.
_SURE = 0.6


@dataclass(frozen=True, slots=True)
class Side:
    """One side, measured against the other: sums and norms of runs that end before each lattice line.

    `norms[k]` and so on have an element a lattice line; `weighted` are the vectors as they are added up;
    `rendered` and `owed` are the words in common, `to_render` and `to_owe` what they are worth in runs;
    `crowd` is how near the nearest sentences of the other side are on average, `best` the nearest.
    """

    weighted: Floats
    tokens: Floats
    norms: Array
    lengths: Array
    amounts: Array
    crowd: Array
    best: Array
    shift: Array
    rendered: Wording
    owed: Wording
    to_render: Array
    to_owe: Array

    def __len__(self) -> int:
        return len(self.best)


@dataclass(frozen=True, slots=True)
class Scale:
    """What cosines mean in this document, how much longer the left side is (logarithm), and how free a translation it is.

    In a free translation some sentences are far nearer to their source than others: 0 is news, 1 literature.
    """

    background: float
    unit: float
    ratio: float
    freedom: float = 0.0

    def read(self, cosines: Array) -> Array:
        """Cosines on the scale of the document."""
        return (cosines - self.background) / self.unit


def measure(left: Traits, right: Traits, band: Band) -> tuple[Side, Side, Scale]:
    """Both sides measured within the band, and the scale of the document."""
    level = _background(left, right)
    ours, partner = nearest(left.vectors, right.vectors, band.windows(), count=_NEIGHBOURS, filler=level)
    theirs, back = nearest(right.vectors, left.vectors, band.turned(), count=_NEIGHBOURS, filler=level)
    scale = _scale(left, right, level, ours[:, -1], _mutual(partner, back))
    return _side(left, scale.read(ours)), _side(right, scale.read(theirs)), scale


def _mutual(partner: Indices, back: Indices) -> tuple[Indices, Indices]:
    """The sentences that are each other's nearest."""
    known = np.flatnonzero(partner >= 0)
    chosen = known[back[partner[known]] == known] if len(known) else known
    return chosen, partner[chosen]


def _background(left: Traits, right: Traits) -> float:
    trust = max(min(len(left), len(right)) - 1, 0)
    measured = background(left.vectors, right.vectors)
    return (_PRIOR * _PRIOR_BACKGROUND + trust * measured) / (_PRIOR + trust)


def _scale(left: Traits, right: Traits, level: float, best: Array, pairs: tuple[Indices, Indices]) -> Scale:
    cosines = best[pairs[0]]
    trust = len(cosines)
    typical = (_PRIOR * _PRIOR_TYPICAL + trust * (float(np.median(cosines)) if trust else 0.0)) / (
        _PRIOR + trust
    )
    unit = max(typical - level, _LEAST_SCALE)
    sure = cosines > level + _SURE * unit
    ratio = _length_ratio(left.lengths, right.lengths, (pairs[0][sure], pairs[1][sure]))
    return Scale(level, unit, ratio, _freedom(cosines / unit))


def _freedom(nearness: Array) -> float:
    """From the spread of the cosines, on the scale of the document, of sentences that are each other's nearest."""
    trust = len(nearness)
    variance = (_PRIOR * _EVEN**2 + trust * (float(np.var(nearness)) if trust else 0.0)) / (_PRIOR + trust)
    return float(np.clip((variance**0.5 - _EVEN) / _UNIT_OF_FREEDOM, *_FREEDOM))


def _length_ratio(left: Array, right: Array, pairs: tuple[Indices, Indices]) -> float:
    """How much longer the left side is, as logarithm: by sure pairs, or by all the text where they are few."""
    if len(pairs[0]) >= _PRIOR:
        return float(np.median(np.log(left[pairs[0]] / right[pairs[1]])))
    return float(np.log(max(left.sum(), 1.0) / max(right.sum(), 1.0)))


def _side(traits: Traits, nearest: Array) -> Side:
    # Long sentences say more; the root keeps one long sentence from drowning the others.
    weighted = traits.vectors * np.sqrt(traits.lengths)[:, None].astype(np.float32)
    logs = np.log(traits.lengths)
    return Side(
        weighted=weighted,
        tokens=traits.tokens,
        norms=_run_norms(weighted),
        lengths=_run_sums(traits.lengths),
        amounts=_run_sums(traits.amounts),
        crowd=_run_sums(nearest.mean(axis=1)) / np.maximum(np.arange(REACH + 1), 1)[:, None],
        best=nearest[:, -1],
        shift=logs - (logs.mean() if len(logs) else 0.0),
        rendered=traits.rendered,
        owed=traits.owed,
        to_render=_run_sums(traits.rendered.amounts()),
        to_owe=_run_sums(traits.owed.amounts()),
    )


def _run_sums(values: Array) -> Array:
    """sums[k][i]: the sum of the k values before line i; 1 where there are not so many, which nobody reads."""
    sums = np.ones((REACH + 1, len(values) + 1))
    total = np.concatenate([[0.0], np.cumsum(values)])
    for run in range(1, REACH + 1):
        sums[run, run:] = total[run:] - total[:-run]
    return sums


def _run_norms(vectors: Floats) -> Array:
    """norms[k][i]: the length of the sum of the k vectors before line i; 1 where there are not so many."""
    norms = np.ones((REACH + 1, len(vectors) + 1))
    sums = np.zeros((len(vectors) + 1, vectors.shape[1]), dtype=np.float32)
    for run in range(1, min(REACH, len(vectors)) + 1):
        sums = sums[1:] + vectors[: len(vectors) + 1 - run] if run > 1 else vectors
        norms[run, run:] = np.linalg.norm(sums, axis=1)
    return np.maximum(norms, 1e-9)


@dataclass(frozen=True, slots=True)
class Block:
    """A rectangle of the lattice: `rows` and `columns` are (first, end) lines."""

    rows: tuple[int, int]
    columns: tuple[int, int]


def blocks(band: Band) -> Iterator[Block]:
    """Rectangles that together cover the band, from top to bottom."""
    for start in range(0, band.rows, _BLOCK):
        stop = min(start + _BLOCK, band.rows)
        yield Block((start, stop), (int(band.first[start]), int(band.last[stop - 1]) + 1))


def bead_features(left: Side, right: Side, scale: Scale, block: Block) -> Iterator[Array]:
    """For each of SHAPES the FEATURES of the beads that end at each line of the block: feature × row × column.

    Where a bead would begin before the text, the numbers mean nothing: `feasible` tells.
    """
    wide = Block((block.rows[0] - 1, block.rows[1]), (block.columns[0] - 1, block.columns[1]))
    cosines = _joint_cosines(left, right, scale, wide)
    hits = _Sums.of_products(left.tokens, right.tokens, block)
    rendered = _Sums.of_words(left.rendered, right.rendered, block)
    owed = _Sums.of_words(left.owed, right.owed, block)
    rows, columns = slice(*block.rows), slice(*block.columns)
    for a, b in SHAPES:
        cosine = cosines[a, b][1:, 1:]
        margin = cosine - (left.crowd[a, rows, None] + right.crowd[b, columns]) / 2
        length = np.log(left.lengths[a, rows, None] / right.lengths[b, columns]) - scale.ratio
        hit, said = hits.of(a, b), rendered.of(a, b)
        gain = _gain(cosines, a, b)
        yield np.stack(
            [
                cosine,
                cosine * ((a + b - 2) / 2),
                margin,
                margin * ((a + b - 2) / 2),
                np.abs(length),
                np.minimum(length * length, 4.0),
                np.sqrt(np.maximum(hit, 0.0)),
                np.sqrt(np.maximum(left.amounts[a, rows, None] - hit, 0.0)),
                np.sqrt(np.maximum(right.amounts[b, columns] - hit, 0.0)),
                gain,
                np.minimum(gain, 0.0),
                np.sqrt(np.maximum(said, 0.0)),
                np.sqrt(np.maximum(left.to_render[a, rows, None] - said, 0.0)),
                np.sqrt(np.maximum(right.to_owe[b, columns] - owed.of(a, b), 0.0)),
            ]
        )


def feasible(block: Block, a: int, b: int) -> npt.NDArray[np.bool_]:
    """Whether a bead of that shape that ends at each line of the block begins inside the text."""
    enough_rows = np.arange(*block.rows) >= a
    enough_columns = np.arange(*block.columns) >= b
    return enough_rows[:, None] & enough_columns


def null_features(side: Side) -> Array:
    """NULL_FEATURES of every sentence of a side, for the case that it has no partner: a row each."""
    return np.stack([np.ones(len(side)), side.best, side.shift], axis=1)


def _joint_cosines(left: Side, right: Side, scale: Scale, block: Block) -> dict[tuple[int, int], Array]:
    """Cosines of the pooled vectors of runs, for all shapes and the smaller ones within them."""
    dots = _Sums.of_products(left.weighted, right.weighted, block)
    shapes = {(x, y) for a, b in SHAPES for x, y in ((a, b), (a - 1, b), (a, b - 1)) if x and y}
    norms = _lines(left.norms, block.rows), _lines(right.norms, block.columns)
    return {
        (a, b): scale.read(dots.of(a, b) / (norms[0][a][:, None] * norms[1][b])) for a, b in sorted(shapes)
    }


def _lines(table: Array, lines: tuple[int, int]) -> Array:
    """Columns of a table; the one before the first, which a margin asks for, repeats the first."""
    return table[:, np.maximum(np.arange(*lines), 0)]


def _gain(cosines: dict[tuple[int, int], Array], a: int, b: int) -> Array:
    """How much better the whole bead fits than the best one that leaves out a sentence at its edge."""
    whole = cosines[a, b][1:, 1:]
    smaller = []
    if a > 1:
        smaller += [cosines[a - 1, b][1:, 1:], cosines[a - 1, b][:-1, 1:]]
    if b > 1:
        smaller += [cosines[a, b - 1][1:, 1:], cosines[a, b - 1][1:, :-1]]
    return whole - np.maximum.reduce(smaller) if smaller else np.zeros_like(whole)


class _Sums:
    """Sums over rectangles of sentences that end at the lines of a block (an integral image)."""

    def __init__(self, products: Floats) -> None:
        self._image = np.zeros((products.shape[0] + 1, products.shape[1] + 1))
        self._image[1:, 1:] = products.cumsum(axis=0, dtype=float).cumsum(axis=1)

    @classmethod
    def of_products(cls, ours: Floats, theirs: Floats, block: Block) -> _Sums:
        """Of the products of the rows of two tables."""
        products: Floats = _slab(ours, block.rows) @ _slab(theirs, block.columns).T
        return cls(products)

    @classmethod
    def of_words(cls, ours: Wording, theirs: Wording, block: Block) -> _Sums:
        """Of what the words are worth that two sentences share."""
        return cls(common_worth(ours, theirs, range(*_reached(block.rows)), range(*_reached(block.columns))))

    def of(self, a: int, b: int) -> Array:
        """For each line of the block: the sum over the a sentences above it and the b beside it."""
        image = self._image
        rows, columns = slice(REACH - a, image.shape[0] - a), slice(REACH - b, image.shape[1] - b)
        here = image[REACH:, REACH:] - image[rows, REACH:]
        return here - image[REACH:, columns] + image[rows, columns]


def _reached(lines: tuple[int, int]) -> tuple[int, int]:
    """The sentences between REACH lines before the first line and the last line, also those outside the text."""
    return lines[0] - REACH, lines[1] - 1


def _slab(rows: Floats, lines: tuple[int, int]) -> Floats:
    """The sentences between REACH lines before the first line and the last line; zeros outside the text."""
    low, high = _reached(lines)
    slab = np.zeros((high - low, rows.shape[1]), dtype=np.float32)
    inside = rows[max(low, 0) : high]
    slab[max(-low, 0) : max(-low, 0) + len(inside)] = inside
    return slab
