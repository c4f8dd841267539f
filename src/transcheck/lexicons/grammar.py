"""Names of local bodies and posts put together from parts: 湖南 + 省委, 民建 + 重庆 + 市委会, 省委 + 副书记.

The termbase holds patterns with a slot (省委 = "CPC [Province] Provincial Committee"); a place before the
level, or between a party and the level, fills it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from transcheck.lexicons.tables import Term, groups, items, rows
from transcheck.lexicons.termbase import Termbase
from transcheck.lexicons.variants import is_translated

SLOT = re.compile(r"\[[A-Za-z ]+\]")
_LEVELS = ("自治区", "自治州", "地区", "省", "市", "县", "区", "州", "盟", "旗", "镇", "乡")
# Of these, 区委会 is the committee of the autonomous region, not of a district.
_REGIONS = frozenset(("内蒙古", "广西", "西藏", "宁夏", "新疆"))
_GENERICS = re.compile(
    r"\s+(Province|Municipality|City|County|District|Prefecture|Autonomous Region|Town|Township)$"
)


class Composed(NamedTuple):
    """A composed name: its parts in Chinese and a term made of them, official form first."""

    place: str
    term: Term


@lru_cache(maxsize=16384)
def compose(zh: str, base: Termbase) -> Term | None:
    """The term a composed name of a body amounts to; None if it is not one.

    >>> from transcheck.lexicons.termbase import termbase
    >>> compose("湖北省委", termbase()).en
    'CPC Hubei Provincial Committee'
    >>> compose("民建重庆市委会", termbase()).en
    'Chongqing Municipal Committee of the China National Democratic Construction Association'
    """
    bare = zh.removeprefix("中共")
    for composed in (*_place_first(bare, base), *_party_first(bare, base)):
        return composed.term._replace(zh=zh)
    return None


def _place_first(zh: str, base: Termbase) -> Iterator[Composed]:
    for cut in range(min(len(zh) - 2, 8), 1, -1):
        place, rest = zh[:cut], zh[cut:]
        english = place_names(zh[: cut + 1], base) or place_names(place, base)  # 西湖区 is no lake
        if not english or not rest.startswith(_LEVELS) or is_translated(place, english[0]):
            continue
        for term in base.get(rest):
            if SLOT.search(term.en):
                yield Composed(place, _filled(zh, term, english))


def _party_first(zh: str, base: Termbase) -> Iterator[Composed]:
    for party in groups("local_bodies")["party"]:
        rest = zh.removeprefix(party[1])
        for committee in groups("local_bodies")["committee"]:
            place = rest.removesuffix(committee[1])
            if place == rest or rest == zh:
                continue
            name = place_name(place, base) if place else "[place]"
            if name:
                level = "Regional" if place.removesuffix("自治") in _REGIONS else committee[2]
                term = _committee(zh, f"{name} {level} Committee", *party[2:])
                yield Composed(place, term._replace(wrong=_mistakes(party[1], base)))
                return


def _mistakes(zh: str, base: Termbase) -> tuple[str, ...]:
    """The wrong names of a party, which its local committees share."""
    return tuple(dict.fromkeys(wrong for term in base.get(zh) for wrong in term.wrong))


def _committee(zh: str, head: str, party: str, acronym: str) -> Term:
    short = (f"{acronym} {head}", f"{head} of the {acronym}", f"{SLOT.sub('', head)} of the {party}")
    return Term(zh, f"{head} of the {party}", short, kind="org", table="local_bodies")


def _filled(zh: str, term: Term, places: tuple[str, ...]) -> Term:
    """The term with the names of a place in its slot, the official one first."""

    def filled(*forms: str) -> tuple[str, ...]:
        return tuple(place.join(SLOT.split(form)) for place in places for form in forms)

    official, *variants = filled(term.en, *term.variants)
    return term._replace(
        zh=zh,
        en=official,
        variants=tuple(variants),
        wrong=filled(*(form for form in term.wrong if SLOT.search(form))),
    )


def place_name(zh: str, base: Termbase) -> str:
    """The bare English of a place, without "Province" or "City"; empty if it is none.

    >>> from transcheck.lexicons.termbase import termbase
    >>> place_name("湖南省", termbase()), place_name("陕西", termbase()), place_name("同志", termbase())
    ('Hunan', 'Shaanxi', '')
    """
    return next(iter(place_names(zh, base)), "")


def place_names(zh: str, base: Termbase) -> tuple[str, ...]:
    """The bare English of a place under all its accepted names, the official one first.

    >>> from transcheck.lexicons.termbase import termbase
    >>> place_names("西湖区", termbase())
    ('Xihu', 'West Lake')
    """
    for term in base.get(zh):
        if term.kind == "place":
            return tuple(dict.fromkeys(_GENERICS.sub("", name) for name in term.accepted))
    return ()


class Rank(NamedTuple):
    """A word before a post that changes its rank: how it is said in English, and what it does."""

    zh: str
    en: tuple[str, ...]
    rank: str


@lru_cache(maxsize=1)
def ranks() -> tuple[Rank, ...]:
    """The words that change the rank of a post, longest first."""
    found = (Rank(zh, items(en), rank) for zh, en, rank in rows("modifiers"))
    return tuple(sorted(found, key=lambda rank: -len(rank.zh)))


def split_post(zh: str) -> tuple[tuple[Rank, ...], str]:
    """The words of rank at the head of a title, and the bare post.

    >>> [r.rank for r in split_post("原副主任")[0]], split_post("原副主任")[1]
    (['former', 'deputy'], '主任')
    """
    found: list[Rank] = []
    while True:
        rank = next((rank for rank in ranks() if zh.startswith(rank.zh) and len(zh) > len(rank.zh) + 1), None)
        if rank is None:
            return tuple(found), zh
        found.append(rank)
        zh = zh[len(rank.zh) :]
