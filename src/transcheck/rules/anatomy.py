"""English text as the rules of form see it: sentences, headlines, and stretches that are not prose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from transcheck.model import Span

# Addresses, file names, handles, numbers with marks inside: their punctuation follows other laws.
_OTHER = re.compile(
    r"https?://\S+|www\.\S+|\S+@\S+\.\w+|[#@]\w+|\b[\w-]+(?:\.[\w-]+)*\.(?:com|cn|org|net|gov|edu|io|tv|co|uk|hk|tw|jp|info|"
    r"html?|php|pdf|docx?|xlsx?|csv|jpe?g|png|gif|mp[34]|zip|txt|json|xml|exe|py|js)\b(?:/\S*)?|\S*[\\/]\S*\.\w+|\d+(?:[.,:]\d+)+",
    re.I,
)
# A stop after one of these ends no sentence.
_SHORT = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Capt|Sgt|Sen|Rep|Gov|Hon|Rev|St|Mt|Jr|Sr|No|Nos|vs|v|etc|al|Inc|Ltd|Co|Corp|Bros|Dept|"
    r"Vol|Fig|pp|cf|approx|est|ca|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun|"
    r"Ph\.D|a\.m|p\.m|e\.g|i\.e|[A-Z])|\b(?:[A-Za-z]\.)+[A-Za-z])\.[\"'”’)]*$"
)
_STOP = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s+)|\n+")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_MINOR = frozenset(
    "a an the and but or nor for so yet as at by in of off on per to up via with from into over than that is are vs".split()
)


@lru_cache(maxsize=4096)
def other_matter(text: str) -> tuple[Span, ...]:
    """Addresses, file names, handles and figures with marks inside.

    >>> [text[s.start:s.end] for text in ["see www.a.cn, 3,000 men"] for s in other_matter(text)]
    ['www.a.cn,', '3,000']
    """
    return tuple(Span(match.start(), match.end()) for match in _OTHER.finditer(text))


def in_prose(text: str, start: int, end: int) -> bool:
    """Whether a stretch touches no address, file name or figure."""
    return not any(span.start < end and start < span.end for span in other_matter(text))


def ends_short(text: str, end: int) -> bool:
    """Whether the stop that ends there belongs to an abbreviation or an initial.

    >>> ends_short("Mr. Li", 3), ends_short("He left. Li", 8)
    (True, False)
    """
    return bool(_SHORT.search(text[max(0, end - 16) : end]))


@lru_cache(maxsize=4096)
def sentences(text: str) -> tuple[Span, ...]:
    """The sentences of an English text without the space around them; a line break ends one, an abbreviation does not."""
    found, start = [], 0
    for stop in _STOP.finditer(text):
        if "\n" in stop.group() or not ends_short(text, stop.end()):
            found.append((start, stop.end()))
            start = stop.end()
    found.append((start, len(text)))
    return tuple(_trimmed(text, found))


def _trimmed(text: str, spans: list[tuple[int, int]]) -> Iterator[Span]:
    for start, end in spans:
        words = text[start:end]
        if words.strip():
            yield Span(start + len(words) - len(words.lstrip()), end - (len(words) - len(words.rstrip())))


def is_headline(sentence: str) -> bool:
    """Whether a line is set like a headline: most of its words with a capital, or no full stop at its end.

    >>> is_headline("Xi Meets Leaders of the New World"), is_headline("He met them.")
    (True, False)
    """
    if not re.search(r"[.!?;:…][\"'”’)\]]*\s*$", sentence):
        return True
    heavy = [word for word in _WORD.findall(sentence) if word.lower() not in _MINOR]
    return len(heavy) > 2 and sum(word[0].isupper() for word in heavy) >= 0.75 * len(heavy)


def ends_sentence(text: str) -> bool:
    """Whether a text ends with a stop, so that the next one may begin with a capital."""
    return bool(re.search(r"[.!?…:;][\"'”’)\]]*\s*$", text))
