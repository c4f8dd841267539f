"""Words that somebody writes: names of our tables, and words that large collections of text in Latin letters hold.

The lists of words are those of the package wordfreq, which hold many thousand names among the ordinary words of a
language. They are read where the package lies; nothing of them is kept elsewhere.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from transcheck.lexicons.packages import package_folder
from transcheck.lexicons.tables import items, name_elements, persons, rows
from transcheck.text import ascii_key, words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PACKAGE = "wordfreq"
UNLISTED = 8.5  # the rarest that are listed have 8
# Languages in Latin letters, English apart; Finnish inflects so freely that its list is long and holds few names.
_OTHERS = "ca cs da de es fil fr hu id it lt lv ms nb nl pl pt ro sh sl sv tr vi".split()


def is_attested(word: str) -> bool:
    """Whether a list of names or words has a word as it is written, or without its accents.

    Raises `ModuleNotFoundError` without the package.

    >>> [is_attested(word) for word in ("Zelensky", "Bolsonaro", "Zerinski")]
    [True, True, False]
    """
    import numpy as np

    key = ascii_key(word)
    if key in _common():
        return True
    known = _of_other_languages()
    forms = np.array([hash(word.lower()), hash(key)])
    # An exact match of 64 bits: two words in a million million million share one.
    places = np.minimum(np.searchsorted(known, forms), len(known) - 1)
    return bool((known[places] == forms).any())


@cache
def _common() -> frozenset[str]:
    """Our names, and English words that occur once in a hundred million; lower case without marks."""
    listed = {ascii_key(word) for bucket in _listed("large_en") for word in bucket}
    return frozenset(listed.union(_ours()))


def _ours() -> Iterator[str]:
    people = (row for table in (persons(), name_elements()) for group in table.values() for row in group)
    forms = (form for row in people for form in (row.en, *row.variants))
    places = (form for row in rows("places") for form in (row[1], *items(row[2])))
    for text in (*forms, *places):
        yield from (word.key for word in words(text))


def rarity(word: str) -> float:
    """How rare an English word is: 1 for one word in ten, 2 for one in a hundred, and so on.

    Words of no list count as rarer than all that are listed. Raises `ModuleNotFoundError` without the package.

    >>> rarity("the") < rarity("committee") < rarity("procuratorate") < rarity("xqzt")
    True
    """
    return _rarities().get(word.lower(), UNLISTED)


@cache
def _rarities() -> Mapping[str, float]:
    """English words with the number of their list; the lists of wordfreq go by hundredths of a power of ten."""
    found: dict[str, float] = {}
    for step, bucket in enumerate(_listed("large_en")):
        found.update(dict.fromkeys(bucket, step / 100))
    return found


@cache
def _of_other_languages() -> NDArray[np.int64]:
    """Hashes of three million words, sorted: as strings they would take ten times the memory. Takes a second."""
    import numpy as np

    found = []
    for language in _OTHERS:
        listed = _listed(f"large_{language}") or _listed(f"small_{language}")
        found.append(np.fromiter((hash(word) for bucket in listed for word in bucket), np.int64))
    return np.sort(np.concatenate(found))


def _listed(name: str) -> list[list[str]]:
    """A list of wordfreq: for each step of rarity the words as rare as that; empty where there is no such list."""
    folder = package_folder(PACKAGE)
    if folder is None:
        raise ModuleNotFoundError(f"the package {PACKAGE} is not installed", name=PACKAGE)
    path = folder / "data" / f"{name}.msgpack.gz"
    if not path.exists():
        return []
    buckets: list[list[str]]
    _, *buckets = msgspec.msgpack.decode(gzip.decompress(path.read_bytes()))  # first a header
    return buckets
