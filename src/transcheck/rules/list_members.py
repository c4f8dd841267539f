"""Lists of names in Chinese of which English has some and not others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from transcheck.model import Alignment, Evidence, Finding, Kind, Link, LinkedBead, Passage, Rule, Verdict
from transcheck.text import words

_JOINT = re.compile(r"\s*(?:[、,，]|和|与|及|以及|同|跟|、?还有)\s*")
_SURE = 0.9  # of a person no table has
_FINE = (Verdict.RIGHT, Verdict.SHORT)
# English that may stand for several members at once, or for all the rest.
_SUMMARY = frozenset(
    "both two three four five six seven eight nine ten several other others elsewhere neighboring neighbouring "
    "various respective cities provinces countries nations regions counties districts areas places sides "
    "ministries departments agencies bureaus bodies organizations organisations authorities institutions companies "
    "firms groups associations universities schools outlets parties "
    "leaders officials people trio duo pair counterpart counterparts capital hub"
    .split()
)  # fmt: skip


def lost_members(rule: Rule, alignment: Alignment, kind: Kind, says: str) -> Iterator[Finding]:
    """One finding for each member of a Chinese list that nothing in English stands for, while another is there.

    `says` is the message, with {zh}, {right} and {beside}, the member that is there. Silent where the English
    sums up, and where it has a name that nothing explains.
    """
    seen = {
        link.entity.text
        for linked in alignment.beads
        for link in linked.links
        if link.span is not None or link.verdict in _FINE
    }
    for linked in alignment.beads:
        for lost, beside in _lost(linked, kind):
            target = linked.bead.target
            said = lost.entity.text in seen or _may_stand(linked, kind) or _described(linked, beside)
            said = said or _hinted(target, lost) or _told_in_part(linked, lost)
            if not said:
                yield _finding(rule, linked, lost, beside, says)


def _lost(linked: LinkedBead, kind: Kind) -> Iterator[tuple[Link, Link]]:
    """Members without counterpart, each with one of its list that has one."""
    source = linked.bead.source
    if source is None:
        return
    for run in _lists(linked, source, kind):
        there = [link for link in run if link.verdict is Verdict.RIGHT and link.span is not None]
        for link in run:
            lost = link.span is None and link.verdict is Verdict.UNSURE
            if there and lost and _is_sure(link):
                yield link, there[0]


def _is_sure(link: Link) -> bool:
    """Whether a member is a name: what no table knows may be a word (周边地区 is no Zhoubian), but for surest persons."""
    known = any(rendering.origin == "termbase" for rendering in link.renderings[:1])
    return known or (link.entity.kind == "person" and link.entity.score >= _SURE and bool(link.renderings))


def _lists(linked: LinkedBead, source: Passage, kind: Kind) -> Iterator[Sequence[Link]]:
    """Runs of two or more names of a kind with nothing but a comma or "and" between them.

    A name that runs into the next (贵州遵义) says where that is, and may be left out: it is no member.
    """
    links = {link.entity.span: link for link in linked.links if link.entity.kind == kind}
    starts = {span.start for span in links}
    members = [links[span] for span in sorted(links) if span.end not in starts]
    run: list[Link] = []
    for link in members:
        if run and not _joined(source, run[-1], link):
            yield run
            run = []
        run.append(link)
    yield run


def _joined(source: Passage, left: Link, right: Link) -> bool:
    start, end = left.entity.span.end - source.start, right.entity.span.start - source.start
    return _JOINT.fullmatch(source.text[start:end]) is not None


def _may_stand(linked: LinkedBead, kind: Kind) -> bool:
    """Whether some English may stand for a member after all: a summary, or a name that nothing explains.

    What is taken for a wrong name of one body may as well be that of another.
    """
    target = linked.bead.target
    spans = [
        link.span
        for link in linked.links
        if link.span is not None and (kind != "org" or link.entity.kind != "org" or link.verdict in _FINE)
    ]
    spoken = words(target.text)
    if any(word.key in _SUMMARY for word in spoken):
        return True
    return any(
        word.capital
        and not _opens(target.text, word.start)
        and not any(s.overlaps(target.at(word.start, word.end)) for s in spans)
        for word in spoken
    )


_ROOT = 5  # letters
_LEAST_LETTERS = 4  # of a word that tells something of a body


def _hinted(target: Passage, lost: Link) -> bool:
    """Whether a capitalised word begins like one of an accepted form: Korean companies, Congo, Bosnia.

    Bodies have words in common (Ministry): of theirs only those count that no other name accounts for.
    """
    if lost.entity.kind == "org":
        return False
    roots = {word.key[:_ROOT] for one in lost.renderings for word in words(one.text) if word.capital}
    return any(
        word.capital and len(word.key) >= _ROOT and word.key[:_ROOT] in roots for word in words(target.text)
    )


def _told_in_part(linked: LinkedBead, lost: Link) -> bool:
    """Whether a word of a body's name stands outside the other names: the education and finance ministries."""
    if lost.entity.kind != "org":
        return False
    target = linked.bead.target
    spans = [link.span for link in linked.links if link.span is not None]
    roots = {word.key[:_ROOT] for one in lost.renderings for word in words(one.text)}
    return any(
        word.key[:_ROOT] in roots and len(word.key) >= _LEAST_LETTERS
        for word in words(target.text)
        if not any(span.overlaps(target.at(word.start, word.end)) for span in spans)
    )


# "Macron and the chancellor": a member by what it is.
_AFTER = re.compile(r",?\s*(?:and|with|as well as|together with)\s+(?:the|his|her|its|their|an?)\b")
_BEFORE = re.compile(r"\b(?:the|his|her|its|their|an?)\s+[a-z][\w ]{2,40},?\s+(?:and|with|as well as)\s+$")


def _described(linked: LinkedBead, beside: Link) -> bool:
    """Whether a description, rather than the next name, is joined to the member that is there."""
    if beside.span is None:
        return False
    target = linked.bead.target
    start, end = beside.span.start - target.start, beside.span.end - target.start
    joined = _AFTER.match(target.text, end)
    named = joined and any(
        link.span is not None and link.span.start == target.start + joined.end() + 1 for link in linked.links
    )
    return bool((joined and not named) or _BEFORE.search(target.text[:start]))


def _opens(text: str, start: int) -> bool:
    """Whether a word begins a sentence, where a capital says nothing."""
    before = text[:start].rstrip(" \"'“”‘’(")
    return not before or before[-1] in ".!?:;\n"


def _finding(rule: Rule, linked: LinkedBead, lost: Link, beside: Link, says: str) -> Finding:
    right = lost.renderings[0].text
    return Finding(
        rule.code,
        rule.severity,
        says.format(zh=lost.entity.text, right=right, beside=beside.entity.text),
        linked.bead.id,
        source=lost.entity.span,
        entity=lost.entity.text,
        kind=lost.entity.kind,
        suggestion=right,
        confidence=0.75,
        evidence=tuple(Evidence(r.origin, r.text, r.where) for r in lost.renderings[:3]),
    )
