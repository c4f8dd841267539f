"""The scores of segments, and of the documents and systems they make up."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from transcheck.scoring import bleu, chrf, chrf_words, estimate, semantic, ter
from transcheck.text import HAN_RUN

# Metrics that compare the target with a reference.
_OF_REFERENCE = {"bleu": bleu, "chrf": chrf, "chrf++": chrf_words, "ter": ter}
VARIANTS = {"chrf++": "chrf"}  # metrics that fill the field of another one
METRICS = frozenset({*_OF_REFERENCE, "semantic"}).difference(VARIANTS)

Scorer = Callable[[Sequence[str], Sequence[str]], list[float]]


def score_segments(
    sources: Sequence[str | None],
    targets: Sequence[str],
    references: Sequence[str | None],
    metrics: frozenset[str],
) -> dict[str, list[float | None]]:
    """The named metrics of each segment; None where the side that a metric needs is missing or blank.

    `bleu`, `chrf` (both 0–100) and `ter` are sacrebleu's numbers for single sentences. `semantic` (0–100) compares
    target and reference, without a reference target and source; Chinese left in the target then says nothing. An
    empty target beside a reference is the worst translation: bleu, chrf and semantic 0, ter 100. `chrf++` stands
    under `chrf`. Names that are no metric of this module are passed over.
    """
    others = [_given(r) or _given(s) for s, r in zip(sources, references, strict=True)]
    # Beside the source, what is still Chinese is no translation, however near to the Chinese it is.
    english = [t if _given(r) else HAN_RUN.sub(" ", t) for t, r in zip(targets, references, strict=True)]
    found: dict[str, list[float | None]] = {}
    for name in sorted(metrics & _OF_REFERENCE.keys()):
        found[VARIANTS.get(name, name)] = _where_given(
            _OF_REFERENCE[name].segments, targets, [_given(r) for r in references]
        )
    if "semantic" in metrics:
        found["semantic"] = _where_given(semantic.segments, english, others)
    return found


def corpus_scores(
    targets: Sequence[str],
    references: Sequence[str | None],
    semantics: Sequence[float | None],
    metrics: frozenset[str],
    estimates: Sequence[float | None] = (),
) -> dict[str, float | None]:
    """The named metrics of a whole document or system; None where no segment has the side that one needs.

    `bleu`, `chrf` and `ter` are sacrebleu's corpus scores over the segments that have a reference. `semantic` is the
    mean of the segments' scores weighted by English words: those of the longer of target and reference, so that
    an untranslated segment keeps its weight. `estimate` is the plain mean of the segments' estimates, as the experts'
    score of a system is the mean of its segments' scores.
    """
    pairs = [(t, r) for t, r in zip(targets, references, strict=True) if _given(r)]
    kept, wanted = [t for t, _ in pairs], [r for _, r in pairs if r]
    found: dict[str, float | None] = {
        VARIANTS.get(name, name): _OF_REFERENCE[name].corpus(kept, wanted) if pairs else None
        for name in sorted(metrics & _OF_REFERENCE.keys())
    }
    if "semantic" in metrics:
        words = [semantic.weight(t, r) for t, r in zip(targets, references, strict=True)]
        found["semantic"] = semantic.corpus(semantics, words)
    if "estimate" in metrics:
        found["estimate"] = estimate.corpus(estimates)
    return found


def _given(text: str | None) -> str | None:
    return text if text and text.strip() else None


def _where_given(score: Scorer, targets: Sequence[str], others: Sequence[str | None]) -> list[float | None]:
    """Scores of the pairs whose other side is there, in their places."""
    pairs = [(i, t, o) for i, (t, o) in enumerate(zip(targets, others, strict=True)) if o is not None]
    scores: list[float | None] = [None] * len(targets)
    if pairs:
        places, said, meant = zip(*pairs, strict=True)
        for place, value in zip(places, score(said, meant), strict=True):
            scores[place] = value
    return scores
