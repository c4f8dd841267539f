"""MetricX (Juraska et al. 2023, 2024): the MQM error score that a fine-tuned mT5 predicts.

`metricx:MODEL` is reported as the model gives it: 0 to 25, **lower is better**. The model reads one line of both
sides, `source: … candidate: … reference: …`; MetricX-24 also takes it without the reference or without the source.
MetricX-23 reads `candidate: … reference: …`, its QE models `candidate: … source: …`. Options: `format=24`, `23` or
`23-qe`, by default what the model's name says, else 24; `tokenizer=MODEL`, by default the model's own where its
folder has one, else google/mt5-xl, whose vocabulary all MetricX models have; `revision=NAME` of the hub.

The models were trained on 1,024 tokens at most (MetricX-24: 1,536). What is longer is cut into the same number of
pieces on all sides, behind sentences where that can be, and scored as the mean over the pieces weighted by the length
of the target. An empty target has 25, a segment without a side that the format needs no value.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from transcheck.errors import MissingModelError
from transcheck.scoring.neural.encoder import BATCH_TOKENS, padded
from transcheck.scoring.neural.specs import Runtime, Spec
from transcheck.scoring.neural.weights import pick_device, pretrained, require_torch, signature_of
from transcheck.scoring.neural.windows import Sides, batches, split_together, weighted_mean
from transcheck.text import writable

OPTIONS: Mapping[str, str] = {
    "format": r"23|23-qe|24",
    "revision": r"[\w.\-/]+",
    "tokenizer": r".+",
}
WORST = 25.0
LIMITS = {"23": 1024, "23-qe": 1024, "24": 1536}
_TOKENIZER = "google/mt5-xl"
# The score is the logit of this token of mT5's vocabulary (<extra_id_10>) at the first step of the decoder.
_SCORE_TOKEN = 250089


def load(spec: Spec, runtime: Runtime) -> MetricX:
    """The metric with its model; raises `MissingModelError` where that is not there or is none of this kind."""
    require_torch(spec)
    model = pretrained("MT5ForConditionalGeneration", spec)
    if model.config.vocab_size <= _SCORE_TOKEN:
        raise MissingModelError(f"{spec.model} is no MetricX: its vocabulary is not that of mT5")
    if model.lm_head.weight.data_ptr() == model.shared.weight.data_ptr():
        raise MissingModelError(f"{spec.model} is no MetricX: it has no head of its own")
    name = spec.option("tokenizer") or (spec.model if _has_tokenizer(spec.model) else _TOKENIZER)
    tokenizer = pretrained("AutoTokenizer", spec, name)
    device = pick_device(runtime)
    return MetricX(spec, model.float().eval().to(device), tokenizer, name, device, format_of(spec))


def _has_tokenizer(model: str) -> bool:
    return any(Path(model, name).is_file() for name in ("tokenizer.json", "spiece.model"))


def format_of(spec: Spec) -> str:
    """Which of the input formats a model takes.

    >>> format_of(Spec("", "metricx", "google/metricx-23-qe-large-v2p0"))
    '23-qe'
    """
    named = re.search(r"metricx-(23-qe|23)\b", spec.model)
    return spec.option("format") or (named[1] if named else "24")


def prompt(sides: Sides, style: str) -> str:
    """What the model reads of source, target and reference.

    >>> prompt(("会议", "A meeting", "The meeting"), "24")
    'source: 会议 candidate: A meeting reference: The meeting'
    >>> prompt(("会议", "A meeting", None), "23-qe")
    'candidate: A meeting source: 会议'
    """
    source, target, reference = sides
    named = {"source": source, "candidate": target, "reference": reference}
    order = {"23": ("candidate", "reference"), "23-qe": ("candidate", "source")}.get(style, tuple(named))
    return " ".join(f"{name}: {named[name]}" for name in order if named[name] is not None)


def has_sides(sides: Sides, style: str) -> bool:
    """Whether a segment has what the format needs beside the target."""
    source, _, reference = sides
    if style == "24":
        return source is not None or reference is not None
    return (source if style == "23-qe" else reference) is not None


@dataclass(frozen=True, slots=True)
class MetricX:
    """The metric; `budget` is how many tokens are read at once."""

    spec: Spec
    model: Any
    tokenizer: Any
    tokenizer_name: str
    device: str
    style: str
    budget: int = BATCH_TOKENS

    @property
    def signature(self) -> str:
        """Model, format, tokenizer, longest input, device and versions."""
        settings = (
            ("format", self.style),
            ("tokenizer", self.tokenizer_name),
            ("window", LIMITS[self.style]),
        )
        return signature_of(self.spec, self.device, *settings, ("lower", "better"))

    def score(
        self, sources: Sequence[str | None], targets: Sequence[str], references: Sequence[str | None]
    ) -> list[float | None]:
        """The predicted error score of each target, 0–25, lower is better."""
        segments: list[Sides] = list(zip(sources, targets, references, strict=True))
        judged = [sides if has_sides(sides, self.style) else None for sides in segments]
        scores: list[float | None] = [None if sides is None else WORST for sides in judged]
        places = [place for place, sides in enumerate(judged) if sides and targets[place].strip()]
        split = split_together([segments[place] for place in places], self._sizes, LIMITS[self.style])
        values = iter(self._predicted([sides for parts in split for sides in parts]))
        for place, parts in zip(places, split, strict=True):
            weights = [len(target or "") for _, target, _ in parts]
            scores[place] = weighted_mean([next(values) for _ in parts], weights)
        return scores

    def _sizes(self, segments: Sequence[Sides]) -> list[int]:
        return [*map(len, self._tokens(segments))]

    def _tokens(self, segments: Sequence[Sides]) -> list[list[int]]:
        if not segments:
            return []
        lines = [writable(prompt(sides, self.style)) for sides in segments]
        # Without the end mark that the tokenizer would put behind: the models were trained so.
        found: list[list[int]] = self.tokenizer(
            lines, add_special_tokens=False, truncation=False, verbose=False
        )["input_ids"]
        return found

    def _predicted(self, segments: Sequence[Sides]) -> list[float]:
        rows = self._tokens(segments)
        values = [0.0] * len(rows)
        for batch in batches([*map(len, rows)], self.budget):
            for place, value in zip(batch, self._forward([rows[place] for place in batch]), strict=True):
                values[place] = value
        return values

    def _forward(self, rows: Sequence[Sequence[int]]) -> list[float]:
        import torch

        ids, mask = (torch.tensor(part, device=self.device) for part in padded(rows, 0))
        begin = torch.zeros((len(rows), 1), dtype=torch.long, device=self.device)
        with torch.inference_mode():
            read = self.model.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
            state = self.model.decoder(
                input_ids=begin, encoder_hidden_states=read, encoder_attention_mask=mask, use_cache=False
            ).last_hidden_state[:, 0]
            values: list[float] = (state @ self.model.lm_head.weight[_SCORE_TOKEN]).clamp(0, WORST).tolist()
        return values
