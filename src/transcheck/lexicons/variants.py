"""Other words for the same thing: what is a matter of style in the name of a body or phrase, and what is not."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from transcheck.lexicons.forms import form
from transcheck.lexicons.glosses import PACKAGE, senses, stretches
from transcheck.lexicons.packages import is_installed
from transcheck.text import ascii_key

# Words that translators of one name choose between; none of them makes another body of it.
_SYNONYMS = (
    "supervision regulation oversight administration control management",
    "bureau office administration department agency authority",
    "commission committee",
    "china chinese",
    "state national",
    "propaganda publicity",
    "uphold safeguard defend",
    "protect protection guarantee security ensure keep",
    "humanity human mankind humankind",
    "build building construct construction",
)
_GROUPS: dict[str, frozenset[int]] = {
    word: frozenset(i for i, group in enumerate(_SYNONYMS) if word in group.split())
    for group in _SYNONYMS
    for word in group.split()
}
# Words without which a name is still the same name, and with which it is no other.
_LIGHT = frozenset(
    "affair work general official municipal provincial china chinese national state self shared".split()
)
# The figure of a set phrase ("four awarenesses") is never what is wrong with it.
_FIGURES = frozenset("one two three four five six seven eight nine ten double dual".split())
_SHORTEST_ROOT = 4


def alike(one: str, other: str) -> bool:
    """Whether two stems are the same word, forms of one word, or of one group of synonyms.

    >>> alike("supervision", "regulation"), alike("stable", "stability"), alike("league", "alliance")
    (True, True, False)
    """
    if _same(one, other):
        return True
    root = min(len(one), len(other)) * 2 // 3
    return root >= _SHORTEST_ROOT and one[:root] == other[:root]


def _same(one: str, other: str) -> bool:
    """Whether two stems are the same word or of one group of synonyms."""
    return one == other or bool(_GROUPS.get(one, frozenset()) & _GROUPS.get(other, frozenset()))


@lru_cache(maxsize=65536)
def _content(text: str) -> tuple[str, ...]:
    return tuple(stem for stem in form(text.replace("-", " ")).stems if stem not in _FIGURES)


def is_variant(wrong: str, accepted: Iterable[str], *, listed: bool = False) -> bool:
    """Whether a form listed as wrong says what an accepted one says, in other words.

    Every telling word of either must be in the other, or a synonym or another form of it.

    >>> is_variant("four self-confidence", ["Four Confidences"])
    True
    >>> is_variant("Democratic Alliance", ["Democratic League"])
    False

    Of a form `listed` as wrong by people, one word that is all there is must be the same, not just its kin:
    two establishments are no Two Establishes.
    """
    said = _content(wrong)
    return any(
        _covered(said, right, listed=listed) and _covered(right, said, listed=listed)
        for right in map(_content, accepted)
    )


def _covered(words: tuple[str, ...], others: tuple[str, ...], *, listed: bool) -> bool:
    """Whether all telling words of the one are said by the other, and something is said at all."""
    telling = [word for word in words if word not in _LIGHT]
    match = _same if listed and len(telling) == 1 else alike
    return bool(words) and all(any(match(word, other) for other in others) for word in telling)


# Offices of government are called after their business; commissions and Party bodies have names of their own.
_DESCRIPTIVE = ("部", "局", "厅", "署")
_HEADS = frozenset(
    "ministry department bureau administration commission committee office agency authority state national china "
    "chinese provincial municipal general central".split()
)


def is_word_for_word(zh: str, written: str, accepted: Iterable[str]) -> bool:
    """Whether an office of government is called by what the dictionary has for the words of its name.

    Who says so has named no other body, only not by its official name. False without the dictionary.
    """
    if not zh.endswith(_DESCRIPTIVE) or not is_installed(PACKAGE):
        return False
    official = {stem for right in accepted for stem in form(right).stems}
    other = [stem for stem in form(written).stems if stem not in official | _HEADS]
    words = (zh[start:end] for start, end in stretches(zh, 2) if end - start < len(zh))
    said = {stem for word in words for sense in senses(word) for stem in sense}
    return bool(other) and said.issuperset(other)


@lru_cache(maxsize=16384)
def is_translated(zh: str, english: str) -> bool:
    """Whether the English for a place gives the meaning of its characters, word by word. False without the dictionary.

    >>> is_translated("东湖", "East Lake"), is_translated("黄山", "Mount Huangshan")
    (True, False)
    """
    if not is_installed(PACKAGE):
        return False
    said = {stem for char in zh for sense in senses(char) for stem in sense}
    stems = form(english).stems
    return len(stems) > 1 and said.issuperset(stems)


def same_letters(one: str, other: str) -> bool:
    """Whether two spellings of a foreign name differ only as transliterations do: vowels, h, doubled letters.

    >>> same_letters("Kronshtadt", "Kronstadt"), same_letters("Pascal", "Paris")
    (True, False)
    """
    return _skeleton(one) == _skeleton(other)


def _skeleton(word: str) -> str:
    kept = ""
    for letter in ascii_key(word):
        if letter not in "aeiouyh" and not kept.endswith(letter):
            kept += letter
    return kept
