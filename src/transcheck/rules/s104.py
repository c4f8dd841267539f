"""Rule S104: my country, for the country of the paper."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transcheck.model import Alignment, Finding, Rule, Severity, passages
from transcheck.text import blanked, fold_chinese

# What a Chinese paper calls its own, and the English for it behind "my".
_OURS = {
    "国": ("country", "China"),
    "省": ("province", "the province"),
    "市": ("city", "the city"),
    "县": ("county", "the county"),
    "区": ("district|region", "the district"),
    "州": ("prefecture", "the prefecture"),
}
_OWN = re.compile(f"我([{''.join(_OURS)}])(?!家)")
_I = re.compile(f"我(?![们方{''.join(_OURS)}])")
_ADDRESS = re.compile("[主总议院]席先生|主席女士|[女先][士生]们|各位(?:来宾|同事|代表|朋友|嘉宾)")  # a speech
_MARK = re.compile(r"[\"“”]|(?<!\w)['‘]|['’](?!\w)")
_QUOTED = re.compile('[“"「][^”"」]*[”"」]?')


def check(alignment: Alignment) -> Iterator[Finding]:
    """我国, 我省 and 我市 in a report become "my country", "my province" and "my city".

    Why:
        The paper speaks of its own country; in English a person speaks, and readers ask who.

    Flagged:
        ⟦我国⟧粮食产量增长3%。 => ⟦My country⟧'s grain output grew by 3 percent.
        ⟦我省⟧南部有大雨。 => There is heavy rain in the south of ⟦my province⟧.

    Accepted:
        我国粮食产量增长3%。 => China's grain output grew by 3 percent.
        我国粮食产量增长3%。 => Our country's grain output grew by 3 percent.
        “我国欢迎投资,”肯尼亚部长说。 => "My country welcomes investment," the Kenyan minister said.
        我爱我国家。 => I love my country.
        我是我市第一批志愿者。 => I was one of the first volunteers in my city.

    Limits:
        Not inside quotation marks, and not where somebody says I.
    """
    if any(_ADDRESS.search(source.text) for _, source in passages(alignment, "source")):
        return
    for linked, target in passages(alignment, "target"):
        source = linked.bead.source
        zh = blanked(_QUOTED, fold_chinese(source.text)) if source else ""
        if source is None or _I.search(zh) or "”" in zh:
            continue
        for own in {own[1]: own for own in _OWN.finditer(zh)}.values():
            english, right = _OURS[own[1]]
            for found in re.finditer(rf"\bmy (?:{english})\b", target.text, re.IGNORECASE):
                if len(_MARK.findall(target.text[: found.start()])) % 2:
                    continue  # inside a quotation
                yield Finding(
                    RULE.code,
                    RULE.severity,
                    f"{source.text[slice(*own.span())]} is “{right}” in a report; “{found.group()}” makes a person speak.",
                    linked.bead.id,
                    target=target.at(*found.span()),
                    source=source.at(*own.span()),
                    entity=source.text[slice(*own.span())],
                    kind="other",
                    suggestion=right,
                    confidence=0.85,
                )


RULE = Rule(
    "S104",
    "my-country",
    "Style/Organizational style",
    Severity.MINOR,
    since="0.2",
    check=check,
    needs=frozenset({"source"}),
)
