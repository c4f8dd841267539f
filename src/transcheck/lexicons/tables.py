"""The tables that ship with the program: read lazily, once, and never changed."""

from __future__ import annotations

import csv
import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import NamedTuple

from transcheck.model import Kind

TERM_TABLES = ("official", "bodies", "companies", "places", "titles", "phrases", "vocabulary")
PERSON_TABLES = ("persons_politics", "persons_east_asia", "persons_tw_hk_mo", "persons_other")

_ADJECTIVE = re.compile(r"adj\.: ([A-Z][\w' -]*\w)")


class Term(NamedTuple):
    """A Chinese term and how it must, may and must not come out in English.

    `variants` are acceptable beside `en`; `wrong` are forms machines produce, `literal` those made word for
    word; those in `wrong_context` are right for something else. Words of `context` decide between rows.
    """

    zh: str
    en: str
    variants: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    wrong_context: tuple[str, ...] = ()
    literal: tuple[str, ...] = ()
    kind: Kind = "other"
    context: tuple[str, ...] = ()
    note: str = ""
    table: str = ""

    @property
    def accepted(self) -> tuple[str, ...]:
        """The official form first, then the others."""
        return (self.en, *self.variants)


class PersonRow(NamedTuple):
    """An attested English form of a person's Chinese name; `kind` is a person, a given name or a surname."""

    zh: str
    en: str
    variants: tuple[str, ...] = ()
    kind: str = "person"
    context: tuple[str, ...] = ()
    note: str = ""
    table: str = ""


def items(cell: str) -> tuple[str, ...]:
    """The parts of a cell that holds several, separated by bars.

    >>> items("CPC|the Party"), items("")
    (('CPC', 'the Party'), ())
    """
    return tuple(cell.split("|")) if cell else ()


def adjective(note: str) -> str:
    """The adjective that the note on a country gives; empty for what is no country.

    >>> adjective("adj.: South African"), adjective("Xinjiang")
    ('South African', '')
    """
    found = _ADJECTIVE.search(note)
    return found[1] if found else ""


@cache
def rows(table: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a shipped table as they stand, without the header."""
    text = files(__package__).joinpath(f"{table}.csv").read_text(encoding="utf-8")
    return tuple(map(tuple, csv.reader(text.splitlines())))[1:]


def _people(tables: Iterable[str]) -> Mapping[str, tuple[PersonRow, ...]]:
    found: dict[str, tuple[PersonRow, ...]] = {}
    for table in tables:
        for zh, en, variants, kind, context, note in rows(table):
            row = PersonRow(zh, en, items(variants), kind, items(context), note, table)
            found[zh] = (*found.get(zh, ()), row)
    return MappingProxyType(found)


@cache
def persons() -> Mapping[str, tuple[PersonRow, ...]]:
    """Known persons by their Chinese name, full or short: foreign, Taiwan, Hong Kong, Macao and East Asian.

    >>> persons()["川普"][0].en
    'Donald Trump'
    """
    return _people(PERSON_TABLES)


@cache
def name_elements() -> Mapping[str, tuple[PersonRow, ...]]:
    """Foreign given names and surnames by their usual transliteration; `kind` is given, surname or either."""
    return _people(("name_elements",))


@cache
def romanisation(scheme: str) -> Mapping[str, tuple[str, ...]]:
    """Readings of characters and surnames in a scheme, the commonest first; an unknown scheme has none.

    Schemes: mandarin_surname, wadegiles, cantonese, japanese_surname, korean_surname, korean_given,
    vietnamese, singapore.

    >>> romanisation("korean_surname")["金"]
    ('Kim', 'Gim')
    """
    return MappingProxyType(
        {zh: items(reading) for zh, reading, named, _ in rows("romanisation") if named == scheme}
    )


@cache
def transliteration() -> Mapping[str, tuple[str, ...]]:
    """The Latin letter groups a Chinese character stands for in transliterated foreign names."""
    return MappingProxyType({zh: items(latin) for zh, latin, _ in rows("transliteration_syllables")})


@cache
def groups(table: str) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """The rows of a small table by their first column."""
    found: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    for row in rows(table):
        found[row[0]].append(row)
    return MappingProxyType({key: tuple(group) for key, group in found.items()})


@cache
def digest() -> str:
    """Twelve hexadecimal digits that change when any shipped table changes: for signatures of reports."""
    seen = hashlib.sha256()
    for path in sorted(files(__package__).iterdir(), key=lambda path: path.name):
        if path.name.endswith(".csv"):
            seen.update(path.name.encode() + b"\0" + path.read_bytes())
    return seen.hexdigest()[:12]
