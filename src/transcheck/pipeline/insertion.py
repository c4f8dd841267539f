"""A suggestion put into its sentence: capitals, articles and neighbours made to fit."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz import fuzz

from transcheck.reporting.records import FindingRecord

# Words that take no capital inside a title or the name of a body.
_SMALL = frozenset("a an and at by for from in of on or the to with".split())
_DETERMINERS = frozenset("the a an this that its his her their our your my each every no any some".split())
# Names of bodies that end so, or that say "of the", take an article in a sentence.
_COMMON = re.compile(
    r"\bof the\b|\b(?:Committee|Commission|Ministry|Bureau|Association|Party|League|Council|Court|Procuratorate|Department|"
    r"Office|Federation|Administration|Congress|Conference|Government|Union|Army|Force|Agency|Academy)(?: of| for|$)"
)
_CLOCK = re.compile(r"\d\d:\d\d")
_HALF_DAY = re.compile(r"\s*[ap]\.?m", re.IGNORECASE)
_NAME = re.compile(r" [A-Z]")
_NEXT = re.compile(r" ([\w'’-]+)")
_LAST = re.compile(r"(?<![\w'’-])([\w'’-]+) $")
_SAME_NAME = 0.6
_NAMES = frozenset(("org", "place", "title"))
_LONGER = 2  # words by which a phrase may outgrow the one it replaces and still fit its sentence


@dataclass(frozen=True, slots=True)
class Insertion:
    """New words for a stretch of a text, in its offsets."""

    start: int
    end: int
    text: str


def insertion(text: str, finding: FindingRecord) -> Insertion | None:
    """What to write where a finding points; None where its suggestion would not read well, or there is none.

    The offsets are those of the segment's text, which is given whole.
    """
    if finding.suggestion is None or finding.target_start is None or finding.target_end is None:
        return None
    if finding.entity_kind == "phrase" and not _fits_phrase(finding.target_text or "", finding.suggestion):
        return None
    return _fitted(text, finding.target_start, finding.target_end, finding.suggestion, finding.entity_kind)


def _fits_phrase(old: str, new: str) -> bool:
    return len(new.split()) <= len(old.split()) + _LONGER


def _fitted(text: str, start: int, end: int, new: str, kind: str) -> Insertion | None:
    """The new words in the old one's dress.

    >>> _fitted("Mayor Li spoke.", 0, 5, "vice mayor", "title").text
    'Vice Mayor'
    >>> _fitted("He is a director.", 8, 16, "acting director", "title")
    Insertion(start=6, end=16, text='an acting director')
    >>> _fitted("in Shanxi Province", 3, 9, "Shaanxi Province", "place")
    Insertion(start=3, end=18, text='Shaanxi Province')
    >>> _fitted("members of Minjin met", 11, 17, "China Association for Promoting Democracy", "org").text
    'the China Association for Promoting Democracy'
    >>> _fitted("two presidents", 4, 14, "vice president", "title") is None
    True
    >>> _fitted("of the Minjin Provincial Committee,", 7, 13, "Fujian Provincial Committee of the CAPD", "org")
    Insertion(start=7, end=34, text='Fujian Provincial Committee of the CAPD')
    """
    if kind in _NAMES:
        start, end = _widened(text, start, end, new)
    if kind == "person" and " " not in text[start:end]:
        start, new = _surname(text, start, end, new)
    if kind == "org" and " of " in new and _NAME.match(text, end):
        return None  # glued to a person's name: the sentence must be written anew
    old = text[start:end]
    if kind not in ("person", "place", "number", "date") and _is_plural(old) != _is_plural(new):
        return None  # its verb would no longer agree
    if _CLOCK.fullmatch(new) and _HALF_DAY.match(text, end):
        return None
    new = _without_neighbours(text[:start], text[end:], new)
    new = _dressed(text[:start], old, new, kind)
    article = re.search(r"\b(an?)\s+$", text[:start], re.IGNORECASE)
    if article:
        needed = "an" if _sounds_open(new) else "a"
        needed = needed.capitalize() if article[1][0].isupper() else needed
        return Insertion(article.start(), end, f"{needed} {new}")
    return Insertion(start, end, new) if new != old else None


def _widened(text: str, start: int, end: int, new: str) -> tuple[int, int]:
    """The stretch with the words beside it that the new words say as well.

    One small word is nothing: a capital or two words of content must be among them.
    """
    said = {word.lower() for word in new.split()}
    after: list[re.Match[str]] = []
    while (word := _NEXT.match(text, after[-1].end() if after else end)) and word[1].lower() in said:
        after.append(word)
    before: list[re.Match[str]] = []
    while (word := _LAST.search(text[: before[-1].start() if before else start])) and word[1].lower() in said:
        before.append(word)
    first, last = _content(before), _content(after)
    return (first.start() if first else start), (last.end() if last else end)


def _surname(text: str, start: int, end: int, new: str) -> tuple[int, str]:
    """Where new words for a name of one word begin, and what they are.

    >>> _surname("Minister Alagezi said", 9, 16, "Abbas Araghchi")
    (9, 'Araghchi')
    >>> _surname("president Mamadi Dunbuya met", 17, 24, "Mamady Doumbouya")
    (10, 'Mamady Doumbouya')
    """
    *given, last = new.split()
    if not given:
        return start, new
    before = _LAST.search(text[:start])
    if before and before[1][0].isupper() and _alike(before[1], given[-1]) >= _SAME_NAME:
        return before.start(), new
    nearer = _alike(text[start:end], last) >= _alike(text[start:end], new)
    return start, last if nearer else new


def _alike(one: str, other: str) -> float:
    return fuzz.ratio(one.lower(), other.lower()) / 100


def _content(words: list[re.Match[str]]) -> re.Match[str] | None:
    """The last of some words that is more than a small one, if they are enough to go by."""
    telling = [word for word in words if word[1] not in _SMALL]
    enough = len(telling) > 1 or any(word[1][0].isupper() for word in telling)
    return telling[-1] if enough else None


_OPEN = re.compile(
    r"8|1[18](?!\d)|(?!one\b|once\b|eu|uni|use|usu)[aeiou]|hono|hour|heir|honest", re.IGNORECASE
)
_LETTERS = re.compile(r"[AEFHILMNORSX][A-Z]{1,4}\b")  # acronyms that are spelt out: an NPC deputy


def _sounds_open(words: str) -> bool:
    """Whether an article before these words is "an".

    >>> [_sounds_open(words) for words in ("18 million", "180 million", "80", "honorary chairman", "NPC deputy", "united")]
    [True, False, True, True, True, False]
    """
    return bool(_LETTERS.match(words) or _OPEN.match(words))


def _is_plural(words: str) -> bool:
    return bool(re.search(r"[^s'’]s$", words)) and not words.endswith(("ics", "us", "is"))


def _without_neighbours(before: str, after: str, new: str) -> str:
    """The new words without those that stand right beside them already: Province after Shanxi, the before it."""
    words = new.split()
    ahead = re.match(r"\s+([\w'’-]+)", after)
    if ahead and len(words) > 1 and ahead[1].lower() == words[-1].lower():
        words.pop()
    behind = re.search(r"([\w'’-]+)\s+$", before)
    if behind and len(words) > 1 and behind[1].lower() == words[0].lower():
        words.pop(0)
    return " ".join(words)


def _dressed(before: str, old: str, new: str, kind: str) -> str:
    if " " in old and old.isupper():
        return new.upper()
    if kind == "org" and _COMMON.search(new) and not _has_article(before, old):
        new = f"the {new}"
    named = all(word[:1].isupper() or word in _SMALL for word in old.split())
    if kind in ("title", "org") and named and old[:1].isupper() and new.islower():
        hyphens = bool(re.search(r"-[A-Z]", old))
        return " ".join(word if word in _SMALL else _capital(word, hyphens=hyphens) for word in new.split())
    opens = not before.strip() or before.rstrip()[-1:] in tuple(".!?:\n")
    return new[:1].upper() + new[1:] if opens and old[:1].isupper() else new


def _capital(word: str, *, hyphens: bool) -> str:
    """A word of a title: Secretary-General where the old title had capitals behind its hyphens."""
    parts = word.split("-") if hyphens else [word]
    return "-".join(part[:1].upper() + part[1:] for part in parts)


def _has_article(before: str, old: str) -> bool:
    """Whether a determiner, a possessive or another capitalised word stands before the name, or in it."""
    last = re.search(r"([\w'’-]+)\s+$", before)
    if old.split()[0].lower() in _DETERMINERS:
        return False
    if last is None:
        return False
    word = last[1]
    return word.lower() in _DETERMINERS or word.endswith(("'s", "’s", "s'")) or word[0].isupper()
