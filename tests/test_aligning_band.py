"""The parts of alignment: tokens, anchors, corridor, and path probabilities against slow and obvious versions."""

from __future__ import annotations

import itertools
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcheck.aligning.band import Band, anchored_band, heaviest_chain, whole_band
from transcheck.aligning.features import FEATURES, NULL_FEATURES, SHAPES
from transcheck.aligning.lattice import Lattice, Step, best_path
from transcheck.aligning.pairing import pair
from transcheck.aligning.traits import durable_tokens
from transcheck.aligning.weights import shipped

WORDS = (
    "river mountain teacher engine copper violin harbour winter doctor bridge cotton market lantern soldier garden "
    "planet letter bakery forest island mirror thunder carpet museum tunnel falcon orchard pepper ladder candle"
).split()


def invented(count: int, seed: int) -> list[str]:
    draw = random.Random(seed)
    return [
        f"The {a} near the {b} needs a {c} and {draw.randint(2, 900)} {d}s."
        for a, b, c, d in (draw.sample(WORDS, 4) for _ in range(count))
    ]


def edited(sentences: list[str], seed: int) -> list[str]:
    """Some sentences joined with the next, some left out, a long passage put in."""
    draw = random.Random(seed)
    out: list[str] = []
    rest = iter(sentences)
    for sentence in rest:
        chance = draw.random()
        if chance < 0.1:
            out.append(f"{sentence} {next(rest, '')}".strip())
        elif chance > 0.05:
            out.append(sentence.replace("needs", "requires"))
    middle = len(out) // 2
    return out[:middle] + invented(70, seed + 1) + out[middle:]


def stretches(steps: list[Step]) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    return [(step.left, step.right) for step in steps]


@pytest.mark.parametrize("embeddings", [True, False])
def test_corridor_finds_what_the_whole_lattice_finds(embeddings: bool) -> None:
    left = invented(260, 1)
    right = edited(left, 2)
    whole = pair(left, right, chinese=False, embeddings=embeddings, whole=10**9)
    narrow = pair(left, right, chinese=False, embeddings=embeddings, whole=0)
    assert stretches(narrow) == stretches(whole)


def test_corridor_is_narrow_and_goes_round_an_insertion() -> None:
    generator = np.random.default_rng(0)
    left = generator.standard_normal((400, 64)).astype(np.float32)
    inserted = generator.standard_normal((300, 64)).astype(np.float32)
    left /= np.linalg.norm(left, axis=1, keepdims=True)
    inserted /= np.linalg.norm(inserted, axis=1, keepdims=True)
    band = anchored_band(left, np.concatenate([left[:200], inserted, left[200:]]))
    path = (
        [(i, i) for i in range(200)]
        + [(200, j) for j in range(200, 501)]
        + [(i, i + 300) for i in range(201, 401)]
    )
    assert all(band.first[i] <= j <= band.last[i] for i, j in path)
    assert int((band.last - band.first).sum()) < 400 * 700 / 3


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 9))
def test_corridor_joins_both_ends_and_never_turns_back(rows: int, columns: int, seed: int) -> None:
    generator = np.random.default_rng(seed)
    left = generator.standard_normal((rows, 8)).astype(np.float32)
    right = generator.standard_normal((columns, 8)).astype(np.float32)
    band = anchored_band(left, right)
    assert (band.first[0], band.last[-1]) == (0, columns)
    assert (np.diff(band.first) >= 0).all()
    assert (np.diff(band.last) >= 0).all()
    assert (band.first[1:] <= band.last[:-1]).all()


@given(st.permutations(range(8)), st.lists(st.integers(1, 5), min_size=8, max_size=8))
def test_heaviest_chain_is_the_heaviest(order: list[int], weights: list[int]) -> None:
    pairs = list(enumerate(order))
    best = max(
        sum(weights[i] for i, _ in chosen)
        for size in range(9)
        for chosen in itertools.combinations(pairs, size)
        if all(a[1] < b[1] for a, b in itertools.pairwise(chosen))
    )
    chain = heaviest_chain(pairs, [float(weight) for weight in weights])
    assert sum(weights[i] for i, _ in chain) == best
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in itertools.pairwise(chain))


