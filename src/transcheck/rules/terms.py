"""What the rules about bodies, titles, phrases and places share: links and known mistakes become findings."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache

from transcheck.lexicons import Term, Termbase, termbase
from transcheck.lexicons.forms import form, read_english
from transcheck.lexicons.grammar import SLOT
from transcheck.lexicons.mistakes import Mistake, find_mistakes
from transcheck.lexicons.tables import items, rows
from transcheck.lexicons.variants import is_variant, is_word_for_word
from transcheck.model import (
    Alignment,
    Evidence,
    Finding,
    Kind,
    Link,
    LinkedBead,
    Rule,
    Span,
    Verdict,
    passages,
)
from transcheck.text import ascii_key, fold_chinese, words

# Words of news about the Party and the state it leads.
_OFFICIAL = re.compile(
    r"\b(?:CPC|CCP|CPPCC|NPC|Communist Party of China|Chinese Communist Party|Party [Cc]ommittee|People['’]s Congress|State Council|"
    r"Xi Jinping|President Xi|cadres)\b"
)
_OURS = frozenset(("china", "chinese"))
_MORE_COUNTRIES = frozenset(
    ("us", "american", "uk")
)  # that the table of abbreviations lacks, or writes in two words
_SHOWN = 3  # renderings in the evidence: the official one and two others


def term_findings(
    rule: Rule, alignment: Alignment, kind: Kind, verdicts: Collection[Verdict], says: str
) -> Iterator[Finding]:
    """One finding for each term of a kind whose link bears one of the verdicts.

    `says` is the message, with {zh}, {right}, {wrong} and {cause} to fill in.
    """
    for linked in alignment.beads:
        for link in linked.links:
            if link.entity.kind == kind and link.verdict in verdicts and not is_vocabulary(link):
                yield term_finding(rule, linked, link, says)


def is_vocabulary(link: Link) -> bool:
    """Whether a term is a word of the language, in which nobody has an official say: rule S102."""
    return bool(link.renderings) and link.renderings[0].where == "vocabulary"


def term_finding(rule: Rule, linked: LinkedBead, link: Link, says: str, kind: Kind | None = None) -> Finding:
    """The finding for one link; `kind` is that of the entity unless given."""
    right = suggestion(link.renderings[0].text) if link.renderings else ""
    wrong = linked.bead.target.quote(link.span) if link.span else "no counterpart"
    return Finding(
        rule.code,
        rule.severity,
        says.format(zh=link.entity.text, the=_article(right), right=right, wrong=wrong, cause=link.cause),
        linked.bead.id,
        target=link.span,
        source=link.entity.span,
        entity=link.entity.text,
        kind=kind or link.entity.kind,
        suggestion=right or None,
        confidence=link.confidence,
        evidence=tuple(Evidence(r.origin, suggestion(r.text), r.where) for r in link.renderings[:_SHOWN]),
    )


# Bodies of these kinds have an article: the Ministry of Justice, but Siemens and Xinhua.
_KINDS = frozenset(
    "academy administration agency alliance army association authority bank board bureau center centre college command "
    "commission committee conference congress corporation council court department federation force forces foundation "
    "fund government institute institution league ministry navy news office organisation organization parliament party "
    "police press procuratorate service society station times union university".split()
)


def _article(name: str) -> str:
    """The word "the" and a space, where a name of a body is used with it.

    >>> _article("Ministry of Justice"), _article("Siemens"), _article("the Paper")
    ('the ', '', '')
    """
    said = [word.lower() for word in name.split()]
    return "the " if said and said[0] != "the" and len(said) > 1 and not _KINDS.isdisjoint(said) else ""


def suggestion(form: str) -> str:
    """An accepted form as an editor may use it: `[city]` and the like are left out.

    >>> suggestion("CPC [city] Municipal Committee")
    'CPC Municipal Committee'
    """
    return " ".join(SLOT.sub("", form).split())


def mistake_findings(rule: Rule, alignment: Alignment, kind: Kind) -> Iterator[Finding]:
    """One finding for each known wrong form of a kind of term in the English.

    Beside a source only where that has the term, no link has settled the place, and the form is more than a
    variant of style. Without one, a form that other English has as well only where the document has surer ones, or
    speaks of the Party and its state.
    """
    base = termbase(*alignment.termbases)
    house = {form(own).stems for term in base.user_terms for own in term.accepted}
    here = [
        (linked, passage, find_mistakes(read_english(passage.text), base))
        for linked, passage in passages(alignment, "target")
    ]
    official = any(not mistake.plain for _, _, found in here for mistake in found) or any(
        _OFFICIAL.search(passage.text) for _, passage, _ in here
    )
    for linked, passage, found in here:
        for mistake in found:
            doubtful = mistake.plain and linked.bead.source is None
            if mistake.term.kind != kind:
                continue
            if doubtful and (not official or _speaks_of_others(passage.text)):
                continue
            span = passage.at(mistake.start, mistake.end)
            wrong = passage.quote(span)
            if form(wrong).stems not in house and _stands(linked, mistake, span, wrong, base):
                yield _mistake(rule, linked, mistake, span, wrong)


def _speaks_of_others(text: str) -> bool:
    """Whether a sentence names another country, whose bodies and posts are called as they are."""
    return any(word.key in _foreign() for word in words(text) if word.capital)


@cache
def _foreign() -> frozenset[str]:
    shown = (
        form
        for _, _, english, adjective in rows("country_abbreviations")
        for form in (english, *items(adjective))
    )
    return frozenset(ascii_key(form) for form in shown if " " not in form) - _OURS | _MORE_COUNTRIES


def _stands(linked: LinkedBead, mistake: Mistake, span: Span, wrong: str, base: Termbase) -> bool:
    """Whether the source, where there is one, bears a mistake out."""
    if linked.bead.source is None:
        return True
    source = fold_chinese(linked.bead.source.text)
    # The full name and the short one share their English: 民革, 中国国民党革命委员会.
    meant = any(zh in source for zh in (mistake.term.zh, *base.by_english(mistake.term.en)))
    settled = any(
        link.span is not None and link.span.overlaps(span) and link.verdict is not Verdict.UNSURE
        for link in linked.links
    )
    term = mistake.term
    listed = form(wrong).stems in {form(known).stems for known in term.wrong}
    style = is_variant(wrong, term.accepted, listed=listed) or is_word_for_word(term.zh, wrong, term.accepted)
    return meant and not settled and not style


def _mistake(rule: Rule, linked: LinkedBead, mistake: Mistake, span: Span, wrong: str) -> Finding:
    term = mistake.term
    right = suggestion(term.en)
    return Finding(
        rule.code,
        rule.severity,
        f"“{wrong}” looks like a literal rendering of {term.zh}, officially {right}.",
        linked.bead.id,
        target=span,
        entity=term.zh,
        kind=term.kind,
        suggestion=right,
        confidence=_confidence(term),
        evidence=(Evidence("termbase", term.en, f"{term.table}: {term.note}".removesuffix(": ")),),
    )


def _confidence(term: Term) -> float:
    """Phrases may have been meant as plain English; names were not."""
    return 0.8 if term.kind == "phrase" else 0.9
