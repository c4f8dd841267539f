"""Ranks of posts: 副, 代, 原, 常务, 专职 dropped or added on the way into English."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from transcheck.lexicons import Termbase
from transcheck.lexicons.forms import EnglishText, find_form, stem
from transcheck.lexicons.grammar import SLOT
from transcheck.linking.near_terms import Guess, inside
from transcheck.linking.term_forms import Known
from transcheck.model import Entity, Verdict

# Stems by which English says that somebody is not the chief.
_DEPUTY = frozenset(
    ("deputy", "associate", "assistant", "sub", "under", "second", "lieutenant", "co", "junior")
)
_ACTING = frozenset(("acting", "interim", "caretaker", "provisional"))
_FORMER = frozenset(
    "former then previous ex late onetime past formerly previously succeed succeeded succeeding predecessor outgoing "
    "retired replaced replacing".split()
)
_DESIGNATE = frozenset(("designate", "elect", "incoming", "nominee", "nominated"))
_HONORARY = frozenset(("honorary", "honor", "honored", "emeritus", "patron", "title"))
_SAID = {
    "deputy": _DEPUTY,
    "acting": _ACTING,
    "former": _FORMER,
    "designate": _DESIGNATE,
    "honorary": _HONORARY,
}
# What in Chinese sets a deputy apart from other deputies, and the stems by which English says so.
_MANNERS = {
    "常务": frozenset(
        "executive standing first permanent managing senior principal administrative charge routine day".split()
    ),
    "专职": frozenset(
        "full full-time fulltime dedicated professional exclusive permanent specialized".split()
    ),
}
# Words of rank and manner that a bare post does without.
_EXTRA = frozenset(
    "vice acting former executive full-time standing honorary incoming designate elect interim".split()
)
_MILITARY = "元帅 上将 中将 少将 准将 大校 上校 中校 少校 上尉 中尉 少尉".split()


def rank_changed(
    term: Known,
    text: EnglishText,
    right: tuple[tuple[int, int], ...],
    source: str,
    base: Termbase,
    explained: tuple[tuple[int, int], ...] = (),
) -> Iterator[Guess]:
    """A post whose rank was dropped (副主任 → director), lessened (常务副市长 → vice mayor) or added.

    `explained` is the English that other terms of the Chinese account for, their ranks with it.
    """
    rank = "deputy" if "副" in term.zh else next((r.rank for r in term.ranks if r.rank in _SAID), "")
    if rank and not right:
        yield from _dropped(term, text, rank, explained, base)
    elif not rank and right and not _may_have_deputy(term.zh, source):
        yield from _added(term, text, right)


def _may_have_deputy(zh: str, source: str) -> bool:
    """Whether the Chinese speaks of a deputy to such a post: 副市长 beside 市长; 副书记 is deputy to another."""
    return any(
        rest.startswith(zh[cut:]) for rest in source.split("副")[1:] for cut in range(len(zh) - 1)
    ) or ("副" in source and zh[-1] != "长")


def _dropped(
    term: Known, text: EnglishText, rank: str, explained: tuple[tuple[int, int], ...], base: Termbase
) -> Iterator[Guess]:
    # Co. is a company.
    ranked = [word for word in text.words if stem(word.key) in _SAID[rank] and word.text not in ("Co", "CO")]
    if any(not inside((word.start, word.end), explained) for word in ranked):
        yield from _lessened(term, text)  # said somewhere: to whom it belongs is not ours to guess
        return
    ranks = [own for own in explained if any(inside((word.start, word.end), (own,)) for word in ranked)]
    for span, fits in _bare_posts(term, text, base):
        if not inside(span, explained) and not _shares_rank(text, span, ranks):
            yield Guess(span, Verdict.NEAR, 0.8, f"the rank is lost: {_shown(term)}", fits)
            return


def _shares_rank(text: EnglishText, span: tuple[int, int], ranked: Sequence[tuple[int, int]]) -> bool:
    """Whether a post is joined to another whose rank it may share, perhaps behind a name.

    Deputy director and chief editor; Former President Donald Trump and Secretary of State Mike Pompeo.
    """
    before = [word for word in text.words if word.end <= span[0]]
    for word in reversed(before[-_BETWEEN:]):
        if any(start < word.end <= end for start, end in ranked):
            return True
        if not (word.capital or word.key in _JOINTS):
            return False
    return False


_BETWEEN = 6  # words from a ranked post to the next: its bearer, "and", whose post it is
_JOINTS = frozenset("and the a party provincial municipal city county district then".split())


def _lessened(term: Known, text: EnglishText) -> Iterator[Guess]:
    """The deputy is there, but nothing says which: vice mayor for 常务副市长."""
    for zh, words in _MANNERS.items():
        if zh + "副" not in term.zh or _says(text, words):
            continue
        found = [
            (span, rendering.text)
            for rendering in term.right
            for span in find_form(text, _without_manner(rendering.text))
        ]
        if found:
            span, fits = max(found, key=lambda hit: (hit[0][1] - hit[0][0], -hit[0][0]))
            yield Guess(span, Verdict.LESSENED, 0.8, f"{zh} is lost", fits)


def _says(text: EnglishText, manner: frozenset[str]) -> bool:
    """Whether a word of manner stands in the English; a standing committee says nothing about its deputies."""
    after = (*text.words[1:], None)
    return any(
        {word.key, stem(word.key)} & manner and not (following and following.key == "committee")
        for word, following in zip(text.words, after, strict=True)
    )


def _without_manner(form: str) -> str:
    return " ".join(word for word in form.split() if word.lower() not in _EXTRA or word.lower() == "vice")


def _shown(term: Known) -> str:
    return "".join(rank.zh for rank in term.ranks) or "副"


def _bare_posts(term: Known, text: EnglishText, base: Termbase) -> Iterator[tuple[tuple[int, int], str]]:
    """Where the post stands in English without its rank, and the form that has the rank."""
    for rendering in term.right:
        words = SLOT.sub("", rendering.text).split()
        bare = " ".join(word for word in words if word.lower() not in _DEPUTY | _EXTRA)
        if bare and len(bare.split()) < len(words):
            for span in find_form(text, bare):
                yield span, _gendered(rendering.text, text, span)
    # The chief's own row knows more ways to say it: of the municipal people's congress.
    for chief in base.get(term.zh.replace("副", "")) if "副" in term.zh else ():
        for accepted in chief.accepted:
            for span in find_form(text, accepted) if " " in accepted else ():
                yield span, _gendered(term.right[0].text, text, span) if term.right else ""


def _gendered(form: str, text: EnglishText, span: tuple[int, int]) -> str:
    """A form with the chairwoman or chairperson of the text."""
    said = [word.key for word in text.words if span[0] <= word.start < span[1]]
    chair = next((key for key in said if key in ("chairwoman", "chairperson")), "chairman")
    return form.replace("chairman", chair)


def _added(term: Known, text: EnglishText, right: tuple[tuple[int, int], ...]) -> Iterator[Guess]:
    """Every mention of the post has a deputy before it, and the Chinese has none at all."""
    ranked = [(start, span) for span in right if (start := _deputy_before(text, span)) is not None]
    if right and len(ranked) == len(right):
        start, span = ranked[0]
        fits = next((r.text for r in term.right if span in find_form(text, r.text)), "")
        cause = "the English adds a rank the Chinese does not have"
        yield Guess((start, span[1]), Verdict.NEAR, 0.75, cause, fits)


def _deputy_before(text: EnglishText, span: tuple[int, int]) -> int | None:
    """Where the deputy begins that stands right before a post; deputies are people of their own."""
    at = next((i for i, word in enumerate(text.words) if word.start >= span[0]), 0)
    deputy = text.words[at - 1] if at > 0 else None
    if deputy is None or stem(deputy.key) != "deputy" or deputy.key == "deputies":
        return None
    # not: a deputy and governor; a deputy, political adviser Li Ming
    return deputy.start if deputy.end + 1 == span[0] else None


def other_rank(
    term: Known, text: EnglishText, right: tuple[tuple[int, int], ...], source: str, base: Termbase
) -> Iterator[Guess]:
    """Another military rank in place of one, or around its name: Lieutenant General for 上将."""
    if term.zh not in _MILITARY:
        return
    found = [
        (span[1] - span[0], span, other)
        for other in _MILITARY
        if other not in source
        for row in base.get(other)
        for form in row.accepted
        for span in find_form(text, form)
        if not right or any(_within(own, span) for own in right)
    ]
    if found:
        _, span, other = max(found)
        yield Guess(span, Verdict.NEAR, 0.8, f"that is {other}")


def _within(inner: tuple[int, int], outer: tuple[int, int]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1] and inner != outer


def not_minister(
    entity: Entity, bodies: tuple[tuple[Entity, Known], ...], text: EnglishText, source: str
) -> Iterator[Guess]:
    """A minister in English where the 部长 is the head of a department: 统战部部长, 组织部副部长."""
    if not entity.text.endswith("部长") or source.count("部长") > 1 or "大臣" in source:
        return
    if "联络部" in source:
        return  # its head is a minister in the Party's own English
    body = next((term for body, term in bodies if body.span.end == entity.span.start), None)
    forms = [rendering.text.lower() for rendering in body.right] if body else []
    if any("department" in form for form in forms) and not any("ministry" in form for form in forms):
        for span in (*find_form(text, "vice minister"), *find_form(text, "minister")):
            yield Guess(span, Verdict.LITERAL, 0.85, "the head of a department is no minister")
            return
