"""Terms looked up by Chinese, found in Chinese text, and looked up by English."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple, cast

from transcheck.lexicons.tables import TERM_TABLES, Term, items, rows
from transcheck.lexicons.user_terms import read_user_terms
from transcheck.model import Kind


class Match(NamedTuple):
    """Where a Chinese term of the termbase stands, in offsets of the text searched."""

    start: int
    end: int
    zh: str


_EITHER_ORDER = ("欧亚", "美中", "中俄", "中欧", "日美", "韩美")


class Termbase:
    """The shipped term tables and the user's own, whose entries replace ours for the same Chinese.

    Terms are made when first asked for: most runs touch a few hundred of some 28,000.
    """

    def __init__(self, user: Sequence[Term] = (), tables: Sequence[str] = TERM_TABLES) -> None:
        """Both in order of rank: what comes first wins."""
        self._user = _grouped(user)
        self._rows: defaultdict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
        for table in tables:
            for row in rows(table):
                self._rows[row[0]].append((table, row))
        self._turn()
        self._terms: dict[str, tuple[Term, ...]] = dict(self._user)

    def _turn(self) -> None:
        """Two parts of the world may stand in either order: 亚欧经济联盟 is 欧亚经济联盟."""
        for zh in [zh for zh in self._rows if zh.startswith(_EITHER_ORDER)]:
            turned = zh[1] + zh[0] + zh[2:]
            if turned not in self._rows:
                self._rows[turned] = self._rows[zh]

    def get(self, zh: str) -> tuple[Term, ...]:
        """The terms of a Chinese form (folded: simplified, half-width); none if unknown."""
        known = self._terms.get(zh)
        if known is None:
            known = tuple(_term(table, row) for table, row in self._rows.get(zh, ()))
            self._terms[zh] = known
        return known

    def __contains__(self, zh: object) -> bool:
        """Whether a Chinese form is known."""
        return zh in self._user or zh in self._rows

    @property
    def user_terms(self) -> Iterator[Term]:
        """What the user's own files say."""
        return (term for group in self._user.values() for term in group)

    def overruled(self, zh: str) -> Iterator[Term]:
        """Our terms of a Chinese form that the user's files replace."""
        return (_term(table, row) for table, row in self._rows.get(zh, ()) if zh in self._user)

    def with_mistakes(self, tables: Collection[str]) -> Iterator[Term]:
        """The terms of the user and of some tables that list wrong forms."""
        yield from (term for term in self.user_terms if term.wrong)
        for zh, group in self._rows.items():
            if zh not in self._user and any(table in tables for table, _ in group):
                yield from (
                    term for term in self.get(zh) if term.table in tables and (term.wrong or term.literal)
                )

    @cached_property
    def _patterns(self) -> tuple[str, ...]:
        return tuple({**self._rows, **self._user})

    @cached_property
    def _automaton(self) -> _Automaton:
        import ahocorasick_rs

        return cast(_Automaton, ahocorasick_rs.AhoCorasick(self._patterns))

    def overlaps(self, folded: str) -> tuple[Match, ...]:
        """Every term in a folded Chinese text, also inside another; in order of place, longest first.

        >>> [m.zh for m in termbase().overlaps("民进党")]
        ['民进党', '民进']
        """
        hits = self._automaton.find_matches_as_indexes(folded, overlapping=True)
        found = (Match(start, end, self._patterns[index]) for index, start, end in hits)
        return tuple(sorted(found, key=lambda match: (match.start, -match.end)))

    def longest(self, folded: str) -> tuple[Match, ...]:
        """The terms of a folded Chinese text from left to right, the longest at a place, none overlapping."""
        return leftmost_longest(self.overlaps(folded))

    def by_english(self, form: str) -> tuple[str, ...]:
        """The Chinese forms for which an English form is accepted; case, hyphens and "the" do not matter.

        >>> "民进党" in termbase().by_english("the Democratic Progressive Party")
        True
        """
        return tuple(self._english.get(english_key(form), ()))

    @cached_property
    def _english(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for zh, forms in self._english_forms():
            for form in forms:
                found[form] = (*found.get(form, ()), zh)
        return found

    def _english_forms(self) -> Iterator[tuple[str, Iterable[str]]]:
        for zh, group in self._rows.items():
            if zh not in self._user:
                for _, row in group:
                    yield zh, {english_key(form) for form in (row[1], *items(row[2]))}
        for zh, terms in self._user.items():
            yield zh, {english_key(form) for term in terms for form in term.accepted}


class _Automaton:
    """What we use of ahocorasick_rs, which has no types of its own."""

    def find_matches_as_indexes(self, text: str, *, overlapping: bool) -> list[tuple[int, int, int]]:
        raise NotImplementedError


def leftmost_longest(matches: Iterable[Match]) -> tuple[Match, ...]:
    """Of matches in order of place, longest first, those that a reader from left to right would take."""
    taken: list[Match] = []
    for match in matches:
        if not taken or match.start >= taken[-1].end:
            taken.append(match)
    return tuple(taken)


def english_key(form: str) -> str:
    """An English form for looking up: lower case, plain apostrophes, spaces for hyphens, no leading article.

    >>> english_key("The People’s Bank of China"), english_key("Asia-Pacific")
    ("people's bank of china", 'asia pacific')
    """
    return form.lower().replace("-", " ").replace("’", "'").removeprefix("the ")


def _term(table: str, row: tuple[str, ...]) -> Term:
    zh, en, variants, wrong, wrong_context, literal, kind, context, note = row
    return Term(
        zh,
        en,
        items(variants),
        items(wrong),
        items(wrong_context),
        items(literal),
        cast(Kind, kind),
        items(context),
        note,
        table,
    )


def _grouped(terms: Iterable[Term]) -> dict[str, tuple[Term, ...]]:
    found: dict[str, tuple[Term, ...]] = {}
    for term in terms:
        found[term.zh] = (*found.get(term.zh, ()), term)
    return found


@lru_cache(maxsize=8)
def termbase(*extra_paths: str | Path) -> Termbase:
    """The shipped terms with the user's own files (CSV, TBX) on top; files named first win.

    Raises `InputError` if a file cannot be used.
    """
    known: dict[str, tuple[Term, ...]] = {}
    for path in extra_paths:
        for zh, terms in _grouped(read_user_terms(Path(path))).items():
            known.setdefault(zh, terms)
    return Termbase([term for terms in known.values() for term in terms])
