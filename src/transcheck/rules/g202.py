"""Rule G202: a party's name without the word that makes it a body."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from transcheck.lexicons.tables import rows
from transcheck.model import Alignment, Evidence, Finding, Rule, Severity, passages
from transcheck.rules.p2_people import judged

# "China National Democratic Construction Association": what may go before, the core, the head that is missing.
_HEAD_LAST = re.compile(
    r"((?:(?:China|Chinese|Taiwan|National) )+)((?:[A-Z][\w-]+ ?){2,}) (Association|League)"
)
_HEAD_FIRST = re.compile(r"(China) (Association) for ((?:[A-Z][\w-]+ ?){2,})")
_PARTIES = "民盟 民建 民进 农工党 台盟".split()


def check(alignment: Alignment) -> Iterator[Finding]:
    """A democratic party is called by the middle of its name.

    Why:
        Machines translate the short name 民建 word by word, and the reader meets a slogan where a party is meant.

    Flagged:
        => She is vice chair of the ⟦Democratic Construction⟧ and a lawyer.
        => Members of ⟦Promoting Democracy⟧ spoke.

    Accepted:
        => She is vice chair of the China National Democratic Construction Association and a lawyer.
        => Members of the China Association for Promoting Democracy spoke.
        => They spoke of democratic construction and of promoting democracy.

    Limits:
        Only parties whose name has two words between its country and its head word.
    """
    for linked, passage in passages(alignment, "target"):
        for zh, official, pattern in _clipped():
            for match in pattern.finditer(passage.text):
                span = passage.at(*match.span())
                if not judged(linked, span):
                    yield Finding(
                        RULE.code,
                        RULE.severity,
                        f"“{match.group()}” is only the middle of a party's name, the {official} ({zh}).",
                        linked.bead.id,
                        target=span,
                        entity=zh,
                        kind="org",
                        suggestion=official,
                        confidence=0.8,
                        evidence=(Evidence("termbase", official, "official"),),
                    )


@cache
def _clipped() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    """Chinese, official English, and the clipped name as a pattern."""
    names = {row[0]: row[1] for row in rows("official")}
    found = []
    for zh in _PARTIES:
        if last := _HEAD_LAST.fullmatch(names[zh]):
            core = last[2].split(" ", 1)[1] if last[2].startswith("National ") else last[2]
            lead = "(?:China )?(?:National )?" if "National" in last[1] else ""
            found.append(
                (zh, names[zh], re.compile(rf"\b{lead}{re.escape(core)}\b(?![ -]{last[3]})(?! [A-Z])"))
            )
        elif first := _HEAD_FIRST.fullmatch(names[zh]):
            found.append(
                (zh, names[zh], re.compile(rf"(?<!for )(?<!for the )\b{re.escape(first[3])}\b(?! [A-Z])"))
            )
    return tuple(found)


RULE = Rule(
    "G202",
    "clipped-party-name",
    "Terminology/Inconsistent with terminology resource",
    Severity.MAJOR,
    since="0.2",
    check=check,
)
