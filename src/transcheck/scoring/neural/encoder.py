"""Any encoder of transformers: texts of any length → vectors of their tokens, the same in every batch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from transcheck.errors import UsageError
from transcheck.scoring.neural.specs import Runtime, Spec
from transcheck.scoring.neural.weights import pick_device, pretrained, require_torch, signature_of
from transcheck.scoring.neural.windows import batches, token_windows
from transcheck.text import writable

if TYPE_CHECKING:
    from transcheck.scoring.neural.pooling import Vectors

BATCH_TOKENS = 4096  # Tokens read at once, padding included: larger batches are no faster on a CPU.
# Models without positions of their own take any length, at a cost that grows with its square.
_LONGEST = 4096


class Vectored(NamedTuple):
    """A text as vectors: of its own tokens, in order, and of those that the model wants around each window."""

    tokens: Vectors
    around: Vectors


@dataclass(frozen=True, slots=True)
class Encoder:
    """A loaded encoder; `layer` counts from 0, the embeddings, to the number of layers."""

    spec: Spec
    model: Any
    tokenizer: Any
    device: str
    layer: int
    last: int
    before: tuple[int, ...]
    behind: tuple[int, ...]
    size: int  # tokens of a text in one window

    def encode(self, texts: Sequence[str], *, budget: int = BATCH_TOKENS) -> list[Vectored]:
        """The vectors of each text; `budget` tokens are read at once, which makes no difference to them."""
        import numpy as np

        windows = [
            (number, window, [*self.before, *tokens[window.start : window.end], *self.behind])
            for number, tokens in enumerate(self._tokens(texts))
            for window in token_windows(len(tokens), self.size)
        ]
        states = self._states([row for _, _, row in windows], budget)
        tokens_of: list[list[Vectors]] = [[] for _ in texts]
        around_of: list[list[Vectors]] = [[] for _ in texts]
        for number, window, row in windows:
            state = next(states)
            first, end = len(self.before), len(row) - len(self.behind)
            shift = first - window.start
            tokens_of[number].append(state[window.kept_start + shift : window.kept_end + shift])
            around_of[number] += [state[:first], state[end:]]
        return [
            Vectored(np.concatenate(t), np.concatenate(a)) for t, a in zip(tokens_of, around_of, strict=True)
        ]

    def _tokens(self, texts: Sequence[str]) -> Sequence[Sequence[int]]:
        if not texts:
            return []
        found: Sequence[Sequence[int]] = self.tokenizer(
            [*map(writable, texts)], add_special_tokens=False, truncation=False, verbose=False
        )["input_ids"]
        return found

    def _states(self, rows: Sequence[Sequence[int]], budget: int) -> Iterator[Vectors]:
        """What the layer makes of each row, one vector a token."""
        states: list[Vectors | None] = [None] * len(rows)
        for batch in batches([*map(len, rows)], budget):
            hidden = self._hidden([rows[place] for place in batch])
            for place, state in zip(batch, hidden, strict=True):
                states[place] = state[: len(rows[place])]
        return (state for state in states if state is not None)

    def _hidden(self, rows: Sequence[Sequence[int]]) -> Vectors:
        import torch

        ids, mask = padded(rows, self.tokenizer.pad_token_id or 0)
        inner = self.layer != self.last
        with torch.inference_mode():
            output = self.model(
                input_ids=torch.tensor(ids, device=self.device),
                attention_mask=torch.tensor(mask, device=self.device),
                output_hidden_states=inner,
            )
        hidden = output.hidden_states[self.layer] if inner else output.last_hidden_state
        vectors: Vectors = hidden.float().cpu().numpy()
        return vectors

    def signature(self, **settings: object) -> str:
        """The model, how it was used, and where."""
        window = self.size + len(self.before) + len(self.behind)
        return signature_of(
            self.spec, self.device, ("layer", self.layer), ("window", window), *settings.items()
        )


def padded(rows: Sequence[Sequence[int]], filler: int) -> tuple[list[list[int]], list[list[int]]]:
    """Rows of one length, filled up behind, and which places of them are real.

    >>> padded([[5, 6], [7]], 0)
    ([[5, 6], [7, 0]], [[1, 1], [1, 0]])
    """
    longest = max(map(len, rows))
    ids = [[*row, *[filler] * (longest - len(row))] for row in rows]
    return ids, [[1] * len(row) + [0] * (longest - len(row)) for row in rows]


def load_encoder(spec: Spec, runtime: Runtime) -> Encoder:
    """The encoder that a metric names, in 32 bits and without dropout; a `layer` option picks one that is not the last."""
    require_torch(spec)
    tokenizer = pretrained("AutoTokenizer", spec)
    model = pretrained("AutoModel", spec)
    if model.config.is_encoder_decoder:
        model = model.get_encoder()
    device = pick_device(runtime)
    model = model.float().eval().to(device)
    last = int(model.config.num_hidden_layers)
    layer = int(spec.option("layer") or last)
    if layer > last:
        raise UsageError(f"{spec.model} has {last} layers; there is no layer {layer}")
    before, behind = frame(tokenizer("a")["input_ids"], tokenizer("a", add_special_tokens=False)["input_ids"])
    room = min(int(tokenizer.model_max_length), _positions(model)) - len(before) - len(behind)
    return Encoder(spec, model, tokenizer, device, layer, last, before, behind, room)


def frame(full: Sequence[int], bare: Sequence[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The tokens that a model wants before and behind a text, from one text with and without them.

    >>> frame([101, 7, 102], [7])
    ((101,), (102,))
    """
    for start in range(len(full) - len(bare) + 1):
        if list(full[start : start + len(bare)]) == list(bare):
            return tuple(full[:start]), tuple(full[start + len(bare) :])
    return (), ()


def _positions(model: Any) -> int:  # noqa: ANN401  # untyped package
    """How many tokens there are positions for."""
    for name, module in model.named_modules():
        if name.endswith("position_embeddings") and hasattr(module, "num_embeddings"):
            # Models that give padding a position count theirs from behind it.
            padding = -1 if module.padding_idx is None else int(module.padding_idx)
            return int(module.num_embeddings) - padding - 1
    return min(_LONGEST, int(getattr(model.config, "max_position_embeddings", _LONGEST)))
