"""Rule P210: a person the reference calls by another name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from transcheck.lexicons import persons
from transcheck.model import Alignment, Entity, Evidence, Finding, Rule, Severity
from transcheck.rules.p2_people import judged, persons_in
from transcheck.rules.p2_reference import Beside, beside, pairs, parts, place_in

_BY_SOUND = 0.5  # likeness of two names from which one may be the other garbled
_APART = (
    0.3  # how far two mentions may stand from the same place in their sentences, where sound does not tell
)


def check(alignment: Alignment) -> Iterator[Finding]:
    """A person's name is not in the reference, and one the reference has there is not in the translation.

    Why:
        The human translator knew who it was; the machine spelled the characters.

    Flagged:
        => Goalkeeper ⟦Dan Xiaomei⟧ made six saves. ~ Goalkeeper Shan Xiaomei stopped six shots.
        => ⟦Hong Xiuzhu⟧ gave a lecture. ~ Hung Hsiu-chu gave a lecture.
        => ⟦Zeng Junhua⟧, financial secretary, attended. ~ John Tsang, financial secretary, attended.
        => President ⟦Makelong⟧ arrived. ~ President Macron arrived.

    Accepted:
        => Shan Xiaomei made six saves. ~ Shan stopped six shots.
        => Xiaomei Shan won. ~ Shan Xiao-mei won.
        => Liu Mingde spoke. ~ He spoke.
        => Captain Liu Mingde spoke. ¶ Liu left. ~ Liu spoke. ¶ Captain Liu Mingde left.
        => The role is played by Lau Ching-wan, an actor. ~ The role is played by Sean Lau, an actor.
        => Angela Merkel met Emmanuel Macron. ~ Macron was met by Merkel.

    Limits:
        A person whom the reference does not name at that place is not judged.
    """
    target = {name for linked in alignment.beads for name in map(_key, persons_in(linked.bead.target))}
    for here in beside(alignment):
        mine = [person for person in persons_in(here.linked.bead.target) if _unknown(here, person)]
        theirs = [person for person in persons_in(here.reference) if _unsaid(here, person, target)]
        for person, right, confidence in _pairs(here, mine, theirs):
            if not judged(here.linked, person.span) and not _attested(person) & _attested(right):
                yield _finding(here, person, right, confidence)


def _key(person: Entity) -> str:
    return "".join(parts(person.text))


def _unknown(here: Beside, person: Entity) -> bool:
    """Whether the reference nowhere names the person, not even by surname near here."""
    names = parts(person.text)
    return not here.whole.says(person.text) and not any(here.near_reference.lone(name) for name in names)


def _unsaid(here: Beside, person: Entity, target: set[str]) -> bool:
    names = parts(person.text)
    said = _key(person) in target or here.near_target.says(person.text)
    return not said and not any(here.near_target.lone(name) for name in names)


def _pairs(here: Beside, mine: list[Entity], theirs: list[Entity]) -> Iterator[tuple[Entity, Entity, float]]:
    """Pairs by sound; then, if one is left on either side in about the same place, that pair."""
    by_sound = list(pairs(mine, theirs, _BY_SOUND))
    for one, other, score in by_sound:
        yield one, other, 0.9 if score > 0.7 else 0.8
    left = [person for person in mine if all(person is not one for one, _, _ in by_sound)]
    open_ = [person for person in theirs if all(person is not other for _, other, _ in by_sound)]
    if len(left) == len(open_) == 1:
        target = here.linked.bead.target
        if abs(place_in(target, left[0].span) - place_in(here.reference, open_[0].span)) <= _APART:
            yield left[0], open_[0], 0.7


def _same_but_for_u(person: Entity, right: Entity) -> bool:
    """Lu, Lv and Lyu are three ways to type Lü."""
    one, other = (re.sub("yu|v", "u", _key(each)) for each in (person, right))
    return one == other


def _attested(person: Entity) -> frozenset[str]:
    """The Chinese names that the tables of persons give for a form: one person may sign in two ways."""
    return _forms().get(_key(person), frozenset())


@cache
def _forms() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for zh, group in persons().items():
        for row in group:
            for form in (row.en, *row.variants):
                found.setdefault("".join(parts(form)), set()).add(zh)
    return {key: frozenset(names) for key, names in found.items()}


def _finding(here: Beside, person: Entity, right: Entity, confidence: float) -> Finding:
    return Finding(
        RULE.code,
        Severity.MINOR if _same_but_for_u(person, right) else RULE.severity,
        f"The reference has {right.text} where the translation has “{person.text}”.",
        here.linked.bead.id,
        target=person.span,
        kind="person",
        suggestion=right.text,
        confidence=confidence * here.linked.bead.confidence,
        evidence=(Evidence("reference", right.text),),
        cause=f"{person.text} for {right.text}",
    )


RULE = Rule(
    "P210",
    "name-unlike-reference",
    "Accuracy/Mistranslation/Name",
    Severity.MAJOR,
    since="0.1",
    check=check,
    needs=frozenset({"reference"}),
)
