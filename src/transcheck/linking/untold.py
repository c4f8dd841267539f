"""Clauses of a Chinese sentence that the English has neither a trace of nor room for."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import median

from transcheck.lexicons.forms import stem
from transcheck.lexicons.glosses import PACKAGE, senses, stretches
from transcheck.lexicons.packages import is_installed
from transcheck.model import Bead, Link, Passage, Untold
from transcheck.text import HAN, HAN_RUN, count_han, fold_chinese, words

# Letters of English for a Chinese character, within bounds, and so many beads tell it.
_LEAST, _MOST, _ENOUGH = 2.0, 5.5, 5
_CLAUSE = re.compile("[^，,；;：:。！!？?…\n]+")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_ACRONYM = re.compile(r"\b[A-Z]{2,}[0-9]*\b")
_FULL = 20  # letters of what an acronym stands for
# A foreign name in full, of which English may give the last part alone.
_FOREIGN = re.compile(rf"[{HAN}]+(?:[·•・-][{HAN}]+)+")
_ROOMY = 1.25  # English this much longer than usual may hold a neighbour's words too
_WHOLE = 8  # characters of a clause that is not told in passing
_CHANCE = 0.25  # so much of a clause may have a trace that stands for something else
# Words that English often does without.
_LIGHT = re.compile(
    "因为|由于|所以|如果|虽然|尽管|但是|不过|而且|并且|以及|还有|已经|曾经|正在|当中|其中|之中|之间|方面|问题|情况|时候|进行|"
    "开展|予以|我们|你们|他们|她们|它们|自己|这个|这些|那个|那些|这样|那样|一个|一些|每个|可以|能够|应该|必须|没有|不是|就是|"
    "也是|都是|还是|或者|通过|关于|对于|根据|[的地得了着过就已而在和与及是也都还其这那将被把对从向于以等所之为让使给说并又再很更最]"
)


@dataclass(frozen=True, slots=True)
class _Measure:
    """Letters of English for a Chinese character, and from where on something is missing.

    English shorter than usual by the factor `terse` may still tell everything; less than so many characters, or that
    share of a segment, is said in other words or need not be said.
    """

    usual: float
    terse: float = 0.82
    smallest: float = 10.0
    share: float = 0.22


_ALONE = _Measure(usual=4.5, terse=1.0, smallest=6.0, share=0.12)  # 4.5 is the median of news


def untold(beads: Sequence[Bead], links: Sequence[Sequence[Link]]) -> list[Untold | None]:
    """For each bead of a document the largest stretch that is surely not told; None where there is none.

    How long the English ought to be is told by the document itself: without a few beads nothing is known to be
    missing, as an editor may write all of it tersely. Nor is it without the dictionary.
    """
    usual = _usual_ratio(beads) if is_installed(PACKAGE) else None
    if usual is None:
        return [None] * len(beads)
    return [_untold(beads, i, links[i], _Measure(usual)) for i in range(len(beads))]


def untold_alone(bead: Bead, links: Sequence[Link]) -> Untold | None:
    """The largest stretch of a segment that is probably not told, judged without its document: for scores, not findings."""
    return _untold([bead], 0, links, _ALONE) if is_installed(PACKAGE) else None


def _untold(beads: Sequence[Bead], i: int, links: Sequence[Link], measure: _Measure) -> Untold | None:
    usual = measure.usual
    source, target = beads[i].source, beads[i].target
    if source is None or not target.text.strip():
        return None
    doors = [beads[j] for j in (i - 1, i + 1) if 0 <= j < len(beads)]
    missing = _han(beads[i]) - _letters(beads[i], usual) / (measure.terse * usual)
    spare = [max(0.0, _letters(door, usual) / usual - _ROOMY * _han(door)) for door in doors]
    missing -= sum(spare)
    if missing < max(measure.smallest, measure.share * _han(beads[i])):
        return None
    roomy = (door for door, room in zip(doors, spare, strict=True) if room)
    english = " ".join(bead.target.text for bead in (beads[i], *roomy))
    start, end, size = _clauses(source, _traced(source.text, english), links, _anchored(beads[i], links))
    return Untold(source.at(start, end), round(min(size, missing), 1)) if size else None


def _usual_ratio(beads: Sequence[Bead]) -> float | None:
    ratios = [_letters(bead, _MOST) / _han(bead) for bead in beads if _han(bead) and bead.target.text.strip()]
    return min(_MOST, max(_LEAST, median(ratios))) if len(ratios) >= _ENOUGH else None


def _han(bead: Bead) -> int:
    """Chinese characters that English has to say, a foreign name with its longest part."""
    if bead.source is None:
        return 0
    names = (match.group() for match in _FOREIGN.finditer(bead.source.text))
    dropped = sum(count_han(name) - max(map(len, re.split("[·•・-]", name))) for name in names)
    return count_han(bead.source.text) - dropped


def _letters(bead: Bead, usual: float) -> float:
    """Letters of English that stand for Chinese characters; what the source has besides is repeated as it is.

    An acronym that the source does not have stands for several words.
    """
    source = bead.source.text if bead.source else ""
    kept = sum(not char.isspace() for char in source) - count_han(source)
    left = count_han(bead.target.text)
    acronyms = sum(match.group() not in source for match in _ACRONYM.finditer(bead.target.text))
    return max(0.0, len(bead.target.text.strip()) - kept + left * (usual - 1) + acronyms * _FULL)


def _anchored(bead: Bead, links: Sequence[Link]) -> frozenset[int]:
    """Places in the source of names that something stands for, and of figures and Latin words that the English has."""
    if bead.source is None:
        return frozenset()
    said = {number for entity in bead.target.entities for number in _NUMBER.findall(entity.value)}
    spans = [link.entity.span for link in links if link.span is not None]
    spans += [e.span for e in bead.source.entities if said.intersection(_NUMBER.findall(e.value))]
    places = {at - bead.source.start for span in spans for at in range(span.start, span.end)}
    latin = {word.key for word in words(bead.target.text)}
    places.update(word.start for word in words(bead.source.text) if word.key in latin)
    return frozenset(places)


def _clauses(
    source: Passage, told: Collection[int], links: Sequence[Link], anchored: Collection[int]
) -> tuple[int, int, float]:
    """Start, end and size of the largest run of clauses without a trace; size 0 where there is none.

    Names that nothing can be said of count neither way, nor do words that English does without.
    """
    unknown = [link.entity.span for link in links if link.span is None]
    passed = {at - source.start for span in unknown for at in range(span.start, span.end)}
    passed.update(at for match in _LIGHT.finditer(fold_chinese(source.text)) for at in range(*match.span()))
    best, run = (0, 0, 0.0), (0, 0, 0.0)
    for match in _CLAUSE.finditer(source.text):
        counted = [at for at in _han_places(source.text, match.span()) if at not in passed]
        traced = sum(at in told for at in counted)
        if any(at in anchored for at in range(*match.span())) or traced > _CHANCE * len(counted):
            run = (0, 0, 0.0)
            continue
        run = (run[0] if run[2] else match.start(), match.end(), run[2] + len(counted) - traced)
        goes_on = best[2] > 0 and run[0] == best[0]
        if (goes_on or len(counted) >= _WHOLE) and run[2] > best[2]:
            best = run
    return best


def _han_places(text: str, stretch: tuple[int, int]) -> Iterator[int]:
    for match in HAN_RUN.finditer(text, *stretch):
        yield from range(match.start(), match.end())


def _traced(source: str, english: str) -> frozenset[int]:
    """Places of the words of which a whole sense is in the English.

    Any stretch that may be a word counts: where words end is not asked.

    >>> sorted(_traced("会议结束", "The meeting is over"))
    [0, 1]
    """
    said = {base for word in words(english) for base in _bases(word.key)}
    places: set[int] = set()
    source = fold_chinese(source)
    for match in HAN_RUN.finditer(source):
        for start, end in stretches(match.group()):
            if any(said.issuperset(sense) for sense in _senses(match.group()[start:end])):
                places.update(range(match.start() + start, match.start() + end))
    return frozenset(places)


@lru_cache(maxsize=16384)
def _bases(word: str) -> tuple[str, ...]:
    """What a word may be a form of, regular verbs only; some of it is no word, which does no harm.

    >>> _bases("stopping"), _bases("stressed")
    (('stopping', 'stopp', 'stoppe', 'stop'), ('stressed', 'stress', 'stresse', 'stres'))
    """
    for ending in ("ing", "ed"):
        cut = word.removesuffix(ending)
        if len(cut) > 2 and cut != word:
            doubled = (cut[:-1],) if cut[-1] == cut[-2] else ()
            return stem(word), cut, cut + "e", *doubled
    return (stem(word),)


@lru_cache(maxsize=65536)
def _senses(zh: str) -> tuple[frozenset[str], ...]:
    return tuple(map(frozenset, senses(zh)))
