"""Rule N108: a place on a road taken for a length."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transcheck.model import Alignment, Finding, Rule, Severity, passages
from transcheck.text import fold_chinese

# 1208公里处, 1208公里+300米处: where on a road something is, counted from its beginning.
_PLACE = re.compile(
    r"(?:高速|国道|省道|县道|公路|高架|环路|铁路|[GS]\d{1,4})[^,，。;；\d]{0,8}"
    r"(?P<place>(?P<amount>\d{2,4})(?:公里|千米)(?:[+加又]?\d{1,3}米)?处(?!处))"
)
_AWAY = re.compile("(?:距|离|相距|外|约|近)[^,，。]{0,14}$")  # a distance from somewhere, after all


def check(alignment: Alignment) -> Iterator[Finding]:
    """A kilometre post (1208公里处) becomes a stretch of so many kilometres.

    Why:
        An accident at one place of a motorway fills the whole of it.

    Flagged:
        事故发生在沿江高速⟦1208公里处⟧。 => The accident happened on ⟦1208 kilometers of⟧ the Yanjiang Expressway.

    Accepted:
        事故发生在沿江高速1208公里处。 => The accident happened at kilometer 1208 of the Yanjiang Expressway.
        事故发生在沿江高速1208公里处。 => The accident happened at the 1,208-km mark on the Yanjiang Expressway.
        事故发生在距县城12公里处。 => The accident happened 12 kilometers from the county seat.
        事故发生在县城以东12公里处。 => The accident happened 12 kilometers east of the county seat.

    Limits:
        Only behind a word for a road, and where the English has the figure, its unit and of, on or along.
    """
    for linked, target in passages(alignment, "target"):
        source = linked.bead.source
        if source is None:
            continue
        zh = fold_chinese(source.text)
        for amount, place in {match["amount"]: match for match in _PLACE.finditer(zh)}.items():
            said = None if _AWAY.search(zh[: place.start("place")]) else _length(amount).search(target.text)
            if said:
                where = source.text[slice(*place.span("place"))]
                yield Finding(
                    RULE.code,
                    RULE.severity,
                    f"{where} is a place, kilometre {amount}; “{said.group()}” is a length.",
                    linked.bead.id,
                    target=target.at(*said.span()),
                    source=source.at(*place.span("place")),
                    entity=where,
                    kind="number",
                    confidence=0.85,
                )


def _length(amount: str) -> re.Pattern[str]:
    figure = rf"{amount[:-3]},?{amount[-3:]}" if len(amount) > len("999") else amount
    unit = r"(?:km|kilomet(?:er|re)s?) (?:of|on|along)\b(?! the (?:east|west|north|south))"
    return re.compile(rf"(?<![\d,.])(?<!after ){figure} ?{unit}", re.IGNORECASE)


RULE = Rule(
    "N108",
    "place-as-length",
    "Accuracy/Mistranslation",
    Severity.MAJOR,
    since="0.2",
    check=check,
    needs=frozenset({"source"}),
)
