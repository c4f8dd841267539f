"""Rule N107: a Chinese measure called by the name of another one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from transcheck.model import Alignment, Entity, Finding, LinkedBead, Passage, Rule, Severity, Span, passages
from transcheck.text import fold_chinese

# Chinese measure -> the words of larger or smaller ones that need another figure, and why.
_OTHERS = {
    "jin": (
        re.compile(r"[\s-]*(?:kilograms?|kilos?|kg|tonnes?|tons?|pounds?|lbs?)\b", re.I),
        "a jin is half a kilogram",
    ),
    "mu": (re.compile(r"[\s-]*(?:hectares?|ha|acres?)\b", re.I), "15 mu are one hectare"),
    "month": (re.compile(r"[\s-]+(?:weeks?|days?|hours?|years?)\b", re.I), "the Chinese has months"),
    "week": (re.compile(r"[\s-]+(?:months?|days?|hours?|years?)\b", re.I), "the Chinese has weeks"),
    "day": (re.compile(r"[\s-]+(?:months?|weeks?|hours?|years?)\b", re.I), "the Chinese has days"),
    "hour": (re.compile(r"[\s-]+(?:days?|minutes?|weeks?|months?)\b", re.I), "the Chinese has hours"),
    "minute": (re.compile(r"[\s-]+(?:hours?|seconds?|days?)\b", re.I), "the Chinese has minutes"),
}
# Some figure may be said twice, with two units: 6个月大的婴儿和6岁的儿童.
_TIMES = frozenset(("month", "week", "day", "hour", "minute"))


_CHANGED = "“{said}” keeps the figure of {zh} and changes the measure: {why}."
# Areas in round numbers: the same round number of acres or hectares is six or fifteen times as much.
_ROUND = re.compile(r"(?:[上数几成]|好几)(?P<scale>十?[百千万])(?:余|多)?亩")
_ROUND_ENGLISH = {
    "百": "hundreds",
    "千": "thousands",
    "万": "tens of thousands",
    "十万": "hundreds of thousands",
}
# A price for a jin (by the jin, a jin, the jin): five yuan a kilogram is half of it.
_PRICE = re.compile(
    r"(?:每|一)斤[^,，。;；\d]{0,6}(?P<one>\d{1,9}(?:\.\d{1,4})?)元|(?<!\d)(?P<two>\d{1,9}(?:\.\d{1,4})?)元(?:[/每一]|1)斤"
)


def check(alignment: Alignment) -> Iterator[Finding]:
    """The figure of the Chinese stands unchanged before a measure of another size.

    Why:
        A harvest doubles and a field grows fifteenfold, and the figure looks right to whoever compares figures.

    Flagged:
        全年产量达到500万斤。 => Output reached ⟦5 million kilograms⟧.
        训练约⟦6⟧个月。 => They trained for about ⟦six weeks⟧.
        流转土地⟦200万⟧亩。 => It leased ⟦2 million hectares⟧ of land.
        受灾农田⟦上百亩⟧。 => ⟦Hundreds of acres⟧ of farmland were hit.
        苹果⟦每斤卖5元⟧。 => Apples sell for ⟦5 yuan per kilogram⟧.

    Accepted:
        全年产量达到500万斤。 => Output reached 2.5 million kilograms.
        全年产量达到500万斤。 => Output reached 5 million jin (2.5 million kg).
        流转土地200万亩。 => It leased 2 million mu (about 133,000 hectares) of land.
        流转土地200万亩。 => It leased some 133,000 hectares of land.
        受灾农田上千亩。 => Hundreds of acres of farmland were hit.
        苹果每斤卖5元。 => Apples sell for 10 yuan per kilogram.
        苹果每斤卖5元。 => Apples sell for 5 yuan per jin (10 yuan per kilogram).
        训练约6个月。 => They trained for about half a year.
        6个月大的婴儿和6岁的儿童。 => Babies of six months and children of six years.
        产量500万斤，占地500万公顷。 => Output was 2.5 million kg on 5 million hectares.

    Limits:
        Only 斤, 亩 and times; a length in 里 is left alone, for 里 is also a word for inside.
    """
    for linked, source in passages(alignment, "source"):
        amounts = Counter(_amount(figure) for figure in source.entities)
        for figure in source.entities:
            unit = figure.value.partition(" ")[2]
            once = unit not in _TIMES or amounts[_amount(figure)] == 1
            if unit in _OTHERS and once:
                yield from _found(linked, figure, _amount(figure), unit)
        yield from _round_areas(linked, source)
        yield from _prices(linked, source)


def _amount(figure: Entity) -> str:
    """The amount of a figure, whatever it counts."""
    return figure.value.lstrip("~#x").partition(" ")[0]


def _found(linked: LinkedBead, figure: Entity, amount: str, unit: str) -> Iterator[Finding]:
    pattern, why = _OTHERS[unit]
    target = linked.bead.target
    for said in target.entities:
        after = pattern.match(target.text, said.span.end - target.start)
        if after and said.value.lstrip("~") == amount:
            span = target.at(said.span.start - target.start, after.end())
            yield _finding(linked, figure.span, span, figure.text, why)


def _round_areas(linked: LinkedBead, source: Passage) -> Iterator[Finding]:
    target = linked.bead.target
    for area in {m["scale"]: m for m in _ROUND.finditer(fold_chinese(source.text))}.values():
        words = _ROUND_ENGLISH.get(area["scale"], "")
        said = re.search(rf"(?<!of )\b{words} of (?:acres|hectares)\b", target.text, re.I) if words else None
        if said:
            zh, english = source.at(*area.span()), target.at(*said.span())
            yield _finding(linked, zh, english, source.quote(zh), _OTHERS["mu"][1])


def _prices(linked: LinkedBead, source: Passage) -> Iterator[Finding]:
    target = linked.bead.target
    for price in {m["one"] or m["two"]: m for m in _PRICE.finditer(fold_chinese(source.text))}.values():
        amount = re.escape(price["one"] or price["two"])
        kilogram = rf"(?<![\d.]){amount} ?(?:yuan|RMB|CNY) ?(?:per|an?|/|for an?|each) ?(?:kg|kilos?|kilogram(?:me)?s?)\b"
        said = re.search(kilogram, target.text, re.I)
        if said and not re.search(r"\b(?:jin|catt(?:y|ies)|half)\b", target.text, re.I):
            zh, english = source.at(*price.span()), target.at(*said.span())
            yield _finding(linked, zh, english, source.quote(zh), _OTHERS["jin"][1])


def _finding(linked: LinkedBead, source: Span, target: Span, zh: str, why: str) -> Finding:
    said = linked.bead.target.quote(target)
    return Finding(
        RULE.code,
        RULE.severity,
        _CHANGED.format(said=said, zh=zh, why=why),
        linked.bead.id,
        target=target,
        source=source,
        entity=zh,
        kind="number",
        confidence=0.9,
    )


RULE = Rule(
    "N107",
    "measure-not-converted",
    "Accuracy/Mistranslation",
    Severity.MAJOR,
    since="0.2",
    check=check,
    needs=frozenset({"source"}),
)
