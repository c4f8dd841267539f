"""How hard a sentence is to translate: told by its source and its reference, the same for every translation of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from math import log, log1p

from transcheck.entities.dictionary import dictionary
from transcheck.entities.segmenter import chinese_words
from transcheck.estimating.english import mean_rarity
from transcheck.lexicons.name_words import rarity
from transcheck.text import count_han, fold_chinese, words

_CLAUSE = re.compile("[,、;:]")
_QUOTE = re.compile('[“”"《》「」『』‘’]')
_LATIN = re.compile("[A-Za-z]+")
_CLOSED = re.compile('[。！？!?”"]\\s*$')
_COMMONEST = 12.0  # logarithm of how often jieba's dictionary saw the most common words


@lru_cache(maxsize=1024)
def source_difficulty(source: str) -> Mapping[str, float]:
    """Length, rare words, structure and kind of a Chinese sentence."""
    folded, known = fold_chinese(source), dictionary()
    tokens = chinese_words(source)
    seen = [log(max(1, known.count(token.text))) for token in tokens if len(token.text) > 1] or [6.0]
    size = count_han(source)
    return {
        "source length": log(size + 2),
        "source clauses": log1p(len(_CLAUSE.findall(folded))),
        "source quotes": log1p(len(_QUOTE.findall(folded))),
        "source headline": float(not _CLOSED.search(folded)),
        "source Latin words": log1p(len(_LATIN.findall(folded))),
        "source bodies": log1p(sum(token.tag in ("nt", "nz") for token in tokens)),
        "source linking 的": folded.count("的") / max(1, size),
        "source unknown words": log1p(sum(not known.count(token.text) for token in tokens)),
        "source rarity": _COMMONEST - sum(seen) / len(seen),
        "source rarest word": _COMMONEST - min(seen),
    }


@lru_cache(maxsize=1024)
def reference_difficulty(reference: str) -> Mapping[str, float]:
    """Length and rare words of a human translation."""
    found = words(reference)
    size = max(1, len(found))
    return {
        "reference length": log(len(found) + 2),
        "reference rarity": mean_rarity(reference),
        "reference rarest word": max((rarity(word.text) for word in found), default=3.0),
        "reference capitals": sum(word.capital for word in found) / size,
        "reference commas": log1p(reference.count(",")),
    }
