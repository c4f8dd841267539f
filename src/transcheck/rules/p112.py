"""Rule P112: a withheld name spelt as a name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transcheck.model import Alignment, Evidence, Finding, Rule, Severity, passages
from transcheck.romanising.mandarin import readings, surname_spellings
from transcheck.romanising.surnames import surnames
from transcheck.text import fold_chinese

# 某 or 某某 for the given name, perhaps with the one character that may be told: 王某强, 王某甲.
_WITHHELD = re.compile("(?P<surname>(?:(?!某)[\u4e00-\u9fff]){1,2})某(?=(?P<rest>[\u4e00-\u9fff]?))")
_MOU = "谋牟眸"  # characters of names that do read Mou


def check(alignment: Alignment) -> Iterator[Finding]:
    """某, which stands for a name that is withheld, is spelt as if it were one.

    Why:
        Readers take Moumou for a given name and look for a person who does not exist.

    Flagged:
        警方抓获⟦孙某某⟧。 => Police caught ⟦Sun Moumou⟧.
        法院判处⟦孙某⟧有期徒刑三年。 => The court sentenced ⟦Sun Mou⟧ to three years in prison.
        ⟦孙某某⟧，男，45岁。 => ⟦Sun Moumou⟧, male, 45, was charged with murder.
        证人⟦欧阳某⟧强到庭。 => The witness ⟦Ouyang Mouqiang⟧ came to court.

    Accepted:
        警方抓获孙某某。 => Police caught a suspect surnamed Sun.
        警方抓获孙某某。 => Police caught Sun.
        王某与王谋是同事。 => Wang and Wang Mou are colleagues.
        证人牟林到庭。 => The witness Mou Lin came to court.
        某公司倒闭。 => A company went bankrupt.
        北京某大学的牟教授到场。 => Professor Mou of a Beijing university was there.

    Limits:
        Only the spelling Mou; a certain Sun, Sun X and Sun so-and-so are let pass.
    """
    for linked, target in passages(alignment, "target"):
        source = linked.bead.source
        if source is None:
            continue
        for start, end, surname, spelt in _withheld(fold_chinese(source.text)):
            for found in spelt.finditer(target.text):
                yield Finding(
                    RULE.code,
                    RULE.severity,
                    f"{surname}某 withholds the given name; “{found.group()}” reads as one. English has the surname alone, "
                    "or a man or woman surnamed so.",
                    linked.bead.id,
                    target=target.at(*found.span()),
                    source=source.at(start, end),
                    entity=source.text[start:end],
                    kind="person",
                    suggestion=found["surname"].capitalize(),
                    confidence=0.85,
                    evidence=(Evidence("rule", surname, "surname"),),
                )


def _withheld(zh: str) -> Iterator[tuple[int, int, str, re.Pattern[str]]]:
    """Surnames before 某: where both stand (local offsets), the surname, and what its name looks like if spelt."""
    seen: set[tuple[str, str]] = set()
    for match in _WITHHELD.finditer(zh):
        before, rest = match["surname"], match["rest"]
        surname = next((one for one in (before, before[-1]) if one in surnames()), "")
        real = any(surname + char in zh for char in _MOU)  # 王谋 is somebody else
        if surname and not real and (surname, rest) not in seen:
            seen.add((surname, rest))
            heads = "|".join(surname_spellings(surname)).replace("u", "[uü]")
            given = "|".join(("mou", *(f"-?{reading}" for reading in readings(rest)))) if rest else "mou"
            spelt = re.compile(rf"\b(?P<surname>{heads})[ -]?mou(?:[ -]?mou|{given})?\b", re.IGNORECASE)
            end = match.end() + (1 if rest == "某" else 0)
            yield match.end("surname") - len(surname), end, surname, spelt


RULE = Rule(
    "P112",
    "withheld-name-spelt",
    "Accuracy/Mistranslation",
    Severity.MAJOR,
    since="0.2",
    check=check,
    needs=frozenset({"source"}),
)
