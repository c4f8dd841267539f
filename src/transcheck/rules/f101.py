"""Rule F101: a word stands twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transcheck.model import Alignment, Finding, Rule, Severity, passages
from transcheck.rules.anatomy import in_prose

_TWICE = re.compile(r"(?<![\w'’.-])([A-Za-z]+)( +)(\1)(?![\w'’-])", re.I)
_JOINED = re.compile(r"(?<![\w'’-])([a-z]{5,}) and (\1)(?![\w'’-])")
# Before the first of the two, these make another post of it.
_RANK = re.compile(r"\b(?:deputy|vice|associate|assistant|acting|former|honorary)[\s-]+$", re.I)
# Words that English doubles: grammar (had had), stress (very very), sounds (ha ha).
_DOUBLED = frozenset(
    "had that is do very really so too many much no yes long far never ha hah bye knock blah tut there now hear choo beep bang "
    "yo chop cha poo win night big little same you her it on in".split()
)
# Repeated over "and", they mean a long or growing thing.
_LASTING = re.compile(
    r"(?:again|through|around|round|forever|further|thought|fought|spoke|wrote|drank|think|drink|write|climb|laugh|dance|"
    r"search|fight|never|other|where|there|thousands|hundreds|millions|billions|centuries|generations|kilometers|"
    r".*(?:er|ed|ing)|.{1,6}s)$"
)


def _places(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _TWICE.finditer(text):
        first, second = match.group(1), match.group(3)
        name = second[0].isupper() and not (first.islower() or (second.isupper() and len(second) == 1))
        if first.lower() not in _DOUBLED and not name and (len(first) > 1 or first in "aA"):
            yield match.start(), match.end(), first
    for match in _JOINED.finditer(text):
        if not _LASTING.match(match.group(1)) and not _RANK.search(text[: match.start()]):
            yield match.start(), match.end(), match.group(1)


def check(alignment: Alignment) -> Iterator[Finding]:
    """The same word follows itself, or is joined to itself by "and".

    Why:
        Two Chinese words of like meaning were both turned into the same English word, or one was said twice.

    Flagged:
        => He went to ⟦the the⟧ meeting.
        => The speeches are rich in ⟦research and research⟧, and accurate.
        => They will ⟦study and study⟧ the documents.
        => They held ⟦consultations and consultations⟧ on it.

    Accepted:
        => He had had enough of it, and he knew that that was wrong.
        => It is getting more and more expensive, and bigger and bigger.
        => They waited and waited for years and years.
        => He went step by step, day by day and face to face.
        => Li Li and Yo-Yo Ma met in Walla Walla.
        => He was deputy director and director of the institute, and an associate professor and professor before.
        => It was a very very long day, again and again.
        => The ratio was 3 3 in the end.
        => What it is is a mystery.

    Limits:
        Names and words that English doubles for stress are let pass.
    """
    for linked, passage in passages(alignment, "target"):
        for start, end, cure in _places(passage.text):
            if in_prose(passage.text, start, end):
                yield Finding(
                    RULE.code,
                    RULE.severity,
                    f"“{passage.text[start:end]}” says the same word twice.",
                    linked.bead.id,
                    target=passage.at(start, end),
                    suggestion=cure,
                    confidence=0.9,
                )


RULE = Rule(
    "F101", "repeated-word", "Linguistic conventions/Grammar", Severity.MINOR, since="0.1", check=check
)
