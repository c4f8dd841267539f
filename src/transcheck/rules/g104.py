"""Rule G104: the level or the place of a local body changed or lost."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transcheck.lexicons import Termbase, termbase
from transcheck.lexicons.grammar import place_name
from transcheck.model import (
    Alignment,
    Evidence,
    Finding,
    Link,
    LinkedBead,
    Passage,
    Rule,
    Severity,
    Span,
    passages,
)
from transcheck.text import fold_chinese

_ENGLISH = {"provincial": "省", "municipal": "市", "district": "区", "county": "县"}
_SAID = {"省": "provinc", "市": "municipal|city", "区": "district", "县": "county"}
_BODY = re.compile("([省市区县])(?=委|政府|人民政府|人大|人民代表|政协|纪委|监委|人民法院|人民检察院|检察院)")
_NAMED = re.compile(
    r"(?:\b(?!The )(?P<place>[A-Z][\w'’]+)\s+)?\b(?P<level>(?i:Provincial|Municipal|District|County))\s+"
    r"(?i:(?:(?:Party|CPC|People['’]s|Discipline Inspection|Standing)\s+){0,2}"
    r"(?:Committee|Government|Congress|Court|Procuratorate|Commission))\b"
)


def check(alignment: Alignment) -> Iterator[Finding]:
    """A body of a province, city, district or county is given another level, or loses its place.

    Why:
        A provincial committee commands the municipal one; "the Municipal Committee" without its city is nobody.

    Flagged:
        市委召开会议。 => The ⟦provincial Party committee⟧ held a meeting.
        重庆市委召开会议。 => The ⟦Chongqing Provincial Committee⟧ held a meeting.
        民盟武汉市委会开会。 => The ⟦Municipal Committee⟧ of the China Democratic League met.

    Accepted:
        湖南政协开会。 => The CPPCC Hunan Provincial Committee met.
        重庆市委召开会议。市委决定。 => The CPC Chongqing Municipal Committee met. The Municipal Committee decided.
        省委和市委联合发文。 => The provincial and municipal Party committees issued a joint document.
        武汉市委召开会议。 => The Municipal Committee of Wuhan held a meeting.

    Limits:
        One level a sentence: where the Chinese names several, which is which is not judged.
    """
    base = termbase(*alignment.termbases)
    whole = " ".join(passage.text for _, passage in passages(alignment, "target"))
    for linked, source in passages(alignment, "source"):
        for named in _NAMED.finditer(linked.bead.target.text):
            link = _wrong_level(linked, source, named, base)
            if link:
                yield _finding(linked, link, named, "names another level")
                continue
            link = _without_place(linked, named, whole, base)
            if link:
                yield _finding(linked, link, named, "leaves out the place")


def _wrong_level(linked: LinkedBead, source: Passage, named: re.Match[str], base: Termbase) -> Link | None:
    """The Chinese body whose level an English name contradicts."""
    text = fold_chinese(source.text)
    bodies = list(_BODY.finditer(text))
    level = _ENGLISH[named["level"].lower()]
    if len({body.group(1) for body in bodies}) != 1 or level in text:
        return None
    meant = bodies[0].group(1)
    said = re.search(_SAID[meant], linked.bead.target.text, re.IGNORECASE)
    if said or _is_own_level(text, named["place"], base):
        return None
    at = source.at(bodies[0].start(), bodies[0].end() + 1)
    return next(
        (link for link in linked.links if link.entity.kind == "org" and link.entity.span.contains(at)), None
    )


def _is_own_level(text: str, place: str | None, base: Termbase) -> bool:
    """Whether the place before a level stands in the Chinese without any level of its own: 湖南政协."""
    names = [zh for zh in base.by_english(place or "") if zh in text]
    return any(not re.search(f"{zh}[省市区县]", text) and zh[-1] not in "省市区县" for zh in names)


def _without_place(linked: LinkedBead, named: re.Match[str], whole: str, base: Termbase) -> Link | None:
    """The local body with a place of its own that stands in English for the first time without it."""
    level = _ENGLISH[named["level"].lower()]
    found = [link for link in linked.links if link.entity.kind == "org" and link.entity.cue == "grammar"]
    if len(found) != 1 or named["place"]:
        return None
    zh = fold_chinese(found[0].entity.text)
    inside = [m for m in base.overlaps(zh) if zh[m.end : m.end + 1] == level or m.zh.endswith(level)]
    places = [name for match in inside if (name := place_name(match.zh, base))]
    return found[0] if places and not any(name in whole for name in places) else None


def _finding(linked: LinkedBead, link: Link, named: re.Match[str], fault: str) -> Finding:
    span: Span = linked.bead.target.at(*named.span())
    right = link.entity.value
    return Finding(
        RULE.code,
        RULE.severity,
        f"{link.entity.text} is the {right}; “{named.group()}” {fault}.",
        linked.bead.id,
        target=span,
        source=link.entity.span,
        entity=link.entity.text,
        kind="org",
        suggestion=right or None,
        confidence=0.8,
        evidence=tuple(Evidence(r.origin, r.text, r.where) for r in link.renderings[:3]),
    )


RULE = Rule(
    "G104",
    "level-or-place-of-body",
    "Accuracy/Mistranslation",
    Severity.MAJOR,
    since="0.1",
    check=check,
    needs=frozenset({"source"}),
)
