"""Sentence similarity by any encoder: the cosine of mean token vectors.

`embed:MODEL` is the cosine × 100 of target and reference, without a reference of target and source (which wants a
model of both languages); negatives are 0. The vector of a text is the mean over its tokens and those the model wants
around it, as sentence-transformers pools. Options: `layer=N`, by default the last; `revision=NAME` of the hub.

A text that is longer than the model takes is read in windows that overlap by half, each token counting once: the
mean is that of the windows weighted by length. Without another side there is no value; an empty target has 0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from transcheck.scoring.neural.encoder import BATCH_TOKENS, Encoder, load_encoder
from transcheck.scoring.neural.pooling import cosine_score, mean_vector
from transcheck.scoring.neural.specs import Runtime, Spec
from transcheck.scoring.neural.windows import batches

if TYPE_CHECKING:
    from transcheck.scoring.neural.pooling import Exact

OPTIONS: Mapping[str, str] = {"layer": r"\d{1,4}", "revision": r"[\w.\-/]+"}

# Characters of texts whose token vectors are held at once, until they are pooled.
_HELD = 60_000


def load(spec: Spec, runtime: Runtime) -> Embed:
    """The metric with its model; raises `MissingModelError` where that is not there."""
    return Embed(load_encoder(spec, runtime))


@dataclass(frozen=True, slots=True)
class Embed:
    """The metric; `budget` is how many tokens are read at once."""

    encoder: Encoder
    budget: int = BATCH_TOKENS

    @property
    def signature(self) -> str:
        """Model, layer, pooling, windows, device and versions."""
        return self.encoder.signature(pooling="mean", pair="reference,source")

    def score(
        self, sources: Sequence[str | None], targets: Sequence[str], references: Sequence[str | None]
    ) -> list[float | None]:
        """Cosine × 100 of each target with its reference, else with its source."""
        others = [reference or source for source, reference in zip(sources, references, strict=True)]
        pairs = list(zip(targets, others, strict=True))
        needed = [text for target, other in pairs if other and target.strip() for text in (target, other)]
        vectors = self._vectors(list(dict.fromkeys(needed)))
        return [
            None
            if other is None
            else cosine_score(vectors[target], vectors[other])
            if target.strip()
            else 0.0
            for target, other in pairs
        ]

    def _vectors(self, texts: Sequence[str]) -> Mapping[str, Exact]:
        vectors: dict[str, Exact] = {}
        for batch in batches([*map(len, texts)], _HELD):
            chosen = [texts[number] for number in batch]
            encoded = self.encoder.encode(chosen, budget=self.budget)
            vectors |= {text: mean_vector(*parts) for text, parts in zip(chosen, encoded, strict=True)}
        return vectors
