"""Rule N107: a Chinese measure called by the name of another one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from transcheck.model import Alignment, Entity, Finding, LinkedBead, Rule, Severity, passages

# Chinese measure -> the words of larger or smaller ones that need another figure, and how many of it make one.
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


def check(alignment: Alignment) -> Iterator[Finding]:
    """The figure of the Chinese stands unchanged before a measure of another size.

    Why:
        A harvest doubles and a field grows fifteenfold, and the figure looks right to whoever compares figures.

    Flagged:
        全年产量达到500万斤。 => Output reached ⟦5 million kilograms⟧.
        训练约⟦6⟧个月。 => They trained for about ⟦six weeks⟧.
        流转土地⟦200万⟧亩。 => It leased ⟦2 million hectares⟧ of land.

    Accepted:
        全年产量达到500万斤。 => Output reached 2.5 million kilograms.
        全年产量达到500万斤。 => Output reached 5 million jin (2.5 million kg).
        流转土地200万亩。 => It leased 2 million mu (about 133,000 hectares) of land.
        流转土地200万亩。 => It leased some 133,000 hectares of land.
        训练约6个月。 => They trained for about half a year.
        6个月大的婴儿和6岁的儿童。 => Babies of six months and children of six years.
        产量500万斤，占地500万公顷。 => Output was 2.5 million kg on 5 million hectares.

    Limits:
        Only 斤 and 亩; a length in 里 is left alone, for 里 is also a word for inside.
    """
    for linked, source in passages(alignment, "source"):
        amounts = Counter(_amount(figure) for figure in source.entities)
        for figure in source.entities:
            unit = figure.value.partition(" ")[2]
            once = unit not in _TIMES or amounts[_amount(figure)] == 1
            if unit in _OTHERS and once:
                yield from _found(linked, figure, _amount(figure), unit)


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
            yield Finding(
                RULE.code,
                RULE.severity,
                f"“{target.quote(span)}” keeps the figure of {figure.text} and changes the measure: {why}.",
                linked.bead.id,
                target=span,
                source=figure.span,
                entity=figure.text,
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
