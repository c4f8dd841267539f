"""Vectors on disk: the same to the last bit, shared between processes, and never in the way."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcheck import embedding
from transcheck.embedding import store as stores
from transcheck.embedding.store import Store, cache_folder


@given(st.dictionaries(st.text(), st.binary(max_size=8), max_size=400))
def test_what_was_put_is_there_after_reopening(
    tmp_path_factory: pytest.TempPathFactory, kept: dict[str, bytes]
) -> None:
    path = tmp_path_factory.mktemp("store") / "a" / "v.sqlite"
    first = Store(path)
    for text, vector in kept.items():
        first.put(text, vector)
        assert first.get(text) == vector
    first.close()
    second = Store(path)
    assert {text: second.get(text) for text in kept} == kept
    assert second.get("never put, for sure") is None
    second.close()


def test_two_stores_on_one_file_see_each_other(tmp_path: Path) -> None:
    one, two = Store(tmp_path / "v"), Store(tmp_path / "v")
    one.put("a", b"1")
    two.put("b", b"2")
    one.flush()
    two.flush()
    assert (one.get("b"), two.get("a")) == (b"2", b"1")
    one.close()
    two.close()


def test_what_is_wrong_with_a_file_never_raises(tmp_path: Path) -> None:
    file, folder = tmp_path / "file", tmp_path / "folder"
    file.write_text("something", encoding="utf-8")
    folder.mkdir()
    for path in (folder, tmp_path / "file" / "below-a-file"):
        store = Store(path)
        store.put("a", b"1")
        store.flush()
        assert store.get("a") is None
        store.close()


def test_a_file_may_be_deleted_while_it_is_used(tmp_path: Path) -> None:
    path = tmp_path / "v"
    store = Store(path)
    store.put("a", b"1")
    store.flush()
    for file in tmp_path.iterdir():
        file.unlink()
    store.put("b", b"2")
    store.flush()
    store.close()
    again = Store(path)
    assert again.get("a") is None
    again.close()


def test_a_store_that_has_outgrown_its_size_begins_anew(tmp_path: Path) -> None:
    path = tmp_path / "v"
    store = Store(path)
    for number in range(500):
        store.put(str(number), bytes(100))
    store.close()
    smaller = Store(path, largest=10_000)
    assert smaller.get("1") is None
    smaller.close()


def test_vectors_read_back_are_those_computed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRANSCHECK_CACHE", str(tmp_path))
    texts = ["会议开幕。", "The meeting opened.", "\ud83d half"]

    def fresh() -> np.ndarray:
        embedding._vector.cache_clear()
        stores.shared_store.cache_clear()
        vectors = embedding.encode(texts)
        store = stores.shared_store()
        assert store
        store.close()
        return vectors

    try:
        computed = fresh()
        (file,) = tmp_path.glob("*.sqlite")
        with sqlite3.connect(file) as connection:
            assert connection.execute("SELECT count(*) FROM vectors").fetchone() == (3,)
        monkeypatch.setattr(embedding, "_encoded", lambda _: pytest.fail("computed again"))
        assert np.array_equal(fresh(), computed)
    finally:
        embedding._vector.cache_clear()
        stores.shared_store.cache_clear()


def test_two_processes_fill_one_store(tmp_path: Path) -> None:
    code = (
        "import sys; from transcheck.embedding import encode;"
        "print(encode([f'Sentence {n} {n % 7}.' for n in range(40)]).sum())"
    )
    environment = {**os.environ, "TRANSCHECK_CACHE": str(tmp_path)}
    running = [
        subprocess.Popen([sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    said = {process.communicate()[0] for process in running}
    assert len(said) == 1
    (file,) = tmp_path.glob("*.sqlite")
    with sqlite3.connect(file) as connection:
        assert connection.execute("SELECT count(*) FROM vectors").fetchone() == (40,)


def test_the_folder_is_the_users_and_can_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRANSCHECK_CACHE", "off")
    assert cache_folder() is None
    monkeypatch.delenv("TRANSCHECK_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(sys, "platform", "linux")
    assert cache_folder() == tmp_path / "transcheck"


def test_a_damaged_file_begins_anew(tmp_path: Path) -> None:
    damaged = tmp_path / "damaged"
    damaged.write_bytes(b"not a database at all" * 400)
    for _ in range(2):
        store = Store(damaged)
        store.put("a", b"1")
        store.close()
    store = Store(damaged)
    assert store.get("a") == b"1"
    store.close()
