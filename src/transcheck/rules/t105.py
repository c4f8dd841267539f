"""Rule T105: another post than the one the Chinese gives."""

from __future__ import annotations

import re
from collections.abc import Iterator

from transcheck.lexicons import Termbase, termbase
from transcheck.lexicons.forms import form
from transcheck.model import Alignment, Evidence, Finding, Link, LinkedBead, Rule, Severity, Span, Verdict
from transcheck.rules.terms import suggestion
from transcheck.text import fold_chinese, words

_FOUND = (Verdict.RIGHT, Verdict.NEAR, Verdict.HETERONYM, Verdict.FORMAT)
_LONGEST = 6  # words of a post before a name
_BEFORE = re.compile(r"[A-Za-z][\w'’. -]*$")
# Posts that are never each other's English; a minister may be a secretary, a director a head.
_APART = tuple(
    "书记 市长 省长 县长 区长 州长 镇长 检察长 司令员 校长 董事长 发言人 秘书长 总理 总统 大使 主教练 队长 记者".split()
)
# Words that posts share or leave out without becoming others.
_LIGHT = frozenset(
    "party cpc communist committee municipal provincial county district city province state chief head".split()
)


def check(alignment: Alignment) -> Iterator[Finding]:
    """A person bears a post that the Chinese gives to nobody, and not the one it gives to the person.

    Why:
        A mayor is no Party secretary: the name is right, and the office is somebody else's.

    Flagged:
        省委书记倪岳峰会见客人。 => ⟦Provincial Governor⟧ Ni Yuefeng met with guests.
        市委书记陈国华讲话。 => ⟦Mayor⟧ Chen Guohua spoke.

    Accepted:
        省委书记倪岳峰会见客人。 => Provincial Party chief Ni Yuefeng met with guests.
        市委书记、市长陈国华讲话。 => Mayor Chen Guohua spoke.
        市委书记陈国华讲话。 => Secretary Chen Guohua spoke.
        市长陈国华讲话。 => Comrade Chen Guohua spoke.

    Limits:
        Only posts of the termbase that are surely not each other's English, right before the name on both sides.
    """
    base = termbase(*alignment.termbases)
    for linked in alignment.beads:
        people = {
            link.entity.span.start: link
            for link in linked.links
            if link.entity.kind == "person" and link.verdict in _FOUND and link.span is not None
        }
        for title in linked.links:
            person = people.get(title.entity.span.end)
            if title.entity.kind == "title" and title.verdict is Verdict.UNSURE and person is not None:
                yield from _exchanged(linked, title, person, base)


def _exchanged(linked: LinkedBead, title: Link, person: Link, base: Termbase) -> Iterator[Finding]:
    target = linked.bead.target
    source = fold_chinese(linked.bead.source.text) if linked.bead.source else ""
    for span in _before(linked, person):
        shown = target.quote(span)
        posts = [zh for zh in base.by_english(shown) if base.get(zh)[0].kind == "title"]
        if posts:
            own = fold_chinese(title.entity.text)
            apart = own.endswith(_APART) and any(zh.endswith(_APART) for zh in posts)
            if apart and not any(_meant(zh, title, source) for zh in posts) and not _akin(shown, title):
                yield _finding(linked, title, span, shown, posts[0])
            return


def _before(linked: LinkedBead, person: Link) -> Iterator[Span]:
    """The words right before a name, the most of them first."""
    target = linked.bead.target
    if person.span is None:
        return
    run = _BEFORE.search(target.text[: person.span.start - target.start].rstrip())
    found = words(run.group()) if run else ()
    for size in range(min(_LONGEST, len(found)), 0, -1):
        start = run.start() if run else 0
        yield target.at(start + found[-size].start, start + found[-1].end)


def _meant(zh: str, title: Link, source: str) -> bool:
    """Whether the Chinese has the post, or one that ends or begins like the person's own."""
    own = fold_chinese(title.entity.text)
    return zh in source or own.endswith(zh) or zh.endswith(own) or zh[-2:] == own[-2:]


def _akin(shown: str, title: Link) -> bool:
    """Whether the English shares a telling word with an accepted form of the post."""
    said = set(form(shown).stems) - _LIGHT
    return any(said & (set(form(rendering.text).stems) - _LIGHT) for rendering in title.renderings)


def _finding(linked: LinkedBead, title: Link, span: Span, shown: str, other: str) -> Finding:
    right = suggestion(title.renderings[0].text) if title.renderings else None
    return Finding(
        RULE.code,
        RULE.severity,
        f"{title.entity.text} is {right or 'another post'}; the translation has “{shown}”, which is {other}.",
        linked.bead.id,
        target=span,
        source=title.entity.span,
        entity=title.entity.text,
        kind="title",
        suggestion=right,
        confidence=0.8,
        evidence=tuple(Evidence(r.origin, r.text, r.where) for r in title.renderings[:2]),
    )


RULE = Rule(
    "T105",
    "another-post",
    "Accuracy/Mistranslation",
    Severity.CRITICAL,
    since="0.2",
    check=check,
    needs=frozenset({"source"}),
)
