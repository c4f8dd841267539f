"""Rule P205: one name written in two ways."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from transcheck.model import Alignment, Evidence, Finding, Rule, Severity
from transcheck.romanising.lattice import syllables
from transcheck.rules.p2_people import Named, named
from transcheck.text import ascii_key

_SHAPES = ("plain", "hyphen", "reversed")


def check(alignment: Alignment) -> Iterator[Finding]:
    """A Chinese name changes its order or its hyphen within the document.

    Why:
        The reader cannot tell the surname, and the index lists one person twice.

    Flagged:
        => Liu Mingde spoke. ¶ Liu Mingde left. ¶ ⟦Mingde Liu⟧ returned.
        => Liu Mingde spoke. ¶ ⟦Liu Ming-de⟧ left.

    Accepted:
        => Liu Mingde spoke. ¶ Liu left. ¶ Liu Mingde returned.
        => Wang Wei spoke. ¶ Wei Wang left.

    Limits:
        Names of two syllables are not judged: either may be the surname.
    """
    written: defaultdict[tuple[str, str], list[Named]] = defaultdict(list)
    for person in named(alignment):
        if person.reading and person.reading.shape in _SHAPES and len(syllables(person.reading.given)) == 2:
            written[person.reading.surname, person.reading.given].append(person)
    for people in written.values():
        yield from _findings(people)


def _findings(people: list[Named]) -> Iterator[Finding]:
    counts = Counter(_manner(person) for person in people)
    kept, _ = counts.most_common(1)[0]
    shown = next(person.mention.text for person in people if _manner(person) == kept)
    for person in people:
        if _manner(person) != kept:
            yield Finding(
                RULE.code,
                RULE.severity,
                f"“{person.mention.text}” is written “{shown}” elsewhere in the document.",
                person.linked.bead.id,
                target=person.mention.span,
                kind="person",
                suggestion=shown,
                confidence=0.8,
                evidence=(Evidence("document", shown),),
                cause=f"{person.mention.text} for {shown}",
            )


def _manner(person: Named) -> str:
    """How a name is written, apart from case and the sort of apostrophe."""
    return " ".join("-".join(map(ascii_key, word.split("-"))) for word in person.mention.text.split())


RULE = Rule(
    "P205",
    "name-format-varies",
    "Linguistic conventions/Inconsistency",
    Severity.MINOR,
    since="0.1",
    check=check,
)
