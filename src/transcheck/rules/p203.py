"""Rule P203: a misspelt Chinese city or surname."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from rapidfuzz.distance import OSA

from transcheck.model import Alignment, Finding, LinkedBead, Rule, Severity, Span
from transcheck.romanising.lattice import place_keys, single_surnames, syllables
from transcheck.rules.p2_people import judged
from transcheck.text import Word, ascii_key, words

# Cities and provinces known to every reader, of seven letters at least and with letters that few foreign names share.
_PLACES = frozenset(
    "Beijing Nanjing Tianjin Shanghai Chongqing Guangzhou Shenzhen Hangzhou Suzhou Zhengzhou Lanzhou Fuzhou Wenzhou "
    "Quanzhou Xuzhou Changzhou Taizhou Huzhou Jiaxing Shaoxing Changsha Changchun Chengdu Nanchang Xianyang Shenyang "
    "Guiyang Luoyang Xiangyang Hengyang Mianyang Zhuhai Zhongshan Dongguan Zhanjiang Zhenjiang Lianyungang Yangzhou "
    "Guangdong Guangxi Guizhou Zhejiang Jiangsu Jiangxi Shaanxi Xinjiang Qinghai Heilongjiang Shandong Sichuan "
    "Shijiazhuang Zhangjiakou Qinhuangdao Tangshan Qingdao Xiamen Zhangzhou Yichang Chengde Qiqihar Mudanjiang".split()
)
# The commonest surnames that are long enough to be known when two letters change places.
_SURNAMES = frozenset(
    "zhang wang huang zhao zhou jiang zheng liang deng feng peng cheng xiao zhong tang chen yang".split()
)
_TITLED = re.compile(
    r"(?:[Cc]hair\w*|[Mm]ayor|[Ss]ecretary|[Mm]inister|[Gg]overnor|[Dd]irector|[Rr]eporter|Mr|Ms|Professor) $"
)
_CALLED = re.compile(
    r"(?:, (?:\w+[ -]){0,3}?(?:chair|secretary|director|mayor|minister|governor|head|professor|member)|,? said\b)"
)
_DOUBLE = re.compile(r"(.)\1")
_SHORTEST = 7


def check(alignment: Alignment) -> Iterator[Finding]:
    """A word that is one slip away from a well-known Chinese city, or from a surname before a given name.

    Why:
        The syllables do not exist, so no reader can find the place or the person.

    Flagged:
        => The team flew from ⟦Hhangzhou⟧ to Beijing.
        => The port of ⟦Zianjin⟧ was closed.
        => Secretary ⟦Zhnag⟧ Anmin spoke.

    Accepted:
        => They flew from Hangzhou to Tianjin.
        => Henan, Hunan and Hainan are provinces; Changzhou and Zhangzhou are cities.
        => Li Zhenjia lives in Shangrao.
        => Manning, Corbin and Hardin founded a firm.

    Limits:
        Only cities of seven letters or more that every reader knows; a given name is not judged.
    """
    for linked in alignment.beads:
        found = words(linked.bead.target.text)
        for i, word in enumerate(found):
            right = _place(word, found[i - 1] if i else None) or _surname(linked.bead.target.text, found, i)
            span = linked.bead.target.at(word.start, word.end)
            if right and not judged(linked, span):
                yield _finding(linked, span, word.text, right)


def _place(word: Word, before: Word | None) -> str:
    """The city a word was meant for; empty if it is a place, or can be a given name behind a surname."""
    if not word.capital or len(word.key) < _SHORTEST - 1 or word.key in place_keys() or word.text.isupper():
        return ""
    parts = syllables(word.key)
    if 0 < len(parts) <= 2 or (parts and before and before.capital and before.key in single_surnames()):
        return ""
    return _nearest(word.key)


@lru_cache(maxsize=16384)
def _nearest(key: str) -> str:
    near = [place for place in _PLACES if OSA.distance(key, place.lower(), score_cutoff=1) == 1]
    stutter = [
        place for place in near if _DOUBLE.sub(r"\1", key) == place.lower()
    ]  # Hhangzhou is no Changzhou
    meant = stutter or near
    return (
        meant[0] if len(meant) == 1 and len(meant[0]) >= _SHORTEST and key != f"{meant[0].lower()}s" else ""
    )


def _surname(text: str, found: tuple[Word, ...], i: int) -> str:
    """The surname meant by letters in the wrong order, where a given name follows and something tells a person."""
    word, after = found[i], found[i + 1] if i + 1 < len(found) else None
    if (
        not word.capital
        or after is None
        or not after.capital
        or syllables(word.key)
        or text[word.end : after.start] != " "
    ):
        return ""
    swapped = [
        name for name in _SURNAMES if sorted(name) == sorted(word.key) and OSA.distance(name, word.key) == 1
    ]
    told = _TITLED.search(text[: word.start]) or _CALLED.match(text, after.end)
    given = 1 <= len(syllables(ascii_key(after.text))) <= 2
    return swapped[0].capitalize() if swapped and told and given else ""


def _finding(linked: LinkedBead, span: Span, wrong: str, right: str) -> Finding:
    place = right in _PLACES
    return Finding(
        RULE.code,
        RULE.severity,
        f"“{wrong}” looks like a slip for {right}.",
        linked.bead.id,
        target=span,
        kind="place" if place else "person",
        suggestion=right,
        confidence=0.8,
    )


RULE = Rule(
    "P203",
    "misspelt-pinyin",
    "Accuracy/Mistranslation/Name",
    Severity.MAJOR,
    since="0.1",
    check=check,
)
