"""Rule N108: a place on a road taken for a length."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transcheck.model import Alignment, Finding, Rule, Severity, passages

# 1208公里处, 1208公里+300米处: where on a road something is, counted from its beginning.
_PLACE = re.compile(r"(?<![约近\d.])(?P<amount>\d{2,4})(?:公里|千米)(?:[+加又]?\d{1,3}米)?处(?!处)")
_AWAY = re.compile("(?:距|离|相距|外|马拉松|跑)[^,，。]{0,14}$")  # a distance from somewhere, after all


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
        Only where the English has the figure, its unit and of, on or along.
    """
    for linked, target in passages(alignment, "target"):
        source = linked.bead.source
        for place in _PLACE.finditer(source.text) if source else ():
            if source is None or _AWAY.search(source.text[: place.start()]):
                continue
            amount = (
                r",?".join((place["amount"][:-3], place["amount"][-3:]))
                if len(place["amount"]) > 3
                else place["amount"]
            )
            length = rf"(?<![\d,.]){amount} ?(?:km|kilomet(?:er|re)s?) (?:of|on|along)\b(?! the (?:east|west|north|south))"
            for said in re.finditer(length, target.text, re.IGNORECASE):
                yield Finding(
                    RULE.code,
                    RULE.severity,
                    f"{place.group()} is a place, kilometre {place['amount']}; “{said.group()}” is a length.",
                    linked.bead.id,
                    target=target.at(*said.span()),
                    source=source.at(*place.span()),
                    entity=place.group(),
                    kind="number",
                    confidence=0.85,
                )


RULE = Rule(
    "N108",
    "place-as-length",
    "Accuracy/Mistranslation",
    Severity.MAJOR,
    since="0.2",
    check=check,
    needs=frozenset({"source"}),
)
