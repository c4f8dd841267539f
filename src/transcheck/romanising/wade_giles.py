"""Hanyu Pinyin syllables in Wade–Giles, the romanisation of most names from Taiwan (apostrophes left out)."""

from __future__ import annotations

from functools import lru_cache

_INITIALS = (
    ("zh", "ch"), ("ch", "ch"), ("sh", "sh"), ("b", "p"), ("p", "p"), ("d", "t"), ("t", "t"), ("g", "k"),
    ("k", "k"), ("j", "ch"), ("q", "ch"), ("x", "hs"), ("z", "ts"), ("c", "ts"), ("r", "j"),
)  # fmt: skip
_WHOLE = {
    "zi": ("tzu", "tze"), "ci": ("tzu", "tze"), "si": ("ssu", "szu", "sze"), "zhi": ("chih", "chi"),
    "chi": ("chih", "chi"), "shi": ("shih", "shi"), "ri": ("jih",), "er": ("erh",), "yi": ("i", "yi"),
    "ye": ("yeh", "ye"), "yan": ("yen",), "you": ("yu", "yiu", "you"), "yong": ("yung",), "yue": ("yueh",),
    "e": ("o", "e"), "ge": ("ko",), "ke": ("ko",), "he": ("ho",), "guo": ("kuo",), "huo": ("huo",),
    "shuo": ("shuo",), "kuo": ("kuo",), "gui": ("kuei",), "kui": ("kuei",), "yu": ("yu",), "wei": ("wei",),
}  # fmt: skip
_FINALS = (("iong", "iung"), ("ong", "ung"), ("ian", "ien"), ("ie", "ieh"), ("ue", "ueh"), ("uo", "o"))


@lru_cache(maxsize=1024)
def wade_giles(syllable: str) -> tuple[str, ...]:
    """The Wade–Giles forms of a pinyin syllable, plain letters; "ü" is v or u.

    >>> wade_giles("jing"), wade_giles("xiao"), wade_giles("guo"), wade_giles("zhong")
    (('ching',), ('hsiao',), ('kuo',), ('chung',))
    """
    if syllable in _WHOLE:
        return _WHOLE[syllable]
    plain = syllable.replace("v", "u")
    head, tail = "", plain
    for pinyin, wade in _INITIALS:
        if plain.startswith(pinyin):
            head, tail = wade, plain[len(pinyin) :]
            break
    else:
        head, tail = (plain[0], plain[1:]) if plain[0] in "mnflhs" else ("", plain)
    for pinyin, wade in _FINALS:
        if tail == pinyin:
            tail = wade
            break
    return (head + tail,)
