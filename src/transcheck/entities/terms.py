"""Bodies, posts, places and set phrases in Chinese text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise, zip_longest
from typing import NamedTuple

from transcheck.entities.cues import WAYS
from transcheck.entities.segmenter import Token, tag
from transcheck.lexicons import Match, Termbase, name_elements, persons
from transcheck.lexicons.grammar import compose, ranks
from transcheck.lexicons.tables import Term, groups
from transcheck.lexicons.termbase import leftmost_longest
from transcheck.model import Entity, Kind, Passage
from transcheck.text import fold_chinese, is_han

# A word may go on with these after a place or body without meaning something else: 喀什|市, 民进|会员.
_GENERIC = "省市县区州盟旗镇乡村河湖江山岛湾港峡沟寺站路"
_PLACE_END = re.compile(f"[{_GENERIC}]$")
# Names of local bodies are put together where a place is followed by one of these.
_LEVEL = ("自治区", "自治州", "地区", "省", "市", "县", "区", "州", "盟", "旗", "中共")
_OFFICES = ("局", "署", "总局")
_OF_PLACE = "省市县区州盟旗镇"
_LED = "省市县区州镇乡村部局厅院校"
_CUT_OFF = "城省市县区村"  # a doubtful name that begins so was cut in two: 悦|城美
_SHORT = 3  # up to this length a term must agree with the word boundaries of the segmenter


class _Found(NamedTuple):
    start: int
    end: int
    kind: Kind
    value: str
    score: float
    cue: str


_SURE = 0.5  # of a person
_Names = Sequence[tuple[int, int]]


def find_terms(passage: Passage, termbase: Termbase, people: Sequence[Entity] = ()) -> tuple[Entity, ...]:
    """The bodies, titles, places and set phrases of a Chinese passage, the longest at each place, none overlapping.

    A short form cut out of a longer word (国会 in 中国会议) is left alone, and so is what would be a place only
    inside the name of one of the `people`. `value` is the official English, empty for a place that follows the rule
    of pinyin.
    """
    folded = fold_chinese(passage.text)
    names = [
        (person.span.start - passage.start, person.span.end - passage.start)
        for person in people
        if person.score >= _SURE
    ]
    return tuple(
        Entity(
            found.kind,
            passage.at(found.start, found.end),
            passage.text[found.start : found.end],
            found.value,
            found.score,
            found.cue,
        )
        for found in _longest(_candidates(folded, tag(passage.text), termbase, names))
        if found.kind != "other"
    )


def _longest(found: Iterable[_Found]) -> Iterator[_Found]:
    end = 0
    for one in sorted(found, key=lambda one: (one.start, -one.end, -one.score)):
        if one.start >= end:
            yield one
            end = one.end


def _candidates(
    folded: str, tokens: tuple[Token, ...], termbase: Termbase, names: _Names
) -> Iterator[_Found]:
    edges = {0, *(token.end for token in tokens)}
    matches = [m for m in termbase.overlaps(folded) if _stands_alone(m, folded, edges)]
    for match in leftmost_longest(matches):
        yield from _ranked(match, folded, termbase)
    yield from _composed(folded, matches, termbase)
    yield from _plain_places(tokens, termbase, names)
    yield from _rare_places(tokens, termbase)


def _stands_alone(match: Match, folded: str, edges: set[int]) -> bool:
    """Whether a term is not a piece of a longer word, as far as the segmenter can tell."""
    after = folded[match.end : match.end + 1]
    if after == "·" or folded.endswith("·", 0, match.start):
        return False  # a piece of a foreign name
    if match.zh.endswith("长") and "、" in match.zh:
        return False  # 市委副书记、市长 are two posts, and one may come out wrong
    if after == "长" and match.zh[-1] in _LED:
        return False  # 日喀则|市长, not 日喀则市|长
    if match.zh.endswith(_OFFICES) and folded[match.start - 1 : match.start] in tuple(_OF_PLACE):
        return False  # 江州市|文物局 is no national administration
    if match.end - match.start > _SHORT:
        return True
    return match.start in edges and (match.end in edges or (after in _GENERIC and match.end + 1 in edges))


def _ranked(match: Match, folded: str, termbase: Termbase) -> Iterator[_Found]:
    """The term, a title together with the words of rank before it."""
    term = chosen(termbase.get(match.zh), folded)
    start = match.start
    if term.kind == "title":
        start = _with_ranks(folded, start)
    cue = "grammar" if start < match.start else "termbase"
    yield _Found(start, match.end, term.kind, "" if start < match.start else term.en, 0.9, cue)


def _with_ranks(folded: str, start: int) -> int:
    while True:
        rank = next((r.zh for r in ranks() if folded.endswith(r.zh, 0, start)), "")
        # 目前 and 当前 end in 前, 一代 in 代: a lone character needs a boundary that only a verb or mark gives.
        if not rank or (
            len(rank) == 1 and rank != "副" and folded[max(0, start - 2) : start - 1] not in _OPENERS
        ):
            return start
        start -= len(rank)


_OPENERS = (
    "",
    ",",
    "。",
    "、",
    ":",
    "(",
    "任",
    "省",
    "市",
    "县",
    "区",
    "国",
    "委",
    "府",
    "院",
    "部",
    "由",
    "的",
)


def chosen(terms: tuple[Term, ...], folded: str) -> Term:
    """Of several rows of one Chinese form, the one whose context words stand in the text; else the first."""
    return (
        max(terms, key=lambda term: sum(word in folded for word in term.context))
        if len(terms) > 1
        else terms[0]
    )


def _composed(folded: str, matches: list[Match], termbase: Termbase) -> Iterator[_Found]:
    ends = {m.start: m.end for m in reversed(matches) if folded.startswith(_LEVEL, m.start)}
    for match in matches:
        if match.end in ends:
            yield from _composition(folded, match.start, ends[match.end], termbase)
    for committee in _committees().finditer(folded):
        yield from _composition(folded, committee.start(), committee.end(), termbase)


def _composition(folded: str, start: int, end: int, termbase: Termbase) -> Iterator[_Found]:
    if folded.endswith("中共", 0, start):
        start -= 2
    term = compose(folded[start:end], termbase)
    if term:
        yield _Found(start, end, term.kind, term.en, 0.95, "grammar")


@lru_cache(maxsize=1)
def _committees() -> re.Pattern[str]:
    """A party, perhaps a place, and a local committee: 民建重庆市委会."""
    parts = groups("local_bodies")
    parties = "|".join(row[1] for row in parts["party"])
    committees = "|".join(row[1] for row in parts["committee"])
    return re.compile(f"(?:{parties})(?:[\u4e00-\u9fff]{{2,4}}?)?(?:{committees})")


def _plain_places(tokens: tuple[Token, ...], termbase: Termbase, names: _Names) -> Iterator[_Found]:
    """Places the termbase does not know, named by the segmenter: 蕲春县, 汨罗|江; not the 爱治 of 田中爱治."""
    for token, following in zip_longest(tokens, tokens[1:]):
        word = fold_chinese(token.text)
        if not _named_as_place(token) or not _may_be_place(word):
            continue
        end = token.end
        if following and following.text.startswith("长") and word[-1] in _LED:
            end -= 1
        elif following and following.text in _GENERIC and not _PLACE_END.search(word):
            end = following.end
        if _in_known_parts(word, termbase) or (len(word) == 2 and _before_way(following)):
            continue
        if end > token.end or word not in termbase:
            sure = bool(_PLACE_END.search(word)) or end > token.end
            in_name = any(a <= token.start and token.end <= b and b - a > len(word) for a, b in names)
            if not sure and (word[0] in _CUT_OFF or in_name):
                continue
            yield _Found(token.start, end, "place", "", 0.8 if sure else 0.6, "segmenter")


def _before_way(following: Token | None) -> bool:
    """Whether a railway or motorway follows, which is named after two places: 襄荆高铁."""
    return following is not None and following.text.startswith(WAYS)


def _in_known_parts(word: str, termbase: Termbase) -> bool:
    """Whether a place is two that the termbase has: 贵州省 | 黔南布依族苗族自治州."""
    heads = (match for match in termbase.overlaps(word) if match.start == 0)
    return any(
        part in termbase and termbase.get(part)[0].kind == "place"
        for part in (word[head.end :] for head in heads if termbase.get(head.zh)[0].kind == "place")
        if len(part) > 1
    )


def _named_as_place(token: Token) -> bool:
    """The segmenter says so, or takes for a person what ends like a lake or town (卓 is a surname too)."""
    return token.tag.startswith("ns") or (
        token.tag == "nr" and len(token.text) == 3 and token.text[-1] in "湖镇县乡"
    )


def _rare_places(tokens: tuple[Token, ...], termbase: Termbase) -> Iterator[_Found]:
    """Names of small places that the segmenter does not know and cuts apart: 迤|那镇."""
    for before, token in pairwise(tokens):
        name = fold_chinese(before.text + token.text)
        if (
            token.text[-1] in "县镇乡村河湖"
            and len(name) == 3
            and before.tag in _RARE
            and _is_rare(name, termbase)
        ):
            yield _Found(before.start, token.end, "place", "", 0.6, "segmenter")


def _is_rare(name: str, termbase: Termbase) -> bool:
    return name not in termbase and all(map(is_han, name))


_RARE = frozenset(("x", "nr", "nz", "ng", "zg", "vg", "ag", "g"))


def _may_be_place(word: str) -> bool:
    """The segmenter takes many a foreign name for a place, and 大省 or 我市."""
    if word in persons() or word in name_elements():
        return False
    return len(word) > 2 or (len(word) == 2 and word[1] not in "省市县区州旗镇乡村")
