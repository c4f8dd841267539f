"""BERTScore (Zhang et al. 2020): how well the tokens of target and reference find each other, by cosine.

`bertscore:MODEL` is F1 as the paper defines it, 1 at best: each token is matched with the nearest of the other
side, all tokens weigh the same (no idf), nothing is rescaled by a baseline. The tokens a model wants around a text
are read with it but are not matched. Options: `layer=N`, 0 for the embeddings, by default the last layer; published
figures mostly use an earlier one (17 with roberta-large, 9 with bert-base-uncased). `revision=NAME` of the hub.

A text that is longer than the model takes is read in windows that overlap by half; all its tokens are matched, each
with the vector it has where it stands farther from a window's edge. Without a reference there is no value; an
empty target has 0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from transcheck.scoring.neural.encoder import BATCH_TOKENS, Encoder, load_encoder
from transcheck.scoring.neural.pooling import greedy_f1
from transcheck.scoring.neural.specs import Runtime, Spec
from transcheck.scoring.neural.windows import batches

OPTIONS: Mapping[str, str] = {"layer": r"\d{1,4}", "revision": r"[\w.\-/]+"}

# Characters of texts whose token vectors are held at once: some hundred megabytes with a large model.
_HELD = 60_000


def load(spec: Spec, runtime: Runtime) -> BertScore:
    """The metric with its model; raises `MissingModelError` where that is not there."""
    return BertScore(load_encoder(spec, runtime))


@dataclass(frozen=True, slots=True)
class BertScore:
    """The metric; `budget` is how many tokens are read at once."""

    encoder: Encoder
    budget: int = BATCH_TOKENS

    @property
    def signature(self) -> str:
        """Model, layer, windows, device and versions."""
        return self.encoder.signature(idf="no", rescaled="no")

    def score(
        self, sources: Sequence[str | None], targets: Sequence[str], references: Sequence[str | None]
    ) -> list[float | None]:
        """F1 of each target that has a reference."""
        del sources  # not looked at
        scores: list[float | None] = [None if reference is None else 0.0 for reference in references]
        pairs = [
            (place, target, reference)
            for place, (target, reference) in enumerate(zip(targets, references, strict=True))
            if reference is not None and target.strip()
        ]
        for batch in batches([len(target) + len(reference) for _, target, reference in pairs], _HELD):
            self._fill(scores, [pairs[number] for number in batch])
        return scores

    def _fill(self, scores: list[float | None], pairs: Sequence[tuple[int, str, str]]) -> None:
        texts = list(dict.fromkeys(text for _, *sides in pairs for text in sides))
        vectors = dict(zip(texts, self.encoder.encode(texts, budget=self.budget), strict=True))
        for place, target, reference in pairs:
            scores[place] = greedy_f1(vectors[target].tokens, vectors[reference].tokens)
