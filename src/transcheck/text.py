"""Reading text without touching it: folded copies of the same length, words with their places.

Everything here keeps offsets: a folded text has exactly as many characters as the original, so that a place
found in it is a place in the original.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from typing import NamedTuple

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002ffff"
HAN_RUN = re.compile(f"[{HAN}]+")
LINE_END = re.compile(r"\r\n?|\n")  # LF, CRLF, CR, and nothing that `str.splitlines` takes besides
_MARKS = {number: None for number in range(128) if not chr(number).isalnum()}
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*|\d+(?:[.,]\d+)*")


class Word(NamedTuple):
    """A word of English text: its place in the text and a key for comparing (lower case, plain ASCII letters).

    The key of a possessive is that of the bare word; an apostrophe inside is dropped ("Xi'an" -> "xian").
    A named tuple, which is quick to make: a document has thousands.
    """

    text: str
    start: int
    end: int
    key: str

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[:1].isupper()


def is_han(char: str) -> bool:
    """Whether a character is a Chinese character."""
    return bool(HAN_RUN.match(char))


def count_han(text: str) -> int:
    """How many Chinese characters a text has.

    >>> count_han("第3届，CPPCC委员")
    4
    """
    return sum(map(len, HAN_RUN.findall(text)))


@cache
def _simplifier() -> object:
    import opencc

    return opencc.OpenCC("t2s")


class _Folds(dict[int, str]):
    """Code point -> its folded character, worked out when first met: `str.translate` then needs no Python a character."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_char(chr(code))
        return folded


_FOLDS = _Folds()


def _fold_char(char: str) -> str:
    if char in "·•・‧∙●":
        return "·"
    wide = unicodedata.normalize("NFKC", char)
    if len(wide) == 1 and not is_han(char):
        return wide
    if is_han(char):
        plain: str = _simplifier().convert(char)  # type: ignore[attr-defined]
        return plain if len(plain) == 1 else char
    return char


def fold_chinese(text: str) -> str:
    """Simplified characters, half-width letters, digits and marks, one kind of middle dot; same length.

    Chinese full-width punctuation that has an ASCII twin becomes the twin (，：？！（）); 。 and 、 stay.

    >>> fold_chinese("臺灣，２０％・Ａ")
    '台湾,20%·A'
    """
    return text.translate(_FOLDS)


@lru_cache(maxsize=65536)
def ascii_key(word: str) -> str:
    """A word for comparing: lower case, no marks, letters and digits only.

    >>> ascii_key("Lü"), ascii_key("Xi’an"), ascii_key("Ceará")
    ('lu', 'xian', 'ceara')
    """
    if word.isascii():
        return word.lower() if word.isalnum() else word.lower().translate(_MARKS)
    flat = unicodedata.normalize(
        "NFKD", word.replace("ß", "ss").replace("ø", "o").replace("ł", "l").replace("đ", "d")
    )
    return "".join(c for c in flat.lower() if c.isascii() and c.isalnum())


@lru_cache(maxsize=4096)
def blanked(pattern: re.Pattern[str], text: str) -> str:
    """A text with what a pattern finds replaced, character for character, so that places stay.

    >>> blanked(re.compile("吉他"), "他弹吉他")
    '他弹□□'
    """
    return pattern.sub(lambda match: "□" * len(match.group()), text)


def words(text: str) -> tuple[Word, ...]:
    """The words and figures of English text in order; a final 's is left out of the word.

    >>> [(w.text, w.key) for w in words("Xi'an’s Lü Wei-min, 3.5%")]
    [("Xi'an", 'xian'), ('Lü', 'lu'), ('Wei', 'wei'), ('min', 'min'), ('3.5', '35')]
    """
    return tuple(_iter_words(text))


def _iter_words(text: str) -> Iterator[Word]:
    for match in _WORD.finditer(text):
        shown = match.group()
        if len(shown) > 2 and shown[-2] in "'’ʼ" and shown[-1] in "sS":
            shown = shown[:-2]
        key = ascii_key(shown)
        if key:
            yield Word(shown, match.start(), match.start() + len(shown), key)


def writable(text: str) -> str:
    """Text that UTF-8 can take: half an emoji (a lone surrogate) becomes a question mark.

    >>> writable("half \\ud83d")
    'half ?'
    """
    return text.encode("utf-8", "replace").decode("utf-8")


@contextmanager
def cells_of_any_size() -> Iterator[None]:
    """While it lasts, the `csv` module takes cells of any length; by default it refuses those of a long article."""
    before = csv.field_size_limit(2**31 - 1)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def places_of(name: str, text: str) -> Iterator[int]:
    """Where a name begins in a text, one after the other.

    >>> list(places_of("ana", "banana"))
    [1, 3]
    """
    at = text.find(name)
    while at >= 0:
        yield at
        at = text.find(name, at + 1)
