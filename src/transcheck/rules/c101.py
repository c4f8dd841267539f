"""Rule C101: one thing, several names."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from transcheck.lexicons import Term, Termbase, termbase
from transcheck.lexicons.forms import find_form, form, read_english
from transcheck.lexicons.tables import rows
from transcheck.model import Alignment, Evidence, Finding, LinkedBead, Rule, Severity, Span, passages
from transcheck.rules.p2_people import judged
from transcheck.rules.terms import suggestion

# The table whose entries have English of their own; the forms of other tables are often ordinary words.
_TABLE = "official"


class _Use(NamedTuple):
    linked: LinkedBead
    span: Span
    stems: tuple[str, ...]


def check(alignment: Alignment) -> Iterator[Finding]:
    """A body or set phrase is called by different names in one document.

    Why:
        The reader takes "non-Party people" and "people outside the party" for two groups.

    Flagged:
        => A meeting with people outside the party was held. ¶ The ⟦non-Party people⟧ spoke.

    Accepted:
        => The Communist Party of China met. ¶ The CPC decided.
        => The United Front Work Department met. ¶ The department decided.
        => People outside the party came. ¶ The people outside the Party spoke.

    Limits:
        Only renderings the termbase knows, right or wrong, as belonging to one Chinese form; a shorter form and
        an acronym after the full name are what English does.
    """
    base = termbase(*alignment.termbases)
    uses: defaultdict[str, list[_Use]] = defaultdict(list)
    for linked, passage in passages(alignment, "target"):
        for zh, start, end, stems in _renderings(passage.text, base):
            span = passage.at(start, end)
            if not judged(linked, span):
                uses[zh].append(_Use(linked, span, stems))
    for zh, found in uses.items():
        yield from _findings(base.get(zh)[0], found)


@lru_cache(maxsize=8)
def _index(base: Termbase) -> Mapping[str, tuple[tuple[str, Term], ...]]:
    """Forms of a term by their longest stem; those of a single word and those of several terms are left out."""
    found: defaultdict[str, list[tuple[str, Term]]] = defaultdict(list)
    for zh in dict.fromkeys(row[0] for row in rows(_TABLE)):
        term = base.get(zh)[0]
        for shown in (*term.accepted, *term.wrong, *term.literal) if term.kind in ("org", "phrase") else ():
            stems = form(shown).stems
            if len(stems) > 1 and not form(shown).slack and _own(shown, zh, base):
                found[max(stems, key=len)].append((shown, term))
    return {key: tuple(group) for key, group in found.items()}


def _own(shown: str, zh: str, base: Termbase) -> bool:
    return not set(base.by_english(shown)) - {zh}


def _renderings(text: str, base: Termbase) -> Iterator[tuple[str, int, int, tuple[str, ...]]]:
    """The known renderings in a text, for each Chinese form the longest at a place: Chinese, place and stems."""
    english, index = read_english(text), _index(base)
    hits = [
        (start, -end, term.zh, form(shown).stems)
        for key in english.known & index.keys()
        for shown, term in index[key]
        for start, end in find_form(english, shown)
    ]
    last: dict[str, int] = {}
    for start, minus_end, zh, stems in sorted(hits):
        if start >= last.get(zh, 0):
            last[zh] = -minus_end
            yield zh, start, -minus_end, stems


def _findings(term: Term, uses: list[_Use]) -> Iterator[Finding]:
    counts = Counter(use.stems for use in uses)
    kept, _ = counts.most_common(1)[0]
    shown = next(use for use in uses if use.stems == kept)
    words = shown.linked.bead.target.quote(shown.span)
    for use in uses:
        if not set(use.stems) <= set(kept) and not set(kept) <= set(use.stems):
            right = suggestion(term.en)
            wrong = use.linked.bead.target.quote(use.span)
            yield Finding(
                RULE.code,
                RULE.severity,
                f"“{wrong}” and “{words}” both stand for {term.zh} in this document; the usual English is {right}.",
                use.linked.bead.id,
                target=use.span,
                entity=term.zh,
                kind=term.kind,
                suggestion=right,
                confidence=0.75,
                evidence=(Evidence("document", words), Evidence("termbase", right, term.zh)),
            )


RULE = Rule(
    "C101",
    "renderings-vary",
    "Terminology/Inconsistent use of terminology",
    Severity.MINOR,
    since="0.1",
    check=check,
)
