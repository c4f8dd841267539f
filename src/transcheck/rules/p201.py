"""Rule P201: a body left in pinyin and glued to a person."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from transcheck.lexicons import termbase
from transcheck.lexicons.grammar import compose
from transcheck.model import Alignment, Entity, Evidence, Finding, LinkedBead, Rule, Severity, Span
from transcheck.romanising.lattice import place_keys, posts_in_pinyin
from transcheck.rules.g201 import leaked, official, root_cause
from transcheck.rules.p2_people import persons_in
from transcheck.text import ascii_key

# A title in apposition whose body is only named by its level: it belongs to the body that leaked.
_TITLE = re.compile(
    r",? (?:the )?(?P<title>(?:[A-Za-z]+(?:-[a-z]+)? ){0,3}?(?:chair(?:man|woman|person)?|president|secretary|director|"
    r"head|leader|member|minister))(?: of (?:the |its )?(?P<level>Municipal|Provincial|District|County|Regional|Central) "
    r"(?:Party )?Committee)?(?=[,;.:)]| and\b| said\b| spoke\b|$)",
    re.I,
)
_COMMITTEES = {"municipal": "市委会", "provincial": "省委会", "district": "区委会"}


def check(alignment: Alignment) -> Iterator[Finding]:
    """Syllables of an organisation precede a person's name as if they were part of it.

    Why:
        The machine did not know the body, spelled it out, and lost whose title follows: the reader sees a person
        who does not exist and an office of nothing in particular.

    Flagged:
        => The Chongqing Municipal Committee met. ⟦Zhi Gong Dang Ding Anshan, Chairman of the Municipal Committee⟧, spoke.
        => ⟦Nong Gong Dang Wu Lianhua⟧ spoke.
        => ⟦Shi Wei Shuji Chen Tianyou⟧ presided.

    Accepted:
        => Ding Anshan, chairman of the Municipal Committee of the China Zhi Gong Party, spoke.
        => Qu Lan, Chairman of the Municipal Committee of Jiusan Society, and Su Ye spoke.
        => He left the Nong Gong Dang. Wu Lianhua stayed.

    Limits:
        The title in apposition is taken along only if it names no body of its own.
    """
    for linked in alignment.beads:
        text = linked.bead.target.text
        for body in leaked(linked):
            person = _glued(text, linked, body)
            if person is not None:
                yield _finding(alignment, linked, body, person)


def _glued(text: str, linked: LinkedBead, body: Entity) -> Entity | None:
    """The person right behind the body, or behind a post in pinyin."""
    start = linked.bead.target.start
    for person in persons_in(linked.bead.target):
        if person.span.start > body.span.end:
            gap = text[body.span.end - start : person.span.start - start]
            return person if not gap.strip() or ascii_key(gap) in posts_in_pinyin() else None
    return None


def _finding(alignment: Alignment, linked: LinkedBead, body: Entity, person: Entity) -> Finding:
    passage = linked.bead.target
    title = _TITLE.match(passage.text, person.span.end - passage.start)
    end = passage.start + title.end() if title else person.span.end
    name = official(body.value, termbase(*alignment.termbases))
    right = _suggestion(alignment, body.value, person, title)
    return Finding(
        RULE.code,
        RULE.severity,
        f"“{body.text}” is no part of the name: it is {body.value} ({name}), left in pinyin, and "
        f"{person.value} is the person.",
        linked.bead.id,
        target=Span(body.span.start, end),
        entity=body.value,
        kind="person",
        suggestion=right,
        confidence=0.9,
        evidence=(Evidence("termbase", name, body.value),),
        cause=root_cause(body),
    )


def _suggestion(alignment: Alignment, zh: str, person: Entity, title: re.Match[str] | None) -> str:
    """Name, title in the translation's own word, and the body with its place where the document tells it."""
    if title is None:
        return f"{person.text} of the {official(zh, termbase(*alignment.termbases))}"
    level = (title["level"] or "").lower()
    return f"{person.text}, {title['title'].lower()} of the {_body(alignment, zh, level)}"


def _body(alignment: Alignment, zh: str, level: str) -> str:
    place = _place(alignment, level) if level in _COMMITTEES else ""
    base = termbase(*alignment.termbases)
    for candidate in base.by_english(place) if place else ():
        composed = compose(f"{zh}{candidate}{_COMMITTEES[level]}", base)
        if composed is not None:
            return composed.en
    if not level:
        return official(zh, base)
    return f"{place} {level.capitalize()} Committee of the {official(zh, base)}".strip()


def _place(alignment: Alignment, level: str) -> str:
    """The one place whose committee of this level the document speaks of; none if two are as frequent."""
    pattern = re.compile(rf"\b([A-Z][a-z’']+) {level.capitalize()}\b")
    counts: Counter[str] = Counter()
    for linked in alignment.beads:
        counts.update(
            m[1] for m in pattern.finditer(linked.bead.target.text) if ascii_key(m[1]) in place_keys()
        )
    (first, most), (_, second) = [*counts.most_common(2), ("", 0), ("", 0)][:2]
    return first if most > second else ""


RULE = Rule(
    "P201",
    "body-glued-to-name",
    "Accuracy/Mistranslation/Name",
    Severity.CRITICAL,
    since="0.1",
    check=check,
)
