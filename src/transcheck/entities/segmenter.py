"""Chinese words with their places, from jieba: evidence for where a name may begin and end, never the last word.

jieba keeps a compiled dictionary on disk, by default in the shared temporary folder under a fixed name, where
anybody could leave a forged one. Ours lies in a folder of the user alone.
"""

from __future__ import annotations

import logging
import os
import stat
import tempfile
import warnings
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from transcheck.text import fold_chinese


class Token(NamedTuple):
    """A Chinese word: its local offsets, the characters as written, and jieba's part of speech ("" if unasked)."""

    text: str
    start: int
    end: int
    tag: str = ""


def cut(text: str) -> tuple[Token, ...]:
    """The words of a text; they tile it. Traditional and full-width characters are read in their folded form.

    >>> [t.text for t in cut("他出席中国会议")]
    ['他', '出席', '中国', '会议']
    """
    return _cut(text)


def tag(text: str) -> tuple[Token, ...]:
    """The words of a text with jieba's part of speech (nr person, ns place, nt body, n noun, v verb …).

    >>> [(t.text, t.tag) for t in tag("他出席中国会议")]
    [('他', 'r'), ('出席', 'v'), ('中国', 'ns'), ('会议', 'n')]
    """
    return _tag(text)


@lru_cache(maxsize=4096)
def _cut(text: str) -> tuple[Token, ...]:
    return tuple(_place(text, ((word, "") for word in _tokeniser().cut(fold_chinese(text)))))


@lru_cache(maxsize=4096)
def _tag(text: str) -> tuple[Token, ...]:
    return tuple(_place(text, ((pair.word, pair.flag) for pair in _tagger().cut(fold_chinese(text)))))


def _place(text: str, pieces: Iterator[tuple[str, str]]) -> Iterator[Token]:
    at = 0
    for piece, flag in pieces:
        end = at + len(piece)
        yield Token(text[at:end], at, end, flag)
        at = end


@cache
def _tokeniser() -> Any:
    with warnings.catch_warnings():
        # jieba 0.42.1 is unmaintained: it imports pkg_resources and holds invalid escapes.
        warnings.simplefilter("ignore")
        import jieba
    jieba.setLogLevel(logging.WARNING)
    tokeniser = jieba.Tokenizer()
    folder = _private_folder()
    if folder is not None:
        tokeniser.tmp_dir = str(folder)
        tokeniser.initialize()
        return tokeniser
    with tempfile.TemporaryDirectory(prefix="transcheck-") as fresh:
        tokeniser.tmp_dir = fresh
        tokeniser.initialize()
    return tokeniser


@cache
def _tagger() -> Any:
    tokeniser = _tokeniser()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from jieba import posseg
    return posseg.POSTokenizer(tokeniser)


def _private_folder() -> Path | None:
    """The user's own cache folder, or None where it cannot be made or others may write to it."""
    base = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    try:
        folder = Path(base).expanduser() / "transcheck"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.lstat()
    except (OSError, RuntimeError):
        return None
    ours = not hasattr(os, "getuid") or found.st_uid == os.getuid()
    shared = os.name == "posix" and found.st_mode & 0o022
    return folder if ours and not shared and stat.S_ISDIR(found.st_mode) and os.access(folder, os.W_OK) else None
