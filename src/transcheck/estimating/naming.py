"""What became of names, terms and figures: the features that only linking and checking know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from math import log1p

from transcheck.estimating.english import SMALL
from transcheck.lexicons.forms import stem
from transcheck.lexicons.glosses import senses, stretches
from transcheck.lexicons.name_words import UNLISTED, rarity
from transcheck.model import Entity, Link, LinkedBead, Passage, Severity, Span, Verdict
from transcheck.romanising.mandarin import read_from
from transcheck.romanising.syllables import is_pinyin
from transcheck.text import Word, fold_chinese, words

_RIGHT = (Verdict.RIGHT, Verdict.SHORT)
# Places and phrases have so many right renderings that a missing one tells little.
_TELLING = ("org", "title", "person")
_COSTS = {Severity.NEUTRAL: 0.0, Severity.MINOR: 1.0, Severity.MAJOR: 5.0, Severity.CRITICAL: 5.0}
_COMMON = 6.5  # a word at the beginning of a sentence that is as common as this is no name
_MOST_STRAY = 2
_SHORTEST = 4  # letters of a word that a list ought to have


def cost(findings: Iterable[tuple[Severity, float, str]]) -> float:
    """What findings cost, from severity, confidence and group: each root cause once, a doubtful one less.

    >>> cost([(Severity.MAJOR, 0.8, "a"), (Severity.MAJOR, 0.6, "a"), (Severity.MINOR, 0.5, "b")])
    4.5
    """
    worst: dict[str, float] = {}
    for severity, confidence, group in findings:
        worst[group] = max(worst.get(group, 0.0), _COSTS[severity] * confidence)
    return sum(worst.values())


def naming(linked: LinkedBead) -> Mapping[str, float]:
    """Names rendered right, terms that nothing renders, pinyin that the source does not explain, figures lost."""
    bead, links = linked.bead, linked.links
    telling = [link for link in links if link.entity.kind in _TELLING]
    lost = any(link.verdict is Verdict.UNSURE and link.entity.kind != "person" for link in telling)
    source = bead.source or Passage("zh", "")
    return {
        "names right": float(sum(link.verdict in _RIGHT for link in telling)),
        "terms unrendered": float(lost),
        "stray pinyin": float(min(_MOST_STRAY, _stray(bead.target, source.text, links))),
        "figures lost": log1p(_lost(source.entities, bead.target.entities)),
    }


def unlisted(linked: LinkedBead) -> int:
    """Words of the English that no list has and nothing explains: a right name, the source, the reference, pinyin."""
    bead = linked.bead
    named = [link.span for link in linked.links if link.span is not None and link.verdict in _RIGHT]
    sides = [side.text for side in (bead.source, bead.reference) if side is not None]
    known = {word.key for side in sides for word in words(side)}
    source = bead.source.text if bead.source else ""
    return sum(
        len(word.key) >= _SHORTEST
        and word.key.isalpha()
        and word.key not in known
        and rarity(word.text) >= UNLISTED
        and not _within(word, bead.target, named)
        and not (is_pinyin(word.key) and read_from(word.key, source))
        for word in words(bead.target.text)
    )


def _within(word: Word, passage: Passage, spans: Iterable[Span]) -> bool:
    return any(span.start <= passage.start + word.start < span.end for span in spans)


def _lost(said: Iterable[Entity], rendered: Iterable[Entity]) -> int:
    """Figures and dates of the source whose values the English does not have."""
    return (_values(said) - _values(rendered)).total()


def _values(entities: Iterable[Entity]) -> Counter[str]:
    return Counter(entity.value for entity in entities if entity.kind in ("number", "date"))


def _stray(target: Passage, source: str, links: Sequence[Link]) -> int:
    """Capitalised words that look like pinyin and are no linked name, no reading and no meaning of any of the source."""
    spans = [link.span for link in links if link.span is not None]
    latin = {word.key for word in words(source)}
    return sum(
        _looks_pinyin(word, target.text)
        and word.key not in latin
        and not _within(word, target, spans)
        and not read_from(word.key, source)
        and stem(word.key) not in _meanings(source)  # China looks like pinyin too
        for word in words(target.text)
    )


@lru_cache(maxsize=256)
def _meanings(source: str) -> frozenset[str]:
    """The stems of all senses of all that may be a word of the source."""
    folded = fold_chinese(source)
    found = (senses(folded[start:end]) for start, end in stretches(folded, 2))
    return frozenset(key for group in found for sense in group for key in sense)


def _looks_pinyin(word: Word, text: str) -> bool:
    if not word.capital or len(word.key) < 3 or word.key in SMALL or not is_pinyin(word.key):
        return False
    before = text[: word.start].rstrip()
    opens = not before or before[-1] in '.!?:"“'
    return not opens or rarity(word.text) >= _COMMON
