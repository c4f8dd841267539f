"""Rule T210: a rank the reference gives differently."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from transcheck.model import Alignment, Evidence, Finding, Passage, Rule, Severity, Span
from transcheck.rules.p2_people import persons_in
from transcheck.rules.p2_reference import Beside, beside, parts
from transcheck.text import words

# Posts that have deputies; the words for them that mean the same.
_POST = re.compile(
    r"\b(?P<rank>(?:deputy|vice|under|assistant|associate)[ -](?:(?!and\b|of\b|to\b|for\b|squad\b)[\w’'&]{1,30}[ -]){0,2}?)?"
    r"(?P<post>mayor|governor|minister|secretary(?:[ -]general)?|director(?:[ -]general)?|chair(?:man|woman|person)?|president|premier|"
    r"head|chief|commander|manager|commissioner|procurator[ -]general|principal|dean|editor[ -]in[ -]chief)(?P<several>s|men|women)?\b",
    re.IGNORECASE,
)
_IN_COMMON = 2  # capitalised words by which two sentences speak of one person, where no name is recognised
_SHARED = re.compile("chair(?:man|woman|person)?")
_SAME = {"chief": "head"}
# Who is an aide or a member of a congress may be called deputy too.
_OTHER_DEPUTY = re.compile(
    r"\b(?:deputy|assistant|aide)\s+to\b|\bdeputies\b|\b(?:NPC|[Pp]eople['’]s) deputy\b|['’]s (?:deputy|assistant|aide)\b"
)


class _Post(NamedTuple):
    name: str
    deputy: bool
    start: int
    end: int


def check(alignment: Alignment) -> Iterator[Finding]:
    """A post has a deputy's rank in only one of translation and reference.

    Why:
        The deputy becomes the chief; where the Chinese is not at hand, only the reference tells.

    Flagged:
        => ⟦Mayor⟧ Chen Guohua opened the fair. ~ Deputy Mayor Chen Guohua opened the fair.
        => Chen Guohua, ⟦vice-chairman⟧ of the fund, spoke. ~ Chen Guohua, chair of the fund, spoke.

    Accepted:
        => Vice Mayor Chen Guohua opened the fair. ~ Chen Guohua, deputy mayor, opened the fair.
        => Mayor Chen Guohua and his deputies spoke. ~ Mayor Chen Guohua and two deputy mayors spoke.
        => Mayor Chen Guohua spoke. ~ Deputy Mayor Li Jianming spoke.
        => Assistant to the President Chen Guohua spoke. ~ Chen Guohua, the president's assistant, spoke.
        => The mayor spoke. ~ Deputy Mayor Chen Guohua spoke.

    Limits:
        Both must name the post once in the sentence, beside the same person.
    """
    for here in beside(alignment):
        target = here.linked.bead.target
        if _OTHER_DEPUTY.search(target.text) or _OTHER_DEPUTY.search(here.reference.text):
            continue
        theirs = _posts(here.reference)
        for name, post in _posts(target).items():
            right = theirs.get(name)
            if right and right.deputy != post.deputy and _same_person(here, post, right):
                yield _finding(here, post, right)


def _posts(passage: Passage) -> dict[str, _Post]:
    """The posts that a passage names just once."""
    found: dict[str, _Post] = {}
    several: set[str] = set()
    for match in _POST.finditer(passage.text):
        name = _SHARED.sub("chair", match["post"].lower()).replace("-", " ")
        name = _SAME.get(name, name)
        if match["several"] or name in found:
            several.add(name)
        found[name] = _Post(name, bool(match["rank"]), match.start(), match.end())
    return {name: post for name, post in found.items() if name not in several}


def _same_person(here: Beside, post: _Post, right: _Post) -> bool:
    target, reference = here.linked.bead.target, here.reference
    mine, theirs = _bearer(target, post), _bearer(reference, right)
    if mine and theirs:
        return bool(mine & theirs)
    return len(_names(target) & _names(reference)) >= _IN_COMMON


def _names(passage: Passage) -> frozenset[str]:
    return frozenset(word.key for word in words(passage.text) if word.capital and word.start)


def _bearer(passage: Passage, post: _Post) -> frozenset[str]:
    """The words of the name that stands nearest to a post."""

    def apart(span: Span) -> int:
        return max(span.start - passage.start - post.end, post.start - (span.end - passage.start))

    nearest = min(persons_in(passage), key=lambda person: apart(person.span), default=None)
    return frozenset(parts(nearest.text)) if nearest else frozenset()


def _finding(here: Beside, post: _Post, right: _Post) -> Finding:
    target = here.linked.bead.target
    span = target.at(post.start, post.end)
    said, wanted = target.quote(span), here.reference.text[right.start : right.end]
    return Finding(
        RULE.code,
        RULE.severity,
        f"The reference has {wanted}; the translation has “{said}”.",
        here.linked.bead.id,
        target=span,
        kind="title",
        confidence=0.8 * here.linked.bead.confidence,
        evidence=(Evidence("reference", wanted),),
        cause=f"rank in {here.linked.bead.id}",
    )


RULE = Rule(
    "T210",
    "rank-unlike-reference",
    "Accuracy/Mistranslation",
    Severity.CRITICAL,
    since="0.2",
    check=check,
    needs=frozenset({"reference"}),
    unless=frozenset({"source"}),
)
