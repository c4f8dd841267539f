"""Rule P204: one person, two spellings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import combinations
from typing import NamedTuple

from rapidfuzz.distance import OSA

from transcheck.model import Alignment, Evidence, Finding, Rule, Severity
from transcheck.romanising.lattice import single_surnames, syllables
from transcheck.romanising.mandarin import misread_surnames, surname_spellings
from transcheck.romanising.surnames import surnames
from transcheck.rules.p2_people import Named, named

# Sounds that are mixed up when one name is typed twice.
_SLIPS = (("ng", "n"), ("sh", "s"), ("zh", "z"), ("ch", "c"), ("l", "n"), ("f", "h"), ("v", "u"), ("yu", "v"))
# ü as typed on a keyboard without it; official English writes Lyu and Nyu, never Lv.
_TYPED = frozenset(("lv", "nv"))


class _Spelling(NamedTuple):
    surname: str
    given: str


def check(alignment: Alignment) -> Iterator[Finding]:
    """A name occurs in two spellings that can hardly be two people.

    Why:
        The machine reads the same character 单 once as Shan and once as Dan; the reader meets two people.

    Flagged:
        => ⟦Dan Weiguo⟧ scored twice. ¶ Shan Weiguo was cheered. ¶ Shan Weiguo left.
        => Lu Yifan wrote it. ¶ ⟦Lv Yifan⟧ signed it.
        => Zheng Xiaoling won. ¶ Zheng Xiaoling thanked her coach. ¶ ⟦Zheng Xiaolin⟧ is 23.

    Accepted:
        => Dan Weiguo and Shan Weiguo spoke.
        => Wang Weiguo spoke. ¶ Zhang Weiguo answered.
        => Lu Ting came. ¶ Luo Jing left. ¶ Lu Ting stayed.
        => Zheng Xiaoling won, and so did Zheng Xiaolin.

    Limits:
        Two people whose names differ by one sound look the same; one sentence that names both tells them apart.
    """
    people = [
        person for person in named(alignment) if person.reading and len(syllables(person.reading.given)) == 2
    ]
    counts = Counter(spelling for person in people for spelling in _spelling(person))
    first = {spelling: i for i, person in reversed(list(enumerate(people))) for spelling in _spelling(person)}
    for one, other in combinations(sorted(counts, key=first.__getitem__), 2):
        if _same_person(one, other) and not _together(people, one, other):
            wrong, right = _worse(one, other, counts)
            yield from _findings(people, wrong, right)


def _spelling(person: Named) -> list[_Spelling]:
    return [_Spelling(person.reading.surname, person.reading.given)] if person.reading else []


def _same_person(one: _Spelling, other: _Spelling) -> bool:
    if one.given == other.given:
        return other.surname in _alternatives().get(one.surname, ()) or one.surname in _alternatives().get(
            other.surname, ()
        )
    return one.surname == other.surname and _slip(one.given, other.given)


@cache
def _alternatives() -> Mapping[str, frozenset[str]]:
    """Surname as spelled -> the other spellings, right or misread, of a surname it may stand for."""
    found: dict[str, frozenset[str]] = {}
    for zh in surnames():
        right = frozenset(surname_spellings(zh))
        wrong = frozenset(misread_surnames(zh)) if len(zh) == 1 else frozenset()
        for spelling in right:
            found[spelling] = found.get(spelling, frozenset()) | (right | wrong) - {spelling}
    return found


def _slip(one: str, other: str) -> bool:
    """Whether two given names differ by one slip of the ear."""
    if OSA.distance(one, other) != 1:
        return False
    if sorted(one) == sorted(other):
        return True
    return any(
        a.replace(*pair, 1) == b or _last(a, *pair) == b
        for pair in _SLIPS
        for a, b in ((one, other), (other, one))
    )


def _last(text: str, old: str, new: str) -> str:
    head, found, tail = text.rpartition(old)
    return head + new + tail if found else text


def _together(people: list[Named], one: _Spelling, other: _Spelling) -> bool:
    """Whether one passage names both: then they are two."""
    beads: dict[str, set[_Spelling]] = {}
    for person in people:
        beads.setdefault(person.linked.bead.id, set()).update(_spelling(person))
    return any({one, other} <= found for found in beads.values())


def _worse(one: _Spelling, other: _Spelling, counts: Counter[_Spelling]) -> tuple[_Spelling, _Spelling]:
    """The spelling to change and the one to keep: the rarer, the less likely as a surname, the later."""

    def worth(spelling: _Spelling) -> tuple[bool, int, bool, int]:
        # 单 Shan can be misread Dan, 但 Dan cannot be misread Shan.
        misreading = any(
            spelling.surname in misread_surnames(zh) for zh in single_surnames().get(_rest(spelling), ())
        )
        return (
            spelling.surname not in _TYPED,
            counts[spelling],
            not misreading,
            len(single_surnames().get(spelling.surname, ())),
        )

    def _rest(spelling: _Spelling) -> str:
        return (other if spelling is one else one).surname

    return (one, other) if worth(one) < worth(other) else (other, one)


def _findings(people: list[Named], wrong: _Spelling, right: _Spelling) -> Iterator[Finding]:
    keep = next(person.mention.text for person in people if right in _spelling(person))
    for person in people:
        if wrong in _spelling(person):
            shown = person.mention.text
            yield Finding(
                RULE.code,
                RULE.severity if wrong.surname not in _TYPED else Severity.MINOR,
                f"“{shown}” is “{keep}” elsewhere in the document: one person, two spellings.",
                person.linked.bead.id,
                target=person.mention.span,
                kind="person",
                suggestion=keep,
                confidence=0.75,
                evidence=(Evidence("document", keep),),
                cause=f"{shown} for {keep}",
            )


RULE = Rule(
    "P204",
    "name-drift",
    "Accuracy/Mistranslation/Name",
    Severity.MAJOR,
    since="0.1",
    check=check,
)
