"""Words and tags are jieba's own, found faster: `jieba.posseg` is the oracle."""

from __future__ import annotations

import logging
import warnings
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcheck.entities.dictionary import dictionary
from transcheck.entities.segmenter import frequency, tag, tagged_words
from transcheck.entities.unknown_words import divide
from transcheck.text import fold_chinese

CORPORA = Path(__file__).parents[1] / "corpora"


@cache
def posseg():  # type: ignore[no-untyped-def]  # jieba has no types  # noqa: ANN201
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
        from jieba import posseg
    jieba.setLogLevel(logging.WARNING)
    return posseg


def by_jieba(text: str) -> list[tuple[str, str]]:
    return [(pair.word, pair.flag) for pair in posseg().cut(text)]


def by_us(text: str) -> list[tuple[str, str]]:
    return [(token.text, token.tag) for token in tag(text)]


# Common and rare characters, surnames, and what stands between words; none that folding would change.
HAN = st.sampled_from(
    "的一是在了不和有大这主中人上为们地个用工时要动国产以我到他会作来丁屈谦欧阳尉迟婠翀玥燚鑫犇骉"
)
LETTERS = st.sampled_from("aZ09.+#&_-%。、 \n\r·😀")
RARE = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FD5)
WORDS = st.sampled_from(
    ["".join(w) for w in ("委员会", "中华人民共和国", "书记", "坦言", "科林", "AT&T", "T恤", "3.5", "\r\n")]
)


@given(st.lists(st.one_of(HAN, HAN, RARE, LETTERS, WORDS), max_size=40).map("".join))
def test_any_text_is_divided_and_tagged_as_jieba_does(text: str) -> None:
    text = fold_chinese(text)
    assert by_us(text) == by_jieba(text)


@given(st.text(st.one_of(HAN, RARE), min_size=1, max_size=12))
def test_runs_are_decoded_as_jieba_does(run: str) -> None:
    tokeniser = posseg().dt
    assert list(divide(run)) == [(p.word, p.flag) for p in tokeniser._POSTokenizer__cut(run)]


@pytest.mark.parametrize("path", sorted(CORPORA.rglob("*.zh.txt")), ids=lambda p: f"{p.parent.name}")
def test_corpora_are_tagged_as_jieba_does(path: Path) -> None:
    for line in fold_chinese(path.read_text(encoding="utf-8", errors="replace")).splitlines():
        assert by_us(line) == by_jieba(line)


@given(st.text(max_size=40))
def test_words_tile_the_text(text: str) -> None:
    tokens = tag(text)
    assert "".join(token.text for token in tokens) == text
    assert all(text[token.start : token.end] == token.text for token in tokens)


def test_tokens_quote_the_text_as_written() -> None:
    assert [t.text for t in tag("臺灣，２０％")] == ["臺灣", "，", "２０", "％"]


def test_dictionary_is_the_one_jieba_reads() -> None:
    oracle = posseg().dt
    oracle.initialize()
    known = dictionary()
    assert {word: known.tag(word) for word in known.places} == oracle.word_tag_tab
    assert {word: known.count(word) for word in known.places} == {
        word: count for word, count in oracle.FREQ.items() if count
    }
    assert max(map(len, known.places)) <= 16


def test_unknown_words_have_no_frequency() -> None:
    assert frequency("中国") > 1000
    assert frequency("屈谦谦") == 0
    assert "中国" not in tagged_words("nr")
