"""Chinese words with their places, from jieba: evidence for where names begin and end, not the last word.

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
from typing import NamedTuple, Protocol

from transcheck.text import fold_chinese


class Token(NamedTuple):
    """A Chinese word: the characters as written, local offsets, jieba's part of speech (or "")."""

    text: str
    start: int
    end: int
    tag: str = ""


class _Pair(Protocol):
    word: str
    flag: str


class _Tokeniser(Protocol):
    tmp_dir: str | None
    FREQ: dict[str, int]

    def initialize(self) -> None: ...
    def cut(self, sentence: str) -> Iterator[str]: ...


class _Tagger(Protocol):
    word_tag_tab: dict[str, str]

    def initialize(self) -> None: ...
    def cut(self, sentence: str) -> Iterator[_Pair]: ...


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


def tagged_words(flag: str) -> tuple[str, ...]:
    """The words to which jieba's dictionary gives a part of speech, in its order.

    >>> "丁一笑" in tagged_words("nr")
    True
    """
    tagger = _tagger()
    tagger.initialize()
    return tuple(word for word, found in tagger.word_tag_tab.items() if found == flag)


def frequency(word: str) -> int:
    """How often jieba's dictionary saw a word; 0 if it does not know it."""
    tokeniser = _tokeniser()
    return int(tokeniser.FREQ.get(word) or 0)


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
def _tokeniser() -> _Tokeniser:
    with warnings.catch_warnings():
        # jieba 0.42.1 is unmaintained: it imports pkg_resources and holds invalid escapes.
        warnings.simplefilter("ignore")
        import jieba
    jieba.setLogLevel(logging.WARNING)
    tokeniser: _Tokeniser = jieba.Tokenizer()
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
def _tagger() -> _Tagger:
    tokeniser = _tokeniser()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from jieba import posseg
    tagger: _Tagger = posseg.POSTokenizer(tokeniser)
    return tagger


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
    usable = ours and not shared and stat.S_ISDIR(found.st_mode) and os.access(folder, os.W_OK)
    return folder if usable else None
