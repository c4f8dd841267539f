"""What makes a name hard to render, told from its Chinese alone."""

from __future__ import annotations

from functools import lru_cache

from transcheck.lexicons import persons, romanisation
from transcheck.romanising.mandarin import name_parts, readings, spell, surname_spellings
from transcheck.romanising.transliteration import looks_foreign

# Words of the tables' contexts; a Korean row says "South Korea", "North Korea" or "Korea".
_TRADITIONS = (
    ("Japan", "japanese-name"),
    ("Korea", "korean-name"),
    ("Vietnam", "vietnamese-name"),
    ("Taiwan", "taiwan-romanisation"),
    ("Hong Kong", "hk-romanisation"),
    ("Macao", "hk-romanisation"),
)


def phenomenon(kind: str, zh: str | None) -> str:
    """The phenomenon of a name of some kind ("person", "person-foreign", "org", "policy-phrase" …).

    Kinds other than persons are their own phenomenon, and so is a person whose Chinese is not known.

    >>> phenomenon("person-zh", "单维民"), phenomenon("person", "欧阳德"), phenomenon("policy-phrase", "共同富裕")
    ('heteronym-surname', 'compound-surname', 'phrase')
    """
    family = kind.split("-")[0]
    if family == "person" and zh:
        return _person(zh, kind)
    return "phrase" if family == "policy" else family


def _person(zh: str, kind: str) -> str:
    if "·" in zh:
        return "dotted-name"
    return _tradition(zh, kind) or ("transliteration" if _is_foreign(zh, kind) else _surname_kind(zh))


def _tradition(zh: str, kind: str) -> str:
    """The tradition outside the mainland that the tables of persons give this very name, or ""."""
    contexts = [word for row in persons().get(zh, ()) if row.kind == "person" for word in row.context]
    for place, tradition in _TRADITIONS:
        if any(word.endswith(place) for word in contexts):
            return tradition
    japanese = kind == "person-foreign" and not looks_foreign(zh) and _has_japanese_surname(zh)
    return "japanese-name" if japanese else ""


def _has_japanese_surname(zh: str) -> bool:
    """Whether a name begins with a Japanese surname of two or three characters; one is Chinese just as often."""
    return any(zh[:size] in romanisation("japanese_surname") for size in (3, 2) if len(zh) >= size)


def _is_foreign(zh: str, kind: str) -> bool:
    if kind != "person":
        return kind == "person-foreign"
    surname, given = name_parts(zh)
    return looks_foreign(zh) and (not surname or len(given) > 2)


@lru_cache(maxsize=4096)
def _surname_kind(zh: str) -> str:
    surname, _ = name_parts(zh)
    if len(surname) > 1:
        return "compound-surname"
    if not surname:
        return "no-surname"
    usual = spell([readings(surname)[:1]])
    return "single-surname" if surname_spellings(surname)[0] in usual else "heteronym-surname"