def all_paths(rows: int, columns: int) -> list[list[tuple[int, int, int, int]]]:
    """Every way through a small lattice, as (i, j, left sentences, right sentences) of each step's end."""
    paths: dict[tuple[int, int], list[list[tuple[int, int, int, int]]]] = {(0, 0): [[]]}
    for i, j in itertools.product(range(rows + 1), range(columns + 1)):
        for a, b in (*SHAPES, (1, 0), (0, 1)):
            for path in paths.get((i - a, j - b), []):
                paths.setdefault((i, j), []).append([*path, (i, j, a, b)])
    return paths[rows, columns]


@given(st.integers(0, 4), st.integers(0, 4), st.integers(0, 99))
def test_best_path_and_probabilities_agree_with_all_paths(rows: int, columns: int, seed: int) -> None:
    generator = np.random.default_rng(seed)
    scores = generator.normal(size=(rows + 1, len(SHAPES), columns + 1)).astype(np.float32)
    lattice = Lattice(
        whole_band(rows, columns),
        tuple(_bounded(scores[i], i) for i in range(rows + 1)),
        generator.normal(size=rows),
        generator.normal(size=columns),
    )

    def value(i: int, j: int, a: int, b: int) -> float:
        if b == 0:
            return float(lattice.left[i - 1])
        return float(lattice.right[j - 1]) if a == 0 else float(scores[i, SHAPES.index((a, b)), j])

    paths = all_paths(rows, columns)
    weight = {id(path): np.exp(sum(value(*step) for step in path)) for path in paths}
    # Sentences alone beside each other count alike in every order: those of the left side stand first.
    first = [
        path
        for path in paths
        if not any(one[2:] == (0, 1) and other[2:] == (1, 0) for one, other in itertools.pairwise(path))
    ]
    best = max(first, key=lambda path: weight[id(path)])
    found = best_path(lattice)
    assert stretches(found) == [((i - a, i), (j - b, j)) for i, j, a, b in best]
    for step, (i, j, a, b) in zip(found, best, strict=True):
        share = sum(weight[id(path)] for path in paths if _takes(path, (i, j, a, b)))
        assert step.confidence == pytest.approx(share / sum(weight.values()), rel=1e-4)


def _bounded(row: np.ndarray, i: int) -> np.ndarray:
    for shape, (a, b) in enumerate(SHAPES):
        row[shape, :b] = -1e9
        if a > i:
            row[shape] = -1e9
    return row


def _takes(path: list[tuple[int, int, int, int]], step: tuple[int, int, int, int]) -> bool:
    """A sentence alone counts wherever it is passed."""
    i, j, a, b = step
    if b == 0:
        return any(s[0] == i and s[3] == 0 for s in path)
    if a == 0:
        return any(s[1] == j and s[2] == 0 for s in path)
    return step in path


def test_whole_band_opens_every_window() -> None:
    band: Band = whole_band(2, 3)
    assert [window.tolist() for window in band.windows()] == [[0, 0], [3, 3]]
    assert [window.tolist() for window in band.turned()] == [[0, 0, 0], [2, 2, 2]]


@pytest.mark.parametrize("embeddings", [True, False])
def test_weights_fit_the_features(embeddings: bool) -> None:
    weights = shipped(embeddings=embeddings)
    assert len(weights.features) == len(FEATURES)
    assert len(weights.shapes) == len(SHAPES)
    assert len(weights.alone) == len(NULL_FEATURES)


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("投资3.2亿元", "an investment of 320 million yuan"),
        ("12万人", "120,000 people"),
        ("5月", "in May"),
        ("使用GPS", "with GPS"),
    ],
)
def test_tokens_meet_across_languages(chinese: str, english: str) -> None:
    assert set(durable_tokens(chinese, chinese=True)) <= set(durable_tokens(english, chinese=False))


def test_a_text_that_is_said_many_times_stays_in_step() -> None:
    dice = np.random.default_rng(5)
    article = dice.normal(size=(150, 64)).astype(np.float32)
    article /= np.linalg.norm(article, axis=1, keepdims=True)
    left = np.concatenate([article] * 6)
    band = anchored_band(left, left.copy())
    assert (band.last - band.first).max() < 150
    assert (band.first <= np.arange(len(left) + 1)).all()
    assert (band.last >= np.arange(len(left) + 1)).all()
