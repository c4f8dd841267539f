"""Rule T211: two persons have changed places against the reference."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from transcheck.lexicons.forms import stem
from transcheck.model import Alignment, Entity, Evidence, Finding, Passage, Rule, Severity, Span
from transcheck.rules.appointments import english_role
from transcheck.rules.p2_people import judged, persons_in
from transcheck.rules.p2_reference import Beside, beside, parts
from transcheck.text import words

# Between two persons: what one does to the other, and not the other to him.
_DOES = re.compile(
    r"\s+(?:\w+ )?(?:beat|beats|defeat(?:s|ed)|edged|thrashed|overcame|eliminated|sued|accused|blamed|criticiz(?:es|ed)|criticis(?:es|ed)|"
    r"attacked|killed|shot|stabbed|robbed|praised|invited|succeed(?:s|ed)|replac(?:es|ed)|overtook|arrested|fired|appointed)\s+"
)

_Two = tuple[Entity, Entity]


def check(alignment: Alignment) -> Iterator[Finding]:
    """Translation and reference name the same two persons, and each does or suffers what is said of the other.

    Why:
        Every name is right, and the sentence says the contrary of what happened.

    Flagged:
        => The board removed ⟦Li Jianming and appointed Chen Guohua⟧. ~ The board removed Chen Guohua and appointed Li Jianming.
        => ⟦Li Jianming beat Chen Guohua⟧ 3-1. ~ Chen Guohua beat Li Jianming by three games to one.

    Accepted:
        => Li Jianming met Chen Guohua. ~ Chen Guohua met Li Jianming.
        => Li Jianming beat Chen Guohua. ~ Chen Guohua was beaten by Li Jianming.
        => The board appointed Chen Guohua after it removed Li Jianming. ~ The board removed Li Jianming and appointed Chen Guohua.
        => Li Jianming faced Chen Guohua in the final. ~ Chen Guohua faced Li Jianming in the final.
        => Li Jianming, Chen Guohua and Wang Tao spoke. ~ Chen Guohua, Li Jianming and Wang Tao spoke.

    Limits:
        Each must be named once in the sentence, with a verb of appointing or removing, or with the same words between.
    """
    for here in beside(alignment):
        mine, theirs = _named_once(here.linked.bead.target), _named_once(here.reference)
        for one, other in combinations([key for key in mine if key in theirs], 2):
            two = mine[one], mine[other]
            settled = any(judged(here.linked, person.span) for person in two)
            if not settled and _exchanged(here, two, (theirs[one], theirs[other])):
                yield _finding(here, two)


def _named_once(passage: Passage) -> dict[str, Entity]:
    """The persons whom a passage names once, in order, by their letters."""
    found: dict[str, list[Entity]] = {}
    for person in sorted(persons_in(passage), key=lambda person: person.span.start):
        found.setdefault("".join(parts(person.text)), []).append(person)
    return {key: persons[0] for key, persons in found.items() if len(persons) == 1}


def _exchanged(here: Beside, mine: _Two, theirs: _Two) -> bool:
    target, reference = here.linked.bead.target, here.reference
    said = [_role(target, person) for person in mine]
    meant = [_role(reference, person) for person in theirs]
    if {*said} == {*meant} == {"in", "out"} and said != meant:
        return True
    turned = (theirs[1], theirs[0])
    between = _between(target, mine)
    return bool(between) and between == _between(reference, turned)


def _role(passage: Passage, person: Entity) -> str:
    return english_role(passage.text, person.span.start - passage.start, person.span.end - passage.start)


def _between(passage: Passage, two: _Two) -> tuple[str, ...]:
    """The words between two persons that say what the first does to the second; else nothing."""
    text = passage.quote(Span(two[0].span.end, max(two[0].span.end, two[1].span.start)))
    return tuple(stem(word.key) for word in words(text)) if _DOES.fullmatch(text) else ()


def _finding(here: Beside, two: _Two) -> Finding:
    names = " and ".join(person.text for person in two)
    return Finding(
        RULE.code,
        RULE.severity,
        f"{names} have changed places: the reference says of each what the translation says of the other.",
        here.linked.bead.id,
        target=Span(two[0].span.start, two[1].span.end),
        entity=None,
        kind="person",
        confidence=0.85 * here.linked.bead.confidence,
        evidence=tuple(Evidence("reference", person.text) for person in two),
    )


RULE = Rule(
    "T211",
    "persons-unlike-reference",
    "Accuracy/Mistranslation",
    Severity.CRITICAL,
    since="0.2",
    check=check,
    needs=frozenset({"reference"}),
    unless=frozenset({"source"}),
)
