"""How closely the English follows the Chinese word for word, as the dictionary CC-CEDICT has the words.

Among translations that leave nothing out, experts mark the more literal one down.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from transcheck.entities.segmenter import Token, chinese_words
from transcheck.lexicons.forms import stem
from transcheck.lexicons.glosses import senses
from transcheck.model import Link, Passage, Span
from transcheck.text import words

# Parts of speech whose words English renders in many ways or not at all: particles, numbers, pronouns, conjunctions …
_LOOSE = frozenset("upcqrmxyeko")
_LOOSER = _LOOSE | frozenset("fd")
_PARTLY = 0.6  # what a word counts of whose sense only a part is there
_ENOUGH, _USUAL_SHIFT = 4, 0.1

Senses = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class _Rendered:
    """A Chinese word with a sense in the dictionary: how much of one is in the English, and at which words."""

    token: Token
    share: float
    places: tuple[int, ...]


def literalness(source: Passage, target: Passage, links: Sequence[Link] = ()) -> Mapping[str, float]:
    """The features; names and terms that are linked are no matter of the dictionary, but anchors for the order."""
    found = _rendered(source.text, target.text)
    named = [_local(link.entity.span, source) for link in links]
    nouns = sum(one.share == 1.0 and _is_free_noun(one.token, named) for one in found)
    places = {*_places(found), *_anchors(source, target, links)}
    return {
        "dictionary cover": dictionary_cover(source.text, target.text),
        "dictionary nouns": float(nouns),
        "moved words": _shift(source.text, target.text, places),
    }


def _local(span: Span, passage: Passage) -> tuple[int, int]:
    return span.start - passage.start, span.end - passage.start


@lru_cache(maxsize=1024)
def dictionary_cover(source: str, target: str) -> float:
    """The share of the Chinese, by characters, whose dictionary senses stand in the English.

    >>> dictionary_cover("会议结束", "The meeting is over"), dictionary_cover("会议结束", "Nobody came")
    (0.5, 0.0)
    """
    weighed = [
        (len(one.token.text), one.share)
        for one in _rendered(source, target)
        if one.token.tag[:1] not in _LOOSER or one.token.tag == "vn"
    ]
    return sum(size * share for size, share in weighed) / max(1, sum(size for size, _ in weighed))


@lru_cache(maxsize=1024)
def _rendered(source: str, target: str) -> tuple[_Rendered, ...]:
    at: defaultdict[str, list[int]] = defaultdict(list)
    for place, word in enumerate(words(target)):
        at[stem(word.key)].append(place)
    meant = ((token, _meanings(token.text)) for token in chinese_words(source))
    return tuple(_render(token, meanings, at) for token, meanings in meant if meanings)


@lru_cache(maxsize=16384)
def _meanings(zh: str) -> Senses:
    """The senses of a word; of one that the dictionary does not have, those of its characters and halves."""
    return senses(zh) or tuple(sense for part in (zh[:2], zh[2:], *zh) for sense in senses(part))


def _render(token: Token, meanings: Senses, at: Mapping[str, Sequence[int]]) -> _Rendered:
    places = {place for sense in meanings for key in sense for place in at.get(key, ())}
    whole = any(all(key in at for key in sense) for sense in senses(token.text))
    return _Rendered(token, 1.0 if whole else _PARTLY if places else 0.0, tuple(sorted(places)))


def _is_free_noun(token: Token, named: Iterable[tuple[int, int]]) -> bool:
    noun = token.tag[:1] in "nsj" or token.tag == "vn"
    return noun and not any(start < token.end and token.start < end for start, end in named)


def _places(found: Iterable[_Rendered]) -> Iterator[tuple[float, int]]:
    """The middle of a Chinese word and the one English word that renders it."""
    for one in found:
        if len(one.places) == 1 and one.token.tag[:1] not in _LOOSE:
            yield (one.token.start + one.token.end) / 2, one.places[0]


def _anchors(source: Passage, target: Passage, links: Iterable[Link]) -> Iterator[tuple[float, float]]:
    """The middle of a linked name on both sides."""
    for link in links:
        if link.span is not None:
            start, end = _local(link.span, target)
            inside = [n for n, word in enumerate(words(target.text)) if start <= word.start < end]
            if inside:
                yield sum(_local(link.entity.span, source)) / 2, sum(inside) / len(inside)


def _shift(source: str, target: str, places: Collection[tuple[float, float]]) -> float:
    """How far words stand from where the order of the source has them, as a share of the sentence."""
    if len(places) < _ENOUGH:
        return _USUAL_SHIFT
    left, right = len(source), max(1, len(words(target)))
    return sum(abs(a / left - b / right) for a, b in sorted(places)) / len(places)
