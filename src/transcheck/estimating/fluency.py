"""How the English reads by itself: commas, articles, subordination, choice of words, repetition."""

from __future__ import annotations

import re
from collections.abc import Mapping

from transcheck.entities.segmenter import chinese_words
from transcheck.estimating.english import content_stems, is_plain
from transcheck.lexicons.name_words import rarity
from transcheck.text import words

_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’)]*\s+")
# Words that make one clause depend on another.
_SUBORDINATE = frozenset(
    "which who that where when while whose because although after before since if".split()
)
_USUAL = 4.5  # rarity of plain words in news


def fluency(target: str, source: str | None, reference: str | None) -> Mapping[str, float]:
    """The features of the English side; repetition is what source or reference do not repeat themselves."""
    found = words(target)
    size = max(1, len(found))
    plain = [rarity(word.text) for word in found if is_plain(word)]
    return {
        "commas": float(max((part.count(",") for part in _SENTENCE_END.split(target)), default=0)),
        "participles": sum(word.key.endswith("ing") and len(word.key) > 5 for word in found) / size,
        "subordination": sum(word.key in _SUBORDINATE for word in found) / size,
        "word rarity": sum(plain) / len(plain) if plain else _USUAL,
        "articles": sum(word.key == "the" for word in found) / size,
        "repetition": float(max(0, _repeated(target) - _owed(source, reference))),
    }


def _repeated(text: str) -> int:
    stems = content_stems(text)
    return len(stems) - len(set(stems))


def _owed(source: str | None, reference: str | None) -> int:
    """Words that the text to be rendered says again."""
    if source is None:
        return _repeated(reference or "")
    said = [token.text for token in chinese_words(source) if len(token.text) > 1]
    return len(said) - len(set(said))
