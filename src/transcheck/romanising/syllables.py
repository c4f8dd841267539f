"""The legal syllables of Hanyu Pinyin (ISO 7098, without tones) and how a run of letters falls into them."""

from __future__ import annotations

from functools import lru_cache

_FINALS = {
    "": "a o e ai ei ao ou an en ang eng er",
    "b": "a o ai ei ao an en ang eng i ie iao ian in ing u",
    "p": "a o ai ei ao ou an en ang eng i ie iao ian in ing u",
    "m": "a o e ai ei ao ou an en ang eng i ie iao iu ian in ing u",
    "f": "a o ei ou an en ang eng u",
    "d": "a e ai ei ao ou an en ang eng ong i ia ie iao iu ian ing u uo ui uan un",
    "t": "a e ai ao ou an ang eng ong i ie iao ian ing u uo ui uan un",
    "n": "a e ai ei ao ou an en ang eng ong i ie iao iu ian in iang ing u uo uan un v ve ue",
    "l": "a e ai ei ao ou an ang eng ong i ia ie iao iu ian in iang ing u uo uan un v ve ue o",
    "g": "a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang",
    "k": "a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang",
    "h": "a e ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang",
    "j": "i ia ie iao iu ian in iang ing iong u ue uan un",
    "q": "i ia ie iao iu ian in iang ing iong u ue uan un",
    "x": "i ia ie iao iu ian in iang ing iong u ue uan un",
    "zh": "a e i ai ei ao ou an en ang eng ong u ua uo uai ui uan un uang",
    "ch": "a e i ai ao ou an en ang eng ong u ua uo uai ui uan un uang",
    "sh": "a e i ai ei ao ou an en ang eng u ua uo uai ui uan un uang",
    "r": "e i ao ou an en ang eng ong u ua uo ui uan un",
    "z": "a e i ai ei ao ou an en ang eng ong u uo ui uan un",
    "c": "a e i ai ao ou an en ang eng ong u uo ui uan un",
    "s": "a e i ai ao ou an en ang eng ong u uo ui uan un",
    "y": "a e ao ou an ang i in ing ong u ue uan un o",
    "w": "a o ai ei an en ang eng u",
}
SYLLABLES: frozenset[str] = frozenset(
    initial + final for initial, finals in _FINALS.items() for final in finals.split()
) | {"e", "ei", "lyu", "nyu", "lyue", "nyue"}  # passports write ü as yu
LONGEST = 6


@lru_cache(maxsize=65536)
def splits(letters: str) -> tuple[tuple[str, ...], ...]:
    """Every way to read lower-case letters as legal syllables; empty where there is none.

    >>> splits("xian")
    (('xi', 'an'), ('xian',))
    >>> splits("hhangzhou")
    ()
    """
    if not letters:
        return ((),)
    found: list[tuple[str, ...]] = []
    for size in range(1, min(LONGEST, len(letters)) + 1):
        head = letters[:size]
        if head in SYLLABLES:
            found += [(head, *rest) for rest in splits(letters[size:])]
    return tuple(found)


def is_pinyin(letters: str) -> bool:
    """Whether lower-case letters can be read as pinyin.

    >>> is_pinyin("shiyong"), is_pinyin("shanghai"), is_pinyin("smith")
    (True, True, False)
    """
    return bool(letters) and bool(splits(letters))
