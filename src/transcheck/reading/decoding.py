"""Bytes → text: a byte order mark is removed, nothing else changed; what cannot be told is refused."""

from __future__ import annotations

import codecs
from functools import cache
from itertools import islice
from pathlib import Path

from transcheck.errors import InputError

# The longer mark first: that of UTF-32 begins like that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030", "gb18030"),
)
# Without a mark, in order of preference among equals: the codec and the name for the report.
_CANDIDATES = (
    ("gb18030", "gb18030"),
    ("cp950", "big5"),
    ("utf-16-le", "utf-16-le"),
    ("utf-16-be", "utf-16-be"),
)
_SAMPLE = 20_000
# Chinese prose read rightly has some 95 % everyday characters, read wrongly less than 50 %.
_PLAUSIBLE = 0.7


def read_text(path: str | Path) -> tuple[str, str]:
    """The text of a file and the name of its encoding: UTF-8, UTF-16, GB18030 or Big5.

    A leading byte order mark is removed and nothing else changed. Raises `InputError` for a file that cannot
    be opened or decoded.
    """
    shown = path.as_posix() if isinstance(path, Path) else path
    return decode(read_bytes(shown), shown)


def encoded(path: str, text: str) -> bytes:
    """A text in the encoding of a file, with its byte order mark if it has one.

    Raises `InputError` where the file cannot be read, or its encoding lacks a character of the text.
    """
    data = read_bytes(path)
    mark, codec = next(((mark, codec) for mark, codec, _ in _MARKS if data.startswith(mark)), (b"", ""))
    name = codec or dict((named, codec) for codec, named in _CANDIDATES).get(decode(data, path)[1], "utf-8")
    try:
        return mark + text.encode(name)
    except UnicodeEncodeError as error:
        raise InputError(path, f"its encoding, {name}, has no {text[error.start]!r}") from error


def read_bytes(path: str) -> bytes:
    """The bytes of a file; an `InputError` where it cannot be opened."""
    try:
        return Path(path).read_bytes()
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise InputError(path, f"cannot be read: {getattr(error, 'strerror', None) or error}") from error


def decode(data: bytes, path: str) -> tuple[str, str]:
    """Text and encoding of bytes; `path` names them in the error.

    >>> decode("会议".encode("gb18030"), "a.txt")
    ('会议', 'gb18030')
    """
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], codec, path), name
    wide = _wide_latin(data)
    if wide:
        return _strictly(data, wide, path), wide
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        guess = None if _is_broken_utf8(data) else _guess(data)
        if guess:
            return guess
        line = data.count(b"\n", 0, error.start) + 1
        message = "is neither UTF-8 nor UTF-16, GB18030 or Big5"
        raise InputError(path, f"{message} (byte {error.start})", place=str(line)) from error


def _strictly(data: bytes, codec: str, path: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        line = data[: error.start].decode(codec, "replace").count("\n") + 1
        raise InputError(
            path, f"is marked as {codec} but is not (byte {error.start})", place=str(line)
        ) from error


def _wide_latin(data: bytes) -> str | None:
    """UTF-16 without a mark, seen by the NUL in every Latin letter."""
    if len(data) % 2 or len(data) < 4:
        return None
    even, odd = data[0::2].count(0), data[1::2].count(0)
    few, many = sorted((even, odd))
    if many * 8 < len(data) or many <= 4 * few:
        return None
    codec = "utf-16-be" if even > odd else "utf-16-le"
    try:
        data.decode(codec)
    except UnicodeDecodeError:
        return None
    return codec


def _is_broken_utf8(data: bytes) -> bool:
    """Whether most characters beyond ASCII are sound UTF-8, so that another encoding would be a wrong guess."""
    beyond = [char for char in data.decode("utf-8", "replace") if not char.isascii()]
    return beyond.count("\ufffd") * 2 < len(beyond)


def _guess(data: bytes) -> tuple[str, str] | None:
    best, score = None, _PLAUSIBLE
    for codec, name in _CANDIDATES:
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if _plausibility(text) > score:
            best, score = (text, name), _plausibility(text)
    return best


def _plausibility(text: str) -> float:
    """The share of everyday characters among all that are not plain ASCII text."""
    telling = (char for char in text if not (char.isascii() and (char.isprintable() or char.isspace())))
    odd = list(islice(telling, _SAMPLE))
    return sum(map(_is_everyday, odd)) / max(1, len(odd))


def _is_everyday(char: str) -> bool:
    code = ord(char)
    marks = 0xA0 <= code < 0x250 or 0x2010 <= code < 0x2040 or 0x3000 <= code < 0x3100
    return marks or 0xFF00 <= code < 0xFFE6 or 0x1F300 <= code < 0x1FB00 or char in _everyday_han()


@cache
def _everyday_han() -> frozenset[str]:
    """The characters that GB 2312 and Big5 put into their first, everyday level."""
    tails = range(0x40, 0xFF)
    levels = (("gb2312", range(0xB0, 0xD8)), ("big5", range(0xA4, 0xC7)))
    pairs = ((bytes((head, tail)), codec) for codec, heads in levels for head in heads for tail in tails)
    return frozenset(pair.decode(codec, "ignore") for pair, codec in pairs) - {""}
