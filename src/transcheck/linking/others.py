"""Somebody else's name where a known person should stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from functools import cache

from transcheck.lexicons import persons
from transcheck.linking.spelling import is_name
from transcheck.linking.windows import English, Window
from transcheck.romanising.mandarin import read_from, surname_keys
from transcheck.romanising.syllables import is_pinyin
from transcheck.text import ascii_key


@cache
def _known_names() -> dict[str, frozenset[str]]:
    """Letters of well-known full English names -> the Chinese names of their bearers."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for zh, rows in persons().items():
        for row in rows:
            for form in (row.en, *row.variants):
                if " " in form:
                    found[ascii_key(form)].add(zh)
    return {key: frozenset(bearers) for key, bearers in found.items()}


def bearers_of(key: str) -> frozenset[str]:
    """The Chinese names of those whose full English name has these letters; none for a name nobody knows."""
    return _known_names().get(key, frozenset())


def lone_stranger(english: English, source: str, is_open: Callable[[Window], bool]) -> Window | None:
    """The only full pinyin name that nothing accounts for, if no characters of the Chinese are read so."""
    found = [
        window
        for window in english.windows
        if len(window.words) == 2
        and all(word.capital for word in window.words)
        and window.words[0].key in surname_keys()
        and is_pinyin(window.words[1].key)
        and is_open(window)
        and not _goes_on(window, english)
    ]
    if len(found) != 1 or read_from(found[0].key, source):
        return None
    return found[0]


def _goes_on(window: Window, english: English) -> bool:
    """Whether another capitalised word or a hyphen follows: Hui Ka is the beginning of Hui Ka Yan."""
    after = english.after(window, " ")
    return english.after(window, "-") is not None or (after is not None and after.capital)


def source_has(zh: str, source: str) -> bool:
    """Whether the Chinese has the first or last part of a dotted name, by which its bearer is called: 波波维奇, 哈桑."""
    first, *_, last = zh.split("·") if "·" in zh else ("", "")
    return any(len(part) > 1 and part in source for part in (first, last))


def other_person(english: English, source: str, is_open: Callable[[Window], bool]) -> Window | None:
    """An unexplained full name of another known person, or a full pinyin name, that nothing in the source supports."""
    for window in english.windows:
        if len(window.words) < 2 or not is_open(window) or not is_name(window, english):
            continue
        bearers = _known_names().get(window.key)
        if bearers and not any(zh in source or source_has(zh, source) for zh in bearers):
            return window
        first, second = window.words[0].key, window.words[1].key
        if len(window.words) == 2 and first in surname_keys() and len(second) > 3 and is_pinyin(second):
            return window
    return None
