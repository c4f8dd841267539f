"""Rule P202: a name cut or spaced in the wrong place."""

from __future__ import annotations

from collections.abc import Iterator

from transcheck.model import Alignment, Finding, Rule, Severity
from transcheck.romanising.lattice import NameReading
from transcheck.rules.p2_people import ELSEWHERE, Named, mainland, named, speaks_of
from transcheck.text import ascii_key

_SAYS = {
    "apart": "“{name}” is one compound surname and a given name: {right}.",
    "glued": "“{name}” cuts a compound surname in two: {right}.",
    "singles": "“{name}” is one given name in two words; mainland names are written {right}.",
}


def check(alignment: Alignment) -> Iterator[Finding]:
    """The parts of a Chinese name are written apart, or joined where they do not belong together.

    Why:
        The reader takes the wrong part for the surname, and a search for the name fails.

    Flagged:
        => ⟦Wei Chi Anran⟧ won the chess cup.
        => It was ⟦Ou Yangmingzhu⟧ who answered.
        => The critic ⟦Si Ma Beichuan⟧ disagreed.
        => Liu Mingde and ⟦He Xin Yuan⟧ attended.

    Accepted:
        => Yuchi Anran, Ouyang Mingzhu and Sima Qian are names.
        => Ou Yangming and Zhang Sunwei are clerks.
        => Wu Ming Tang of Singapore met Liu Mingde.
        => Ha Ji Won came from Seoul.
        => Hong Kong and Tai Chi are well known.

    Limits:
        Three words of a syllable each are left alone in texts that speak of places where that is the custom.
    """
    people = list(named(alignment))
    spaced = mainland(people) and not speaks_of(alignment, ELSEWHERE)
    for person in people:
        reading = person.reading
        if reading and (reading.shape in ("apart", "glued") or (reading.shape == "singles" and spaced)):
            yield _finding(person, reading)


def _finding(person: Named, reading: NameReading) -> Finding:
    shown, right = person.mention.text, reading.proper
    return Finding(
        RULE.code,
        _severity(shown, reading),
        _SAYS[reading.shape].format(name=shown, right=right),
        person.linked.bead.id,
        target=person.mention.span,
        kind="person",
        suggestion=right,
        confidence=0.75 if reading.shape == "singles" else 0.9,
    )


def _severity(shown: str, reading: NameReading) -> Severity:
    """Spaces alone are minor; a surname that is cut or misread makes another person."""
    misread = ascii_key(shown) != ascii_key(reading.proper)
    return Severity.MAJOR if reading.shape == "glued" or misread else Severity.MINOR


RULE = Rule(
    "P202",
    "name-cut-wrongly",
    "Accuracy/Mistranslation/Name",
    Severity.MAJOR,
    since="0.1",
    check=check,
)
