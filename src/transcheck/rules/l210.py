"""Rule L210: a place the reference calls by another name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from transcheck.lexicons.tables import items, rows
from transcheck.model import Alignment, Evidence, Finding, Rule, Severity, Span
from transcheck.rules.p2_people import judged
from transcheck.rules.p2_reference import Beside, beside
from transcheck.text import Word, ascii_key, words

_ROOT = 4  # letters that a country's name and its adjective share: Brazil, Brazilian


class _Place(NamedTuple):
    word: Word
    zh: frozenset[str]


def check(alignment: Alignment) -> Iterator[Finding]:
    """A place is not in the reference, and one much like it there is not in the translation.

    Why:
        Shanxi and Shaanxi are two provinces, Bahrain (巴林) and Brazil (巴西) two countries; one slip moves the event.

    Flagged:
        => The ⟦Shanxi⟧ History Museum reopened. ~ The Shaanxi History Museum reopened.
        => The band came from ⟦Bahrain⟧. ~ The band came from Brazil.
        => It opened in ⟦Yanan⟧. ~ It opened in Yan'an.

    Accepted:
        => It opened in Xi'an. ~ It opened in Xi’an.
        => They met in Taiyuan, Shanxi. ~ In Taiyuan, Shanxi, they met.
        => The Brazilian band came. ~ The band from Brazil came.
        => It happened in France. ~ It happened abroad.
        => The train goes to Europe. ~ The Eurasian train.
        => Macau students returned. ~ Students from Macao returned.

    Limits:
        Places of one word that the termbase knows; the rest is left to the reader. A missing apostrophe is minor.
    """
    for here in beside(alignment):
        for wrong, right in _pairs(here):
            span = here.linked.bead.target.at(wrong.start, wrong.end)
            if not judged(here.linked, span):
                yield _finding(here, span, wrong.text, right.text)


def _pairs(here: Beside) -> Iterator[tuple[Word, Word]]:
    mine = [place for place in _places(here.linked.bead.target.text) if not _said(place, here.reference.text)]
    theirs = [
        place for place in _places(here.reference.text) if not _said(place, here.linked.bead.target.text)
    ]
    for place in mine:
        for other in theirs:
            if _alike(place, other):
                yield place.word, other.word
                break
    yield from _apostrophes(here)


def _places(text: str) -> Iterator[_Place]:
    for word in words(text):
        if word.capital and word.key in _known():
            yield _Place(word, _known()[word.key])


@cache
def _known() -> Mapping[str, frozenset[str]]:
    """English of one word -> the Chinese places it may be."""
    found: dict[str, frozenset[str]] = {}
    for zh, en, variants, *_ in rows("places"):
        for shown in (en, *items(variants)):
            if re.fullmatch(r"[A-Z][a-z’']{3,}(?: Province)?", shown):
                key = ascii_key(shown.removesuffix(" Province"))
                found[key] = found.get(key, frozenset()) | {zh}
    return found


def _said(place: _Place, text: str) -> bool:
    """Whether a text has the place under any of its names, or its adjective."""
    root = place.word.key[:_ROOT]
    return any(
        bool(_known().get(word.key, frozenset()) & place.zh)
        or (word.key.startswith(root) and _kin(word.key, place.word.key))
        for word in words(text)
        if word.capital
    )


def _kin(one: str, other: str) -> bool:
    """Whether two words are one place and its adjective, not two places of the same beginning."""
    return one == other or not (one in _known() and other in _known())


def _alike(place: _Place, other: _Place) -> bool:
    """Two spellings a slip apart, or two countries that share their beginning."""
    one, two = place.word.key, other.word.key
    return (OSA.distance(one, two) == 1 and min(len(one), len(two)) > _ROOT) or _countries(place, other)


def _countries(place: _Place, other: _Place) -> bool:
    """巴林 and 巴西: the Chinese begin alike, which is how one came to stand for the other."""
    one, two = place.word.key, other.word.key
    apart = one[0] == two[0] and one[:3] != two[:3]  # Europe and Eurasia are both meant
    return apart and any(a[0] == b[0] and len(a) == len(b) for a in place.zh for b in other.zh)


def _apostrophes(here: Beside) -> Iterator[tuple[Word, Word]]:
    """Words that differ from the reference only by an apostrophe between syllables."""
    marked = {
        word.key: word
        for word in words(here.reference.text)
        if re.fullmatch(r"[A-Z][a-z]+['’][aeo][a-z]+", word.text)
    }
    for word in words(here.linked.bead.target.text):
        if word.capital and word.text.isalpha() and word.key in marked:
            yield word, marked[word.key]


def _finding(here: Beside, span: Span, wrong: str, right: str) -> Finding:
    apostrophe = ascii_key(wrong) == ascii_key(right)
    return Finding(
        RULE.code,
        Severity.MINOR if apostrophe else RULE.severity,
        f"The reference has {right}; the translation has “{wrong}”.",
        here.linked.bead.id,
        target=span,
        kind="place",
        suggestion=right,
        confidence=0.85 * here.linked.bead.confidence,
        evidence=(Evidence("reference", right),),
        cause=f"{wrong} for {right}",
    )


RULE = Rule(
    "L210",
    "place-unlike-reference",
    "Accuracy/Mistranslation/Name",
    Severity.MAJOR,
    since="0.1",
    check=check,
    needs=frozenset({"reference"}),
)
