"""Rule L104: the wrong country for a one-character abbreviation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from transcheck.lexicons.tables import items, rows
from transcheck.model import Alignment, Evidence, Finding, LinkedBead, Passage, Rule, Severity, Span, passages
from transcheck.text import fold_chinese

# What follows 中乌 where it means China and a country: 中乌关系, 中乌两国, 中乌建交.
_AFTER = "两国|双方|双边|关系|友好|友谊|建交|合作|经贸|贸易|人民|战略|领导人|元首|全面|联合|外长|边境|政府间|企业|文化|传统"


class _Country(NamedTuple):
    """A country, its one-character abbreviation, its Chinese names and the English that stands for it."""

    abbr: str
    zh: tuple[str, ...]
    en: str
    said: re.Pattern[str]


@cache
def _countries() -> tuple[_Country, ...]:
    return tuple(
        _Country(abbr, items(zh), en, _said((en, *items(adjective))))
        for abbr, zh, en, adjective in rows("country_abbreviations")
    )


def _said(forms: tuple[str, ...]) -> re.Pattern[str]:
    """A country in English together with China before or after it (China-Ukraine, Sino-Ukrainian)."""
    names = "|".join(sorted(map(re.escape, set(forms)), key=lambda form: -len(form)))
    return re.compile(
        rf"\b(?:(?:China|Chinese|Sino)(?:\s*[-–—]\s*|\s+and\s+))?(?:{names})\b(?:\s*[-–—]\s*(?:China|Chinese)\b)?"
    )


@cache
def _mention() -> re.Pattern[str]:
    abbreviations = "".join(sorted({country.abbr for country in _countries()}))
    return re.compile(f"中([{abbreviations}])(?={_AFTER})|([{abbreviations}])中(?={_AFTER})")


def check(alignment: Alignment) -> Iterator[Finding]:
    """中乌 and the like name a country by one character that several countries share, and the English has another.

    Why:
        Within one text the character stands for the country that the text names in full elsewhere. A machine
        that reads sentence by sentence takes the best-known country, and a state visit goes to the wrong capital.

    Flagged:
        总统访问马耳他。 ¶ 中马关系良好。 => The president visited Malta. ¶ ⟦China-Malaysia⟧ relations are good.
        尼日利亚总统来访，中尼两国签署协议。 => Nigeria's president came, and ⟦China and Nepal⟧ signed an agreement.

    Accepted:
        总统访问马耳他。 ¶ 中马关系良好。 => The president visited Malta. ¶ China-Malta relations are good.
        中巴关系良好。 => China-Pakistan relations are good.
        印度和印尼代表出席，中印双方会谈。 => India and Indonesia attended, and China and India held talks.
        阿联酋主办中阿合作论坛会议。 => The UAE hosted a meeting of the China-Arab States Cooperation Forum.
        格鲁吉亚总理来访，中格合作深化。 => The Georgian prime minister came, and China-Georgia cooperation deepened.

    Limits:
        Silent where the text names none of the countries in full, or two of them.
    """
    said = fold_chinese("".join(passage.text for _, passage in passages(alignment, "source")))
    for linked, source in passages(alignment, "source"):
        for match in _mention().finditer(fold_chinese(source.text)):
            abbr = match.group(1) or match.group(2)
            meant = [country for country in _countries() if country.abbr == abbr and _named(country, said)]
            span = source.at(match.start(), match.end())
            # 中阿合作论坛 has a name of its own, whatever country the text is about.
            named = any(one.span.overlaps(span) and one.kind == "org" for one in source.entities)
            if len(meant) == 1 and not named:
                yield from _strangers(linked, source, span, meant[0], said)


def _named(country: _Country, text: str) -> bool:
    """Whether a text names a country in full; 印度 inside 印度尼西亚 and the like do not count."""
    longer = [
        zh for other in _countries() for zh in other.zh if any(zh != own and own in zh for own in country.zh)
    ]
    for zh in sorted(set(longer) - set(country.zh), key=len, reverse=True):
        text = text.replace(zh, " ")
    return any(zh in text for zh in country.zh)


def _strangers(
    linked: LinkedBead, source: Passage, span: Span, meant: _Country, said: str
) -> Iterator[Finding]:
    """Countries of the same abbreviation in the English that the Chinese never names."""
    target = linked.bead.target
    for other in _countries():
        if other.abbr != meant.abbr or other.en == meant.en or _named(other, said):
            continue
        for match in other.said.finditer(target.text):
            if not meant.said.fullmatch(match.group()):
                yield _finding(linked, source.quote(span), span, target.at(*match.span()), meant)


def _finding(linked: LinkedBead, zh: str, source: Span, span: Span, meant: _Country) -> Finding:
    wrong = linked.bead.target.quote(span)
    return Finding(
        RULE.code,
        RULE.severity,
        f"{zh} means China and {meant.en} here, for the text names {meant.zh[0]}; the translation has “{wrong}”.",
        linked.bead.id,
        target=span,
        source=source,
        entity=zh,
        kind="place",
        suggestion=f"China-{meant.en}",
        confidence=0.9,
        evidence=(Evidence("document", meant.zh[0]),),
    )


RULE = Rule(
    "L104",
    "wrong-country",
    "Accuracy/Mistranslation",
    Severity.CRITICAL,
    since="0.1",
    check=check,
    needs=frozenset({"source"}),
)
