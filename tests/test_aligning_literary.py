"""Alignment of free translations, measured on texts that it was not fitted to."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from transcheck.aligning import align
from transcheck.bench.gold_beads import score_beads

Bead = tuple[tuple[int, ...], tuple[int, ...]]

FOLDER = Path(__file__).parent.parent / "corpora" / "gold" / "alignment"
FILES = {
    path.stem: [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for path in sorted(FOLDER.glob("*.jsonl"))
}
DOCUMENTS = [document for documents in FILES.values() for document in documents]
# The least strict F1 with sentence vectors and without.
FLOORS = {"genres": (0.94, 0.9), "literary": (0.94, 0.72)}


def gold(document: dict[str, Any]) -> list[Bead]:
    return [(tuple(left), tuple(right)) for left, right in document["gold"]]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document["doc_id"])
def test_gold_covers_every_sentence_once(document: dict[str, Any]) -> None:
    for side, name in enumerate(("source", "target")):
        numbers = [number for bead in gold(document) for number in bead[side]]
        assert sorted(numbers) == list(range(len(document[name])))


@pytest.mark.parametrize("embeddings", [True, False])
@pytest.mark.parametrize("name", FILES)
def test_free_translations_are_aligned(name: str, embeddings: bool) -> None:
    pairs = []
    for document in FILES[name]:
        groups = align(document["source"], document["target"], None, embeddings=embeddings)
        pairs.append((set(gold(document)), {(group.source, group.target) for group in groups}))
    assert score_beads(pairs).strict >= FLOORS[name][not embeddings]


def test_the_measure_can_fail() -> None:
    right = set(gold(DOCUMENTS[0]))
    one_each: set[Bead] = {((n,), (n,)) for n in range(len(DOCUMENTS[0]["source"]))}
    assert score_beads([(right, right)]).strict == 1.0
    assert score_beads([(right, one_each)]).strict < 0.2
