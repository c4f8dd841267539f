"""Alignment of free translations, measured on texts that it was not fitted to."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from transcheck.aligning import align

Bead = tuple[tuple[int, ...], tuple[int, ...]]

LITERARY = Path(__file__).parent.parent / "corpora" / "gold" / "alignment" / "literary.jsonl"
DOCUMENTS = [json.loads(line) for line in LITERARY.read_text(encoding="utf-8").splitlines()]
FLOOR = 0.91


def gold(document: dict[str, Any]) -> list[Bead]:
    return [(tuple(left), tuple(right)) for left, right in document["gold"]]


def strict_f1(pairs: Iterable[tuple[set[Bead], set[Bead]]]) -> float:
    """Beads found exactly; those with one side count for precision only, as published aligners are scored."""
    hits = found = told = wanted = 0
    for right, given in pairs:
        both = {bead for bead in right if all(bead)}
        hits, found = hits + len(right & given), found + len(given)
        told, wanted = told + len(both & given), wanted + len(both)
    precision, recall = hits / found, told / wanted
    return 2 * precision * recall / (precision + recall)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document["doc_id"])
def test_gold_covers_every_sentence_once(document: dict[str, Any]) -> None:
    for side, name in enumerate(("source", "target")):
        numbers = [number for bead in gold(document) for number in bead[side]]
        assert numbers == list(range(len(document[name])))


def test_free_translations_are_aligned() -> None:
    pairs = []
    for document in DOCUMENTS:
        groups = align(document["source"], document["target"], None)
        pairs.append((set(gold(document)), {(group.source, group.target) for group in groups}))
    assert strict_f1(pairs) >= FLOOR


def test_the_measure_can_fail() -> None:
    right = set(gold(DOCUMENTS[0]))
    one_each: set[Bead] = {((n,), (n,)) for n in range(len(DOCUMENTS[0]["source"]))}
    assert strict_f1([(right, right)]) == 1.0
    assert strict_f1([(right, one_each)]) < 0.2
