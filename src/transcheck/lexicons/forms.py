"""English forms compared with English text: inflection, spelling, hyphens, articles, order do not matter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from transcheck.text import Word, words

_FUNCTION = frozenset(("the", "a", "an", "of", "for", "and", "on", "in", "to", "at", "under", "s"))
_SLOT = re.compile(r"\[[^\]]*\]\s*")
_BRITISH = (  # endings of British spelling and the American ones they are compared as
    ("isation", "ization"),
    ("ise", "ize"),
    ("yse", "yze"),
    ("our", "or"),
    ("centre", "center"),
    ("theatre", "theater"),
    ("defence", "defense"),
    ("programme", "program"),
    ("counsellor", "counselor"),
)
# Words of an office that are used for each other without loss of rank, and peoples spelt in several ways.
_ALIKE = {
    "uyghur": "uygur",
    "uighur": "uygur",
    "buyei": "bouyei",
    "buyi": "bouyei",
    "kirghiz": "kirgiz",
    "kyrgyz": "kirgiz",
    "chairman": "chair",
    "chairperson": "chair",
    "chairwoman": "chair",
    "vice": "deputy",
    "spokesman": "spokesperson",
    "spokeswoman": "spokesperson",
    "adviser": "advisor",
}


@dataclass(frozen=True)
class EnglishText:
    """English text made ready for comparing: its words without articles and prepositions, as stems."""

    text: str
    words: tuple[Word, ...]

    @cached_property
    def content(self) -> tuple[Word, ...]:
        """The words that carry meaning."""
        return carrying(self.words)

    @cached_property
    def stems(self) -> tuple[str, ...]:
        """Their stems."""
        return tuple(stem(word.key) for word in self.content)

    @cached_property
    def known(self) -> frozenset[str]:
        """Their stems, to rule a form out quickly."""
        return frozenset(self.stems)

    @cached_property
    def joined(self) -> str:
        """The stems without anything between."""
        return "".join(self.stems)

    @cached_property
    def starts(self) -> dict[int, int]:
        """Offset in `joined` -> number of the content word that begins there."""
        return _offsets(self.stems)

    @cached_property
    def plain(self) -> str:
        """The keys of all words without anything between: for spellings that may be cut anywhere."""
        return "".join(word.key for word in self.words)

    @cached_property
    def plain_starts(self) -> dict[int, int]:
        """Offset in `plain` -> number of the word that begins there."""
        return _offsets(word.key for word in self.words)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Where content words number `first` to `last` stand in the text."""
        return self.content[first].start, self.content[last].end


def wider(text: EnglishText, start: int, end: int, reach: int) -> Iterator[tuple[Word, Word]]:
    """The first and last words of every longer stretch around one, with up to so many words more on either side.

    >>> text = read_english("in South Sudan")
    >>> [(first.text, last.text) for first, last in wider(text, 9, 14, 1)]
    [('South', 'Sudan')]
    """
    first = next(n for n, word in enumerate(text.words) if word.end > start)
    last = max(n for n, word in enumerate(text.words) if word.start < end)
    for i in range(max(0, first - reach), first + 1):
        for j in range(last, min(len(text.words), last + reach + 1)):
            if (i, j) != (first, last):
                yield text.words[i], text.words[j]


def _offsets(parts: Iterable[str]) -> dict[int, int]:
    at, number, found = 0, -1, {}
    for number, part in enumerate(parts):
        found[at] = number
        at += len(part)
    found[at] = number + 1
    return found


def carrying(found: tuple[Word, ...]) -> tuple[Word, ...]:
    """The words that carry meaning; the under of an under-secretary is a rank, not a preposition."""
    following = (*(word.key for word in found[1:]), "")
    return tuple(
        word
        for word, after in zip(found, following, strict=False)
        if word.key not in _FUNCTION or (word.key == "under" and after.startswith("secretar"))
    )


@lru_cache(maxsize=65536)
def stem(key: str) -> str:
    """A folded word without plural and British spelling; words for the same office fall together.

    >>> [stem(w) for w in ("ministries", "labour", "bureaus", "chairwoman", "process")]
    ['ministry', 'labor', 'bureau', 'chair', 'process']
    """
    if len(key) > 4 and key.endswith("ies"):
        key = key[:-3] + "y"
    elif len(key) > 4 and key.endswith(("sses", "shes", "ches", "xes")):
        key = key[:-2]
    elif len(key) > 3 and key.endswith("s") and (key.endswith("aus") or not key.endswith(("ss", "us", "is"))):
        key = key[:-1]
    for british, american in _BRITISH:
        if key == british or (len(key) > len(british) + 1 and key.endswith(british)):
            key = key.removesuffix(british) + american
            break
    return _ALIKE.get(key, key)


