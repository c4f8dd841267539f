"""Rule C103: a place that does not belong in the document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache

from rapidfuzz.distance import OSA

from transcheck.lexicons.tables import items, rows
from transcheck.model import Alignment, Evidence, Finding, LinkedBead, Rule, Severity, Span, passages
from transcheck.rules.p2_people import judged
from transcheck.text import ascii_key, words

_BILATERAL = re.compile(r"\b(?:China|Sino)[-–](?P<after>[A-Z][a-z]+)\b|\b(?P<before>[A-Z][a-z]+)[-–]China\b")
_PROVINCIAL = re.compile(r"\b(?P<name>[A-Z][a-z]+) (?:Provincial\b|Province\b)")
_OFTEN = 3  # mentions that make a country the subject of a document


def check(alignment: Alignment) -> Iterator[Finding]:
    """A country or province stands where the rest of the text speaks of one with a similar name.

    Why:
        巴西 and 巴林, 山西 and 陕西 are one character apart, and nothing in the sentence looks wrong.

    Flagged:
        => A band from Brazil played. ¶ China-⟦Bahrain⟧ trade grew. ¶ Brazil sells coffee. ¶ Brazil buys cars.
        => The ⟦Hebei⟧ Provincial Library opened in Wuhan.

    Accepted:
        => A band from Brazil played. ¶ China-Brazil trade grew. ¶ Bahrain sells oil. ¶ Brazil buys cars.
        => China-Bahrain trade and China-Brazil trade grew. ¶ Brazil buys cars. ¶ Brazil sells coffee.
        => The Shaanxi Provincial Library opened in Xi'an; he is from Taiyuan, Shanxi.
        => Delegates of Shanxi Province toured Taiyuan and Xi'an.
        => Shanxi Province and Shaanxi Province signed an agreement in Xi'an.

    Limits:
        Only a country named once, beside China, where another is named three times at least; only a province
        whose neighbour in spelling owns every city the sentence names.
    """
    yield from _strange_countries(alignment)
    for linked, passage in passages(alignment, "target"):
        for match in _PROVINCIAL.finditer(passage.text):
            right = _owner(match["name"], passage.text)
            if right:
                yield from _finding(
                    linked, passage.at(match.start("name"), match.end("name")), match["name"], right
                )


def _strange_countries(alignment: Alignment) -> Iterator[Finding]:
    counts = Counter(
        country
        for _, passage in passages(alignment, "target")
        for word in words(passage.text)
        if word.capital and (country := _countries().get(word.key))
    )
    paired = {zh for _, passage in passages(alignment, "target") for _, zh in _beside_china(passage.text)}
    for linked, passage in passages(alignment, "target"):
        for match, zh in _beside_china(passage.text):
            group = "after" if match["after"] else "before"
            rival = next((other for other in counts if zh and _rivals(zh, other)), "")
            if rival and counts[zh] == 1 and counts[rival] >= _OFTEN and rival not in paired:
                span = passage.at(match.start(group), match.end(group))
                yield from _finding(linked, span, match[group], _english(rival))


def _rivals(zh: str, other: str) -> bool:
    """Whether two countries look alike in Chinese: as long, and with the same first character."""
    return zh != other and len(zh) == len(other) and zh[0] == other[0]


def _beside_china(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """Every country that a hyphen puts beside China, by its Chinese name; empty for what is none."""
    for match in _BILATERAL.finditer(text):
        yield match, _countries().get(ascii_key(match["after"] or match["before"]), "")


@cache
def _countries() -> Mapping[str, str]:
    """English name or adjective of a country -> its short Chinese name."""
    found: dict[str, str] = {}
    for zh, en, variants, *_, note in rows("places"):
        adjective = re.search(r"adj\.: ([A-Z][a-z]+)", note)
        for form in (en, *items(variants), *(adjective.groups() if adjective else ())):
            if adjective and form.isalpha() and len(zh) <= len(found.get(ascii_key(form), zh)):
                found[ascii_key(form)] = zh
    return found


def _english(zh: str) -> str:
    return next(row[1] for row in rows("places") if row[0] == zh)


@cache
def _provinces() -> Mapping[str, str]:
    """City of one word -> the province it lies in; cities of the same spelling in two provinces are left out."""
    found: dict[str, set[str]] = {}
    for zh, en, _, _, _, _, _, context, _ in rows("places"):
        if len(zh) == 2 and re.fullmatch(r"[A-Z][a-z'’]+", en) and re.fullmatch(r"[A-Z][a-z]+", context):
            found.setdefault(ascii_key(en), set()).add(context)
    return {city: min(owners) for city, owners in found.items() if len(owners) == 1}


def _owner(province: str, text: str) -> str:
    """The province, a letter apart in spelling, that owns every city of a sentence; empty if it is named there."""
    capitals = [word for word in words(text) if word.capital]
    owners = {_provinces()[word.key] for word in capitals if word.key in _provinces()} - {"Beijing"}
    right = owners.pop() if len(owners) == 1 else ""
    alike = OSA.distance(province.lower(), right.lower()) == 1
    return right if right and alike and all(word.text != right for word in capitals) else ""


def _finding(linked: LinkedBead, span: Span, wrong: str, right: str) -> Iterator[Finding]:
    if not judged(linked, span):
        yield Finding(
            RULE.code,
            RULE.severity,
            f"“{wrong}” does not fit what the text says elsewhere; {right} seems to be meant.",
            linked.bead.id,
            target=span,
            kind="place",
            suggestion=right,
            confidence=0.75,
            evidence=(Evidence("document", right),),
        )


RULE = Rule(
    "C103",
    "place-out-of-place",
    "Accuracy/Mistranslation",
    Severity.MAJOR,
    since="0.1",
    check=check,
)
