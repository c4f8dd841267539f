"""The features of the estimate: what they are called, which way they may point, and how a segment is measured."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import log1p
from typing import Literal

from transcheck.errors import MissingModelError
from transcheck.estimating.agreement import agreement
from transcheck.estimating.difficulty import reference_difficulty, source_difficulty
from transcheck.estimating.fluency import fluency
from transcheck.estimating.grammar import clashes
from transcheck.estimating.literalness import dictionary_cover, literalness
from transcheck.estimating.naming import naming, unlisted
from transcheck.lexicons import glosses, name_words
from transcheck.lexicons.packages import is_installed
from transcheck.linking.untold import untold_alone
from transcheck.model import LinkedBead, Passage
from transcheck.text import count_han

Named = Literal["both", "source", "reference"]  # the situation: which sides there are beside the target
Head = Literal["difficulty", "quality"]

_LETTERS = 3.4  # of English for a Chinese character, in news
_HALF = 0.5  # a target shorter than this share of what is expected leaves something out
_RELATED = 0.3  # texts on different subjects have a cosine below this, translations of each other never


@dataclass(frozen=True, slots=True)
class Feature:
    """A feature, its head, the sign its weight must have (0: either), and whether only transcheck's findings and links know it."""

    name: str
    head: Head
    sign: Literal[-1, 0, 1] = 0
    own: bool = False


@dataclass(frozen=True, slots=True)
class Measured:
    """A segment as the estimate sees it; `lost` is the share of the content that is surely not there."""

    situation: Named
    values: Mapping[str, float]
    lost: float = 0.0


_SOURCE = tuple(
    Feature(f"source {name}", "difficulty")
    for name in (
        *("length", "clauses", "quotes", "headline", "Latin words", "bodies"),
        *("linking 的", "unknown words", "rarity", "rarest word"),
    )
)
_REFERENCE = (Feature("reference length", "difficulty"), Feature("reference rarity", "difficulty"))
_OWN = (
    Feature("findings", "quality", -1, own=True),
    Feature("names right", "quality", 1, own=True),
    Feature("terms unrendered", "quality", -1, own=True),
    Feature("stray pinyin", "quality", -1, own=True),
    Feature("figures lost", "quality", -1, own=True),
)
_FLUENCY = (
    Feature("commas", "quality", -1),
    Feature("participles", "quality", 1),
    Feature("subordination", "quality", 1),
    Feature("word rarity", "quality", 1),
    Feature("articles", "quality", -1),
    Feature("repetition", "quality", -1),
    Feature("unlisted words", "quality", -1),
    Feature("clashing words", "quality", -1),
)
_LITERAL = (Feature("dictionary cover", "quality", -1), Feature("moved words", "quality", 1))
_AGREEMENT = (
    Feature("word order shared", "quality", 1),
    Feature("word pairs shared", "quality", 1),
    Feature("names shared", "quality", 1),
    Feature("figures added", "quality", -1),
    Feature("closeness to the reference", "quality", 1),
)
FEATURES: Mapping[Named, tuple[Feature, ...]] = {
    "source": (
        *_SOURCE,
        *_OWN,
        _LITERAL[1],
        Feature("dictionary nouns", "quality", -1),
        *_FLUENCY,
    ),
    "both": (
        *_SOURCE,
        *_REFERENCE,
        Feature("reference literalness", "difficulty"),
        *_OWN,
        *_AGREEMENT,
        *_LITERAL,
        *_FLUENCY,
    ),
    "reference": (
        *_REFERENCE,
        *(Feature(f"reference {name}", "difficulty") for name in ("rarest word", "capitals", "commas")),
        _OWN[0],
        *_AGREEMENT,
        *_FLUENCY,
    ),
}


def situation_of(source: str | None, reference: str | None) -> Named | None:
    """Which model serves a segment; None where there is nothing but the target."""
    if source and source.strip():
        return "both" if reference and reference.strip() else "source"
    return "reference" if reference and reference.strip() else None


def measure(linked: LinkedBead, cost: float, closeness: float) -> Measured | None:
    """The features of a segment; None where there is nothing but the target.

    `cost` is what its findings cost, `closeness` the cosine of the target with the reference, without one with
    the source. Raises `MissingModelError` without the word lists and the dictionary.
    """
    bead = linked.bead
    situation = situation_of(_text(bead.source), _text(bead.reference))
    if situation is None:
        return None
    if not bead.target.text.strip():
        return Measured(situation, {}, lost=1.0)
    _require_packages()
    source, reference = _text(bead.source) or None, _text(bead.reference) or None
    found: dict[str, float] = {"findings": log1p(cost), **fluency(bead.target.text, source, reference)}
    found["unlisted words"] = float(unlisted(linked))
    found["clashing words"] = float(clashes(bead.target.text))
    if source is not None and bead.source is not None:
        found.update({**source_difficulty(source), **naming(linked)})
        found.update(literalness(bead.source, bead.target, linked.links))
    if reference is not None:
        found.update({**reference_difficulty(reference), **agreement(bead.target.text, reference)})
        found["closeness to the reference"] = closeness
        found["reference literalness"] = dictionary_cover(source, reference) if source else 0.0
    values = {feature.name: found[feature.name] for feature in FEATURES[situation]}
    lost = max(_lost(bead.target.text, source, reference, closeness), _untold(linked))
    return Measured(situation, values, lost)


def _lost(target: str, source: str | None, reference: str | None, closeness: float) -> float:
    """How much is surely missing: from 0 for half the expected length to 1 for nothing; so for an unrelated text.

    What is still Chinese in the target says nothing.

    >>> _lost("x" * 10, None, "y" * 40, 0.9), _lost("x" * 40, None, "y" * 40, 0.9)
    (0.5, 0.0)
    """
    expected = len(reference) if reference else _expected(source or "")
    said = len(target.strip()) - count_han(target)
    short = 1 - said / max(1.0, _HALF * expected)
    return max(0.0, short, 1 - max(0.0, closeness) / _RELATED)


def _untold(linked: LinkedBead) -> float:
    """The share of the source of which the English has neither a trace nor room for it.

    A reference tells better than the segment alone how much English there ought to be.
    """
    bead = linked.bead
    if bead.source is None:
        return 0.0
    alone = None if _text(bead.reference) else untold_alone(bead, linked.links)
    sizes = [found.size for found in (linked.untold, alone) if found is not None]
    return min(1.0, max(sizes, default=0.0) / max(1, count_han(bead.source.text)))


def _expected(source: str) -> float:
    han = count_han(source)
    return _LETTERS * han + len(source) - han


def _text(passage: Passage | None) -> str:
    return passage.text if passage is not None and passage.text.strip() else ""


@cache
def _require_packages() -> None:
    for package in (name_words.PACKAGE, glosses.PACKAGE):
        if not is_installed(package):
            raise MissingModelError(
                f"the estimate needs the package {package}; install it or name other metrics"
            )
