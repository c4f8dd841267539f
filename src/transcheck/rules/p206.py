"""Rule P206: a surname read as a word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from transcheck.model import Alignment, Finding, LinkedBead, Rule, Severity, Span
from transcheck.romanising.lattice import single_surnames, syllables
from transcheck.romanising.mandarin import misread_surnames, surname_spellings
from transcheck.romanising.surnames import surnames
from transcheck.rules.p2_people import judged

_PAIR = re.compile(r"(?=\b([A-Z][a-z]+) ([A-Z][a-z]+)\b)")  # looks ahead: pairs may overlap
# Syllables that only Hanyu Pinyin spells so; a given name with one is no Korean or Cantonese name.
_MAINLAND = re.compile(r"zh|x|q|^c[^h]|iang|uang|iong")


def check(alignment: Alignment) -> Iterator[Finding]:
    """A pinyin name begins with a syllable that no Chinese surname has.

    Why:
        查 is chá as a word and Zhā as a surname, 曾 is céng and Zēng: the machine took the word.

    Flagged:
        => Farmer ⟦Cha Zhiqing⟧ grows tea.
        => ⟦Ceng Xiaolei⟧ sings.

    Accepted:
        => Farmer Zha Zhiqing heard Zeng Xiaolei sing.
        => Cha Dong-min, a Korean actor, arrived.
        => Qu Lan, Le Ming and Dan Xiaoyu may all be right.

    Limits:
        Misreadings that are another surname's reading (单 Dan, 区 Qu) cannot be seen without the source.
    """
    for linked in alignment.beads:
        target = linked.bead.target
        for match in _PAIR.finditer(target.text):
            right = _surname(match[1].lower(), match[2].lower())
            span = target.at(match.start(1), match.end(2))
            if right and not judged(linked, span):
                yield _finding(linked, span, match[1], f"{right} {match[2]}")


def _surname(head: str, given: str) -> str:
    """What the surname must be; empty if the words are no misread name."""
    right = _misread().get(head, "")
    parts = syllables(given)
    return right if right and len(parts) == 2 and any(map(_MAINLAND.search, parts)) else ""


@cache
def _misread() -> Mapping[str, str]:
    """Reading that is no surname's -> the surname reading it stands for."""
    found: dict[str, str] = {}
    for zh in surnames():
        for wrong in misread_surnames(zh) if len(zh) == 1 else ():
            if wrong not in single_surnames():
                found.setdefault(wrong, surname_spellings(zh)[0].capitalize())
    return found


def _finding(linked: LinkedBead, span: Span, head: str, right: str) -> Finding:
    return Finding(
        RULE.code,
        RULE.severity,
        f"No Chinese surname is read {head}; the character is read {right.split()[0]} as a surname.",
        linked.bead.id,
        target=span,
        kind="person",
        suggestion=right,
        confidence=0.8,
    )


RULE = Rule(
    "P206",
    "surname-read-as-word",
    "Accuracy/Mistranslation/Name",
    Severity.MAJOR,
    since="0.1",
    check=check,
)
