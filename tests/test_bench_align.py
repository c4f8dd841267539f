"""Fitting the alignment: slopes, shares and versions of documents."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from transcheck.aligning.band import whole_band
from transcheck.aligning.features import SHAPES
from transcheck.aligning.lattice import Lattice, shares
from transcheck.aligning.weights import read_weights, shipped, weights_json
from transcheck.bench.align import main
from transcheck.bench.bead_training import Example, aligned, example, fit, likelihood_of, mean
from transcheck.bench.gold_beads import GoldDocument, is_possible, marked, read_gold, versions
from transcheck.errors import InputError

LITERARY = Path(__file__).parent.parent / "corpora" / "gold" / "alignment" / "literary.jsonl"
BEADS = 14


@pytest.fixture(scope="module")
def document() -> GoldDocument:
    """The beginning of one of the literary texts."""
    whole = read_gold(LITERARY)[0]
    gold = whole.gold[:BEADS]
    ends = [max(n for bead in gold for n in bead[side]) + 1 for side in (0, 1)]
    return GoldDocument("beginning", whole.source[: ends[0]], whole.target[: ends[1]], gold)


@pytest.fixture(scope="module")
def prepared(document: GoldDocument) -> Example:
    return example(marked(document, chinese=True))


def test_slope_is_that_of_the_likelihood(prepared: Example) -> None:
    rng = np.random.default_rng(3)
    values = rng.normal(size=38) / 3
    _, slope = likelihood_of(prepared, values)
    for place in range(len(values)):
        step = np.zeros(len(values))
        step[place] = 0.02
        above, below = likelihood_of(prepared, values + step)[0], likelihood_of(prepared, values - step)[0]
        assert (above - below) / 0.04 == pytest.approx(slope[place], rel=0.02, abs=0.05), place


def test_every_sentence_is_passed_once() -> None:
    rng = np.random.default_rng(5)
    rows, columns = 5, 6
    scores = rng.normal(size=(len(SHAPES), rows + 1, columns + 1)).astype(np.float32)
    for shape, (a, b) in enumerate(SHAPES):
        scores[shape, :a], scores[shape, :, :b] = -1e9, -1e9
    beads = tuple(scores[:, i] for i in range(rows + 1))
    found = shares(Lattice(whole_band(rows, columns), beads, rng.normal(size=rows), rng.normal(size=columns)))
    passed = found.left.copy()
    for shape, (a, _) in enumerate(SHAPES):
        for i in range(rows):
            passed[i] += found.beads[shape, i + 1 : i + 1 + a].sum()
    assert passed == pytest.approx(np.ones(rows), abs=1e-5)


def test_a_fit_finds_what_it_was_fitted_to(prepared: Example) -> None:
    nothing = fit([(prepared, 1.0)], rounds=0)
    fitted = fit([(prepared, 20.0)], rounds=40)  # so often that the penalty hardly counts
    gold = set(prepared.gold)
    assert len(gold & aligned(prepared, nothing)) < len(gold & aligned(prepared, fitted))
    assert gold == aligned(prepared, fitted)


def test_versions_keep_every_sentence_in_one_bead(document: GoldDocument) -> None:
    found = versions(document, np.random.default_rng(1), chinese=True)
    assert len(found) == 3
    for one in found:
        assert is_possible(one.gold)
        for side, traits in enumerate((one.left, one.right)):
            assert [n for bead in one.gold for n in bead[side]] == list(range(len(traits)))
            assert np.linalg.norm(traits.vectors, axis=1) == pytest.approx(np.ones(len(traits)), abs=1e-3)
    without = found[1]
    assert all(left and right for left, right in without.gold)


def test_the_same_numbers_give_the_same_versions(document: GoldDocument) -> None:
    one, other = (versions(document, np.random.default_rng(4), chinese=True) for _ in range(2))
    assert [v.gold for v in one] == [v.gold for v in other]
    assert all((a.right.vectors == b.right.vectors).all() for a, b in zip(one, other, strict=True))


def test_weights_are_written_as_they_are_read() -> None:
    text = files("transcheck.aligning").joinpath("weights.json").read_bytes()
    assert weights_json(read_weights(text)) == text


def test_the_mean_of_one_fit_is_the_fit() -> None:
    weights = shipped(embeddings=True)
    assert mean([weights, weights], sharper=1.0) == weights


def test_command_measures_and_writes(tmp_path: Path, document: GoldDocument) -> None:
    (tmp_path / "exam.py").write_text("", encoding="utf-8")
    folder = tmp_path / "align"
    folder.mkdir()
    line = {"doc_id": "d", "source": document.source, "target": document.target, "gold": document.gold}
    lines = "\n".join(json.dumps({**line, "doc_id": f"d{n}"}) for n in range(3))
    (folder / "news_one.jsonl").write_text(lines, encoding="utf-8")
    fitted = tmp_path / "weights.json"
    fitted.write_bytes(weights_json({"without vectors": shipped(embeddings=False)}))
    said: list[str] = []
    unseen = (folder / "news_one.jsonl",)
    assert main(tmp_path, unseen=unseen, fit_to=fitted, seeds=(7,), rounds=3, echo=said.append) == 0
    assert sum(line.startswith("  news_one: strict F1") for line in said) == 4
    assert set(read_weights(fitted.read_bytes())) == {"with vectors", "without vectors"}


def test_other_files_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text('{"doc_id": 1}\n', encoding="utf-8")
    with pytest.raises(InputError):
        read_gold(path)
