"""Language knowledge as data: terms, persons, readings. The tables are described in README.md beside them."""

from transcheck.lexicons.tables import (
    PersonRow,
    Term,
    digest,
    name_elements,
    persons,
    romanisation,
    transliteration,
)
from transcheck.lexicons.termbase import Match, Termbase, english_key, termbase

__all__ = [
    "Match",
    "PersonRow",
    "Term",
    "Termbase",
    "digest",
    "english_key",
    "name_elements",
    "persons",
    "romanisation",
    "termbase",
    "transliteration",
]
