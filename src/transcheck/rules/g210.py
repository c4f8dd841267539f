"""Rule G210: a body the reference calls by another name."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from transcheck.lexicons import Term, Termbase, termbase
from transcheck.lexicons.forms import EnglishText, find_form, form, read_english
from transcheck.model import Alignment, Entity, Evidence, Finding, Passage, Rule, Severity, Span
from transcheck.rules.p2_people import judged
from transcheck.rules.p2_reference import Beside, beside

_EVERYWHERE = frozenset("中国 全国 国家 中央 世界 国际 美国 日本 北京 香港 台湾 联合 欧洲 亚洲".split())
_COMMON_WORDS = 2


def check(alignment: Alignment) -> Iterator[Finding]:
    """The translation names one known body where the reference names another.

    Why:
        民进 and 民进党 share two characters and nothing else; a court is no procuratorate.

    Flagged:
        => The ⟦China Association for Promoting Democracy⟧ lost seats. ~ The Democratic Progressive Party lost seats.
        => The ⟦Supreme People's Court⟧ published a report. ~ The Supreme People's Procuratorate published a report.

    Accepted:
        => The Supreme People's Court decided. ~ The court decided.
        => The Ministry of Foreign Affairs said so. ~ The Foreign Ministry said so.
        => The Supreme People's Court spoke after the Ministry of Finance. ~ The Supreme People's Court spoke.
        => The National Development and Reform Commission spoke. ~ The NDRC spoke.

    Limits:
        Both bodies must be known to the termbase and be alike in English or Chinese.
    """
    base = termbase(*alignment.termbases)
    for here in beside(alignment):
        target, reference = (_read(side.passages) for side in (here.near_target, here.near_reference))
        theirs = [found for found in _bodies(here.reference, base) if not _named(found, target)]
        for body, terms in _bodies(here.linked.bead.target, base):
            if theirs and not judged(here.linked, body.span) and not _named((body, terms), reference):
                yield from _replaced(here, body, terms, theirs)


def _read(passages: tuple[Passage, ...]) -> EnglishText:
    return read_english("\n".join(passage.text for passage in passages))


def _bodies(passage: Passage, base: Termbase) -> list[tuple[Entity, tuple[Term, ...]]]:
    """The bodies of a passage whose English the termbase knows in full, with the terms they may be."""
    found = []
    for entity in passage.entities:
        if entity.kind == "org" and entity.cue == "head":
            for shown in _readings(entity):
                terms = tuple(term for zh in base.by_english(shown.text) for term in base.get(zh))
                if terms and all(term.kind == "org" for term in terms):
                    found.append((shown, terms))
                    break
    return found


def _readings(entity: Entity) -> Iterator[Entity]:
    """The whole mention, then without what follows its last "of", without its first word, and so on."""
    words = entity.text.split(" ")
    for size in range(len(words), 1, -1):
        for first in range(len(words) - size + 1):
            start = entity.span.start + len(" ".join(words[:first])) + (first > 0)
            text = " ".join(words[first : first + size])
            yield Entity("org", Span(start, start + len(text)), text)


def _named(found: tuple[Entity, tuple[Term, ...]], text: EnglishText) -> bool:
    """Whether a text has the body under any of its accepted names, or words that a shorter mention would leave."""
    body, terms = found
    forms = set(chain.from_iterable(term.accepted for term in terms)) | {body.text}
    return any(find_form(text, shown) for shown in forms)


def _replaced(
    here: Beside, body: Entity, terms: tuple[Term, ...], theirs: list[tuple[Entity, tuple[Term, ...]]]
) -> Iterator[Finding]:
    for right, meant in theirs:
        if not _same(terms, meant) and (_begin_alike(terms, meant) or _share_words(body.text, right.text)):
            yield _finding(here, body, right, meant[0].zh)
            return


def _same(terms: tuple[Term, ...], meant: tuple[Term, ...]) -> bool:
    return bool({term.zh for term in terms} & {term.zh for term in meant})


def _begin_alike(terms: tuple[Term, ...], meant: tuple[Term, ...]) -> bool:
    """民进 and 民进党: the Chinese names begin with the same two characters, and these say something."""
    return bool({term.zh[:2] for term in terms} & {term.zh[:2] for term in meant} - _EVERYWHERE)


def _share_words(one: str, other: str) -> bool:
    return len(set(form(one).stems) & set(form(other).stems)) >= _COMMON_WORDS


def _finding(here: Beside, body: Entity, right: Entity, zh: str) -> Finding:
    return Finding(
        RULE.code,
        RULE.severity,
        f"The reference has {right.text}; the translation names another body, “{body.text}”.",
        here.linked.bead.id,
        target=body.span,
        entity=zh,
        kind="org",
        suggestion=right.text,
        confidence=0.8 * here.linked.bead.confidence,
        evidence=(Evidence("reference", right.text),),
    )


RULE = Rule(
    "G210",
    "body-unlike-reference",
    "Accuracy/Mistranslation/Name",
    Severity.CRITICAL,
    since="0.1",
    check=check,
    needs=frozenset({"reference"}),
)
