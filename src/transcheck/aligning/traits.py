"""What alignment looks at in a sentence: its vector, its length, and the words that survive translation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from transcheck.aligning.arrays import Array, Floats
from transcheck.aligning.wording import Wording, rendered
from transcheck.embedding import encode

_MONTHS = ("january february march april may june july august september october november december").split()
_MONTH_NUMBER = {name: str(number) for number, name in enumerate(_MONTHS, start=1)}
_SCALE = {
    "万亿": 1e12,
    "亿": 1e8,
    "万": 1e4,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
}
_TOKEN = re.compile(
    r"(?P<number>[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?)\s*(?P<scale>万亿|[亿万]|(?:thousand|[mbtr]+illion)\b)?"
    r"|(?P<word>[A-Za-z][A-Za-z'’-]*)"
)
# Columns of the token matrix. Beyond that many different tokens, some share a column: a rare false hit.
_COLUMNS = 1024


@dataclass(frozen=True, slots=True)
class Traits:
    """The sentences of one side as numbers: a row (or an element) for each.

    `vectors` have length one or zero; `tokens` holds, per sentence, the weight of each shared token;
    `amounts` is the total weight of its tokens. `rendered` and `owed` are the words by `wording.rendered`.
    """

    vectors: Floats
    lengths: Array
    tokens: Floats
    amounts: Array
    rendered: Wording
    owed: Wording

    def __len__(self) -> int:
        return len(self.lengths)


def durable_tokens(sentence: str, *, chinese: bool) -> list[str]:
    """Numbers, by value, and the words that a translation is likely to repeat, in lower case.

    In Chinese text those are Latin words, in English text words with a capital; a month is its number.

    >>> durable_tokens("7月，APEC投入17.5亿元", chinese=True), durable_tokens("1.75 billion in July", chinese=False)
    (['7', 'apec', '1.75e+09'], ['1.75e+09', '7'])
    """
    found = []
    for match in _TOKEN.finditer(sentence):
        if match["number"]:
            value = float(match["number"].replace(",", "")) * _SCALE.get(match["scale"], 1.0)
            found.append(f"{value:.6g}")
        elif match["word"] and (chinese or match["word"][0].isupper()):
            word = match["word"].lower()
            found.append(_MONTH_NUMBER.get(word, word))
    return found


def describe(
    left: Sequence[str], right: Sequence[str], *, chinese: bool, embeddings: bool
) -> tuple[Traits, Traits]:
    """The traits of both sides; `chinese` tells the language of the left one.

    Without embeddings the token weights stand in for the sentence vectors.
    """
    tokens = [durable_tokens(text, chinese=chinese) for text in left]
    others = [durable_tokens(text, chinese=False) for text in right]
    columns = _columns(tokens, others, chinese=chinese)
    ours, theirs = _counts(tokens, columns), _counts(others, columns)
    rarity = np.log(1 + (len(left) + len(right)) / (1 + ours.sum(axis=0) + theirs.sum(axis=0)))
    root = np.sqrt(rarity).astype(np.float32)
    said, owed = rendered(left, right, chinese=chinese)
    return (
        _traits(left, ours * root, said[0], owed[0], embeddings=embeddings),
        _traits(right, theirs * root, said[1], owed[1], embeddings=embeddings),
    )


def _traits(
    texts: Sequence[str], tokens: Floats, said: Wording, owed: Wording, *, embeddings: bool
) -> Traits:
    vectors = encode(texts) if embeddings else _unit(tokens)
    lengths = np.array([1 + sum(not char.isspace() for char in text) for text in texts], dtype=float)
    amounts = np.square(tokens).sum(axis=1, dtype=float)
    return Traits(vectors, lengths, tokens, amounts, said, owed)


def _columns(left: list[list[str]], right: list[list[str]], *, chinese: bool) -> dict[str, int]:
    """Token -> column. English capitals are owed to Chinese text only where that has the word in Latin letters."""
    ours = {token for sentence in left for token in sentence}
    theirs = {token for sentence in right for token in sentence}
    if chinese:
        theirs = {token for token in theirs if token in ours or token[0].isdigit()}
    return {token: place % _COLUMNS for place, token in enumerate(sorted(ours | theirs))}


def _counts(sentences: list[list[str]], columns: dict[str, int]) -> Floats:
    width = min(len(columns), _COLUMNS) or 1
    counts = np.zeros((len(sentences), width), dtype=np.float32)
    for row, sentence in enumerate(sentences):
        counts[row, [columns[token] for token in sentence if token in columns]] = 1
    return counts


def _unit(rows: Floats) -> Floats:
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: Floats = rows / np.maximum(norms, np.float32(1e-9))
    return unit
