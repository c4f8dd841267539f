"""Foreign names written in Chinese characters by sound: does a Latin name sound like them?"""

from __future__ import annotations

from functools import cache, lru_cache

from rapidfuzz.distance import Levenshtein

from transcheck.lexicons import transliteration
from transcheck.romanising.mandarin import readings
from transcheck.text import ascii_key

# Characters of the standard transliteration tables that are rare in Chinese given names.
_TYPICAL = frozenset(
    "尔斯特克拉姆布洛罗茨菲娜蒂顿森逊夫诺维奇莱耶伊埃戈塔巴贝卡科基里利迪达纳内索萨塞瑟普帕佩皮珀潘托图蒙默穆曼米莫"
    "马玛麦迈弗费法范凡杰加盖格古赫哈霍胡齐切查恰乔契丘乌沃瓦韦威亚阿艾奥昂翁因约尤泽扎兹祖佐坎肯昆库奎雷朗兰伦隆卢鲁"
    "吕略勒谢舍沙什施西希锡辛松苏桑滕汤坦唐廷丁东杜多登代戴德邦班本比别波勃伯博彼梅"
)
_LONGEST = 6


@cache
def _groups(char: str) -> tuple[str, ...]:
    listed = tuple(ascii_key(group) for group in transliteration().get(char, ()))
    return tuple(dict.fromkeys(g for g in listed + readings(char) if g))


def looks_foreign(name: str) -> bool:
    """Whether a Chinese name is written in characters typical of transliteration.

    >>> looks_foreign("奥尔特加"), looks_foreign("王立群"), looks_foreign("史蒂夫·乔布斯")
    (True, False, True)
    """
    if "·" in name:
        return True
    tail = name[1:]
    typical = sum(char in _TYPICAL for char in tail)
    return typical == len(tail) if len(name) <= 3 else typical >= len(tail) - 1


JUST_LIKE = 0.75  # so well sound a name and the characters that write it; other words seldom come so near


@lru_cache(maxsize=16384)
def sounds_like(name: str, latin: str) -> float:
    """How well lower-case Latin letters sound like Chinese characters, in [0, 1].

    Each character stands for one of its letter groups; letters are paid for when no group has them.

    >>> sounds_like("莫迪", "modi") > 0.9 > 0.5 > sounds_like("莫迪", "krakow")
    True
    """
    chars = [c for c in name if c != "·"]
    if not chars or not latin:
        return 0.0
    best = [0.0] + [float("inf")] * len(latin)
    for char in chars:
        row = [best[j] + 1.0 for j in range(len(latin) + 1)]  # a silent character
        for start in range(len(latin)):
            if best[start] == float("inf"):
                continue
            for end in range(start + 1, min(start + _LONGEST, len(latin)) + 1):
                row[end] = min(row[end], best[start] + _cost(char, latin[start:end]))
        best = row
    return max(0.0, 1.0 - best[len(latin)] / max(len(latin), 2 * len(chars)))


@lru_cache(maxsize=65536)
def _cost(char: str, letters: str) -> float:
    return min((Levenshtein.distance(group, letters) for group in _groups(char)), default=len(letters))
