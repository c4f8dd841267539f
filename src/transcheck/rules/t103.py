"""Rule T103: who leaves a post and who takes it are exchanged."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
    Verdict,
)
from transcheck.rules.appointments import Role, english_role, last, role_of
from transcheck.text import fold_chinese

_ZH_OUT = "免去|免除|撤销|罢免|解除"
_ZH_IN = "任命|聘任|委任|补选|选举|推选"
_ZH_VERB = re.compile(f"(?P<out>{_ZH_OUT})|(?P<in>{_ZH_IN})")
_ZH_PASSIVE = re.compile(rf"(?:同志)?(?:被|获)(?:依法)?(?:(?P<out>{_ZH_OUT})|(?P<in>{_ZH_IN}))")
_ZH_TAKES = re.compile("(?:同志)?(?P<in>接任|接替|继任|担任|出任)")
_FOUND = (Verdict.RIGHT, Verdict.SHORT, Verdict.FORMAT, Verdict.NEAR, Verdict.HETERONYM)


def check(alignment: Alignment) -> Iterator[Finding]:
    """The Chinese removes one person and appoints another, and the English has it the other way round.

    Why:
        Every name and title is right, and the sentence says the contrary of what was decided.

    Flagged:
        免去陈国华的局长职务，任命李建明为局长。 => They will remove ⟦Li Jianming as director and appoint Chen Guohua⟧.
        任命王志强为主任，免去赵文斌的主任职务。 => ⟦Zhao Wenbin was appointed director and Wang Zhiqiang⟧ was removed from the post.

    Accepted:
        会议决定免去陈国华的局长职务，任命李建明为局长。 => It was decided to appoint Li Jianming as director and remove Chen Guohua from the post.
        会议决定免去陈国华的局长职务，任命李建明为局长。 => Li Jianming was appointed director, replacing Chen Guohua.
        免去陈国华的局长职务，由李建明接任。 => Chen Guohua was removed from the post and succeeded by Li Jianming.

    Limits:
        Only where both persons are found in the English, each with a verb of its own.
    """
    for linked in alignment.beads:
        source = linked.bead.source
        if source is None:
            continue
        people = [
            (link, link.span)
            for link in linked.links
            if link.entity.kind == "person" and link.verdict in _FOUND
        ]
        turned = [
            (link, span, role)
            for link, span in people
            if span is not None and (role := _turned(link, span, source, linked.bead.target))
        ]
        if {role for _, _, role in turned} == {"in", "out"}:
            yield _finding(linked, [link for link, _, _ in turned], [span for _, span, _ in turned])


def _turned(link: Link, span: Span, source: Passage, target: Passage) -> Role:
    """What the Chinese does with a person, if the English does the contrary; else nothing."""
    at = link.entity.span
    zh = _chinese_role(fold_chinese(source.text), at.start - source.start, at.end - source.start)
    en = english_role(target.text, span.start - target.start, span.end - target.start)
    return zh if zh and en and zh != en else ""


def _chinese_role(text: str, start: int, end: int) -> Role:
    following = _ZH_PASSIVE.match(text, end) or _ZH_TAKES.match(text, end)
    return role_of(following or last(_ZH_VERB, re.split("[。;]", text[:start])[-1]))


def _finding(linked: LinkedBead, links: list[Link], spans: list[Span]) -> Finding:
    names = " and ".join(link.entity.text for link in links)
    return Finding(
        RULE.code,
        RULE.severity,
        f"{names} have changed places: who is removed in Chinese is appointed in English.",
        linked.bead.id,
        target=Span(min(span.start for span in spans), max(span.end for span in spans)),
        source=links[0].entity.span,
        entity=links[0].entity.text,
        kind="person",
        confidence=0.9,
        evidence=tuple(Evidence("rule", link.entity.text) for link in links),
    )


RULE = Rule(
    "T103",
    "persons-exchanged",
    "Accuracy/Mistranslation",
    Severity.CRITICAL,
    since="0.1",
    check=check,
    needs=frozenset({"source"}),
)
