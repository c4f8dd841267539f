"""Known wrong English that cannot be right for anything else: what can be found without the Chinese."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from transcheck.lexicons.forms import EnglishText, find_wrong, form, wider
from transcheck.lexicons.tables import Term, rows
from transcheck.lexicons.termbase import Termbase

_SHORTEST_PLACE = 6  # letters: shorter ones are words and names as well (Luan, Xian, Taian)
# A title goes on with a part of its body: director of the CPPCC Committee on Foreign Affairs.
_GOES_ON = re.compile(r"['’]s\s+[A-Z]|\s+(?:Committee|Commission|[Rr]esearch|[Oo]ffice)\b")
_OF_BODY = re.compile(" of (?:the )?[A-Z]")
_AROUND = 6  # words on either side of a wrong form that may make a right one of it
_SURE_TABLES = frozenset(("official",))  # of other tables, word-for-word forms may be ordinary English


class Mistake(NamedTuple):
    """A wrong form that stands in English text, in local offsets, and the term it was meant for.

    A `plain` one says something else in other English: it proves nothing by itself.
    """

    start: int
    end: int
    term: Term
    plain: bool = False


@lru_cache(maxsize=4)
def _index(base: Termbase) -> Mapping[str, tuple[tuple[str, Term], ...]]:
    """Wrong forms by the rarest thing about them, their longest stem."""
    found: defaultdict[str, list[tuple[str, Term]]] = defaultdict(list)
    for term in base.with_mistakes(_SURE_TABLES):
        for wrong in (*term.wrong, *term.literal):
            stems = form(wrong).stems
            if _telling(wrong, term, base):
                found[max(stems, key=len)].append((wrong, term))
    for wrong, term in _without_apostrophe(base):
        found[max(form(wrong).stems, key=len)].append((wrong, term))
    return {key: tuple(group) for key, group in found.items()}


def _without_apostrophe(base: Termbase) -> Iterator[tuple[str, Term]]:
    """Places of one word that need an apostrophe, without it, where that spells no other place (Yanan)."""
    for row in rows("places"):
        shown = row[1]
        bare = shown.replace("'", "")
        if bare != shown and bare.isalpha() and len(bare) >= _SHORTEST_PLACE and not base.by_english(bare):
            yield bare, base.get(row[0])[0]


def _telling(wrong: str, term: Term, base: Termbase) -> bool:
    """Whether a wrong form is wrong for everything we know, by more than inflection and articles."""
    stems = form(wrong).stems
    long_enough = len(stems) > 1 or (bool(stems) and wrong[:1].isupper())
    accepted = {form(right).stems for right in term.accepted}
    apart = term.kind == "place" or stems not in accepted
    return long_enough and apart and wrong not in term.wrong_context and not base.by_english(wrong)


def find_mistakes(text: EnglishText, base: Termbase) -> tuple[Mistake, ...]:
    """The wrong forms in a text, the longest at each place; a form with capitals only counts with capitals.

    >>> from transcheck.lexicons import termbase
    >>> from transcheck.lexicons.forms import read_english
    >>> [m.term.zh for m in find_mistakes(read_english("the “two establishments”"), termbase())]
    ['两个确立']
    >>> find_mistakes(read_english("One country, two systems was upheld."), termbase())
    ()
    """
    found = sorted(_all(text, base), key=lambda mistake: (mistake.start, -mistake.end))
    kept: list[Mistake] = []
    for mistake in found:
        if not kept or mistake.start >= kept[-1].end:
            kept.append(mistake)
    return tuple(kept)


def _all(text: EnglishText, base: Termbase) -> Iterator[Mistake]:
    index = _index(base)
    for key in text.known & index.keys():
        for wrong, term in index[key]:
            for start, end in find_wrong(text, wrong, term.kind):
                if (
                    _looks_like(text, wrong, start, end)
                    and _spelt(text, wrong, term, start, end)
                    and not (_OF_BODY.search(wrong) and _GOES_ON.match(text.text, end))
                    and not _within_right(text, start, end, base)
                ):
                    yield Mistake(start, end, term, wrong in _plain())


@cache
def _plain() -> frozenset[str]:
    return frozenset(form for (form,) in rows("plain_mistakes"))


def _within_right(text: EnglishText, start: int, end: int, base: Termbase) -> bool:
    """Whether the words are part of a longer form that is right for something: Country, Two Systems after One."""
    around = wider(text, start, end, _AROUND)
    return any(base.by_english(text.text[first.start : last.end]) for first, last in around)


def _looks_like(text: EnglishText, wrong: str, start: int, end: int) -> bool:
    """The words of a wrong form must stand in its order, and those of a name must have capitals."""
    inside = [i for i, word in enumerate(text.content) if start <= word.start and word.end <= end]
    same = "".join(text.stems[i] for i in inside) == "".join(form(wrong).stems)
    return same and (wrong[:1].islower() or text.content[inside[0]].capital)


def _spelt(text: EnglishText, wrong: str, term: Term, start: int, end: int) -> bool:
    """Places are compared to the letter: Yanan is wrong, Yan'an is right."""
    if term.kind != "place":
        return True
    inside = [word.text for word in text.content if start <= word.start and word.end <= end]
    return " ".join(inside) == wrong.replace("-", " ")
