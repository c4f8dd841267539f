"""How a Chinese name is read in Hanyu Pinyin, by GB/T 28039-2011: surname readings first, ü in all its spellings.

Keys are plain lower-case letters without spaces, hyphens or apostrophes; "ü" is the letter v inside this room
and is spelled out on the way out.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import product

from transcheck.romanising.surnames import surname_of, surnames
from transcheck.romanising.syllables import splits
from transcheck.text import fold_chinese

# Keeps one rare polyphonic name from multiplying into hundreds of spellings.
_MOST_READINGS = 4


@lru_cache(maxsize=65536)
def readings(char: str) -> tuple[str, ...]:
    """All dictionary readings of one character, without tones, the usual one first.

    >>> readings("乐")[:2]
    ('le', 'yue')
    """
    from pypinyin import Style, pinyin

    found = pinyin(char, style=Style.NORMAL, heteronym=True, v_to_u=False, errors="ignore")
    return tuple(dict.fromkeys(r for r in found[0] if r))[:_MOST_READINGS] if found else ()


@lru_cache(maxsize=65536)
def read_from(word: str, source: str) -> bool:
    """Whether a word in lower-case letters is the pinyin of Chinese characters that stand side by side in a text."""
    read = [readings(char) for char in fold_chinese(source)]
    return any(
        all(syllable in found for syllable, found in zip(syllables, read[at:], strict=False))
        for syllables in splits(word)
        for at in range(len(read) - len(syllables) + 1)
    )


def _spellings(syllable: str) -> tuple[str, ...]:
    """The ways a syllable with ü is written: lü is Lü (folded to lu), Lyu, Lv; 女 likewise."""
    if "v" not in syllable:
        return (syllable,)
    return tuple(syllable.replace("v", shape) for shape in ("yu", "u", "v", "ue"))


def spell(syllables: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Every joined spelling of a run of characters given the readings of each.

    >>> spell((("lv",), ("bu",)))
    ('lyubu', 'lubu', 'lvbu', 'luebu')
    """
    options = [tuple(s for reading in each for s in _spellings(reading)) for each in syllables]
    return tuple(dict.fromkeys("".join(parts) for parts in product(*options)))


@lru_cache(maxsize=16384)
def surname_spellings(surname: str) -> tuple[str, ...]:
    """Accepted spellings of a surname as a surname."""
    return spell([surnames().get(surname, ())]) if surname in surnames() else ()


@lru_cache(maxsize=16384)
def misread_surnames(surname: str) -> tuple[str, ...]:
    """Dictionary readings that are not surname readings: 单 dan, 仇 chou.

    >>> misread_surnames("单")
    ('dan', 'chan')
    """
    right = set(surname_spellings(surname))
    wrong = spell(tuple(readings(char) for char in surname))
    return tuple(w for w in wrong if w not in right)


@lru_cache(maxsize=65536)
def given_spellings(given: str) -> tuple[str, ...]:
    """Accepted spellings of the given name, joined; one that is a word is read as the word (长寿 Changshou)."""
    return spell(_given_readings(given)) if given else ()


# Of these characters a word in a name settles the reading; of others (劲松 Jinsong) people have their own.
_SETTLED = frozenset("长重朝")


def _given_readings(given: str) -> tuple[tuple[str, ...], ...]:
    """The readings of each character; of some only that in the word the given name is."""
    alone = tuple(readings(char) for char in given)
    word = _as_word(given)
    if not word:
        return alone
    return tuple(
        (read,) if char in _SETTLED else found for char, read, found in zip(given, word, alone, strict=True)
    )


@lru_cache(maxsize=16384)
def _as_word(given: str) -> tuple[str, ...]:
    """The reading of a given name of two characters that is a word pypinyin knows; empty for others."""
    from pypinyin import Style, pinyin

    if len(given) < 2 or not _SETTLED & set(given):
        return ()
    together = pinyin(given, style=Style.NORMAL, heteronym=True, v_to_u=False, errors="ignore")
    known = len(together) == len(given) and all(len(found) == 1 for found in together)
    return tuple(found[0] for found in together) if known else ()


def name_parts(name: str) -> tuple[str, str]:
    """Surname and given name; a name without a known surname is all given.

    >>> name_parts("丁时勇"), name_parts("的山")
    (('丁', '时勇'), ('', '的山'))
    """
    surname = surname_of(name)
    return surname, name[len(surname) :]


@lru_cache(maxsize=65536)
def name_keys(name: str) -> tuple[frozenset[str], frozenset[str]]:
    """Joined spellings of a full name, surname first and given name first.

    >>> "dingshiyong" in name_keys("丁时勇")[0], "shiyongding" in name_keys("丁时勇")[1]
    (True, True)
    """
    surname, given = name_parts(name)
    if not surname:
        return frozenset(given_spellings(given)), frozenset()
    heads, tails = surname_spellings(surname), given_spellings(given)
    return (
        frozenset(head + tail for head in heads for tail in tails),
        frozenset(tail + head for head in heads for tail in tails) if given else frozenset(),
    )


def preferred(name: str) -> str:
    """The name as GB/T 28039 writes it: "Lyu Siyuan", "Ouyang Guoliang", "Wang Xi'an".

    >>> preferred("吕思源"), preferred("单霁翔"), preferred("王西安"), preferred("赵长寿")
    ('Lyu Siyuan', 'Shan Jixiang', "Wang Xi'an", 'Zhao Changshou')
    """
    surname, given = name_parts(name)
    head = (surnames()[surname][0] if surname else "").replace("v", "yu")
    tail = ""
    word = _as_word(given)
    for i, char in enumerate(given):
        syllable = (word[i] if word else (readings(char) or ("",))[0]).replace("v", "yu")
        tail += ("'" if i and syllable[:1] in ("a", "o", "e") else "") + syllable
    return " ".join(part.capitalize() for part in (head, tail) if part)


@lru_cache(maxsize=1)
def surname_keys() -> frozenset[str]:
    """Every spelling of a Chinese surname."""
    return frozenset(key for surname in surnames() for key in surname_spellings(surname))