@lru_cache(maxsize=4096)
def read_english(text: str) -> EnglishText:
    """A text made ready, once."""
    return EnglishText(text, words(text))


@dataclass(frozen=True, slots=True)
class Form:
    """An English form made ready for finding; where it has a slot, `slack` words may stand between."""

    text: str
    stems: tuple[str, ...]
    acronym: bool
    slack: int


@lru_cache(maxsize=65536)
def form(text: str) -> Form:
    """A form made ready; `[city]` and the like stand for a name of up to three words, or none."""
    plain = _SLOT.sub("", text)
    content = carrying(tuple(words(plain)))
    acronym = len(content) == 1 and len(content[0].text) <= 6 and content[0].text.isupper()
    return Form(plain.strip(), tuple(stem(word.key) for word in content), acronym, 3 if plain != text else 0)


def find_form(text: EnglishText, wanted: str) -> tuple[tuple[int, int], ...]:
    """Where a form stands, as offsets of the text; longer forms may have their words in another order.

    >>> find_form(read_english("China's Commerce Ministry said"), "Ministry of Commerce")
    ((8, 25),)
    >>> find_form(read_english("The Zhigong Party"), "Zhi Gong Party")
    ((4, 17),)
    """
    ready = form(wanted)
    if not ready.stems:
        return ()
    if ready.acronym:
        return tuple((w.start, w.end) for w in text.content if w.text == ready.text)
    found = tuple(_as_written(text, ready))
    if found or len(ready.stems) < 2 or not text.known.issuperset(ready.stems):
        return found
    return tuple(_in_any_order(text, ready))


def find_wrong(text: EnglishText, wanted: str, kind: str) -> tuple[tuple[int, int], ...]:
    """Where a form that is not accepted stands: a title without a comma or an "and" that is not its own.

    >>> find_wrong(read_english("the deputies, CPPCC members"), "CPPCC deputy", "title")
    ()
    >>> find_wrong(read_english("secretary of the CPPCC and deputy head"), "CPPCC deputy", "title")
    ()
    >>> find_wrong(read_english("a deputy of the CPPCC"), "CPPCC deputy", "title")
    ((2, 21),)
    >>> find_wrong(read_english("dean of the people's court"), "dean of the people's court", "title")
    ((0, 26),)
    """
    found = find_form(text, wanted)
    if kind != "title" or not found:
        return found
    joints = sum(word.key == "and" for word in words(wanted))
    return tuple(span for span in found if _hangs_together(text, span, joints))


def _hangs_together(text: EnglishText, span: tuple[int, int], joints: int) -> bool:
    inside = [word for word in text.words if span[0] <= word.start and word.end <= span[1]]
    apart = any(
        # St. Petersburg; after the 's of a possessive, which is no part of its word, three characters lie between.
        following.start - word.end == len(", ") and len(word.key) > len("st")
        for word, following in pairwise(inside)
    )
    return not apart and sum(word.key == "and" for word in inside) <= joints


def _as_written(text: EnglishText, ready: Form) -> Iterator[tuple[int, int]]:
    run = "".join(ready.stems)
    at = text.joined.find(run)
    while at >= 0:
        first, after = text.starts.get(at), text.starts.get(at + len(run))
        if first is not None and after is not None:
            yield text.span(first, after - 1)
        at = text.joined.find(run, at + 1)


def _in_any_order(text: EnglishText, ready: Form) -> Iterator[tuple[int, int]]:
    size, wanted = len(ready.stems), sorted(ready.stems)
    last = -1
    for first, head in enumerate(text.stems):
        if first <= last or head not in wanted:
            continue
        for extra in range(ready.slack + 1):
            window = text.stems[first : first + size + extra]
            if len(window) == size + extra and window[-1] in wanted and _covers(window, wanted):
                last = first + size + extra - 1
                yield text.span(first, last)
                break


def _covers(window: tuple[str, ...], wanted: list[str]) -> bool:
    rest = list(window)
    for part in wanted:
        if part not in rest:
            return False
        rest.remove(part)
    return True
