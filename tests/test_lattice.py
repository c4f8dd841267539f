"""Pinyin read backwards, and the mentions in English text that rest on it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import lazy_pinyin

from transcheck.entities.english import find_mentions
from transcheck.lexicons.tables import rows
from transcheck.model import Passage
from transcheck.romanising.lattice import (
    bodies_in_pinyin,
    compound_surnames,
    pinyin_of,
    read_name,
    read_run,
    single_surnames,
    syllables,
)
from transcheck.romanising.surnames import surnames
from transcheck.romanising.syllables import SYLLABLES


def shape(name: str) -> str:
    reading = read_name(tuple(name.split()))
    return reading.shape if reading else ""


def mentions(text: str, start: int = 0) -> list[tuple[str, str, str]]:
    return [(e.kind, e.text, e.cue) for e in find_mentions(Passage("en", text, start))]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ding Anshan", "plain"),
        ("Su Ye", "plain"),
        ("Qu Lan", "plain"),
        ("Ouyang Mingzhu", "plain"),
        ("Liu Ming-de", "hyphen"),
        ("Mingde Liu", "reversed"),
        ("He Xin Yuan", "singles"),
        ("Si Ma Beichuan", "apart"),
        ("Wei Chi Anran", "apart"),
        ("Ou Yangmingzhu", "glued"),
        ("Ou Yangming", "plain"),  # 区 or 欧 with a given name of two syllables
        ("Hong Kong", ""),
        ("Tai Chi", ""),
        ("John Lee", ""),
        ("Long Range", ""),
        ("Xi'an Minghui", ""),
    ],
)
def test_shape_of_a_name(name: str, expected: str) -> None:
    assert shape(name) == expected


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        ("Zhi Gong Dang Ding Anshan", [("body", "致公党"), ("person", "Ding Anshan")]),
        ("Zhigongdang Ding Anshan", [("body", "致公党"), ("person", "Ding Anshan")]),
        ("Min Ge Wang Anming", [("body", "民革"), ("person", "Wang Anming")]),
        ("Shi Wei Shuji Chen Tianyou", [("body", "市委"), ("post", "书记"), ("person", "Chen Tianyou")]),
        ("Min Ge", [("person", "Min Ge")]),
        ("Li Shihui", [("person", "Li Shihui")]),  # not 理事会
        ("Jiusan", [("word", "")]),
    ],
)
def test_reading_of_a_run(run: str, expected: list[tuple[str, str]]) -> None:
    pieces = read_run(tuple(run.split()))
    assert [(piece.kind, piece.name.proper if piece.name else piece.zh) for piece in pieces] == expected


def test_surname_readings() -> None:
    heads = {
        "单": "shan",
        "仇": "qiu",
        "解": "xie",
        "区": "ou",
        "曾": "zeng",
        "查": "zha",
        "任": "ren",
        "尉迟": "yuchi",
    }
    heads |= {
        "万俟": "moqi",
        "冼": "xian",
        "员": "yun",
        "逄": "pang",
        "佘": "she",
        "缪": "miao",
        "翟": "zhai",
    }
    assert {zh: surnames()[zh][0] for zh in heads} == heads
    assert surnames()["盖"] == ("ge", "gai")
    assert sum(len(zh) == 1 for zh in surnames()) >= 700


def test_surname_spellings_are_pinyin() -> None:
    assert {key for key in single_surnames() if key not in SYLLABLES} <= {"lue", "nue"}
    assert "ouyang" in compound_surnames()


def test_bodies_whose_english_is_their_pinyin_are_left_out() -> None:
    assert not any(key == "jiusan" or "hohhot" in key for key in bodies_in_pinyin())
    assert all(len(term.zh) >= 2 for term in bodies_in_pinyin().values())
    assert pinyin_of("致公党") == "zhigongdang"


@given(st.lists(st.sampled_from(sorted(SYLLABLES)), min_size=1, max_size=7))
def test_a_reading_covers_its_run_once(run: list[str]) -> None:
    words = tuple(word.capitalize() for word in run)
    pieces = read_run(words)
    assert [piece.first for piece in pieces] == [0, *(piece.last for piece in pieces[:-1])]
    assert pieces[-1].last == len(words)


@given(st.lists(st.sampled_from(sorted(SYLLABLES)), min_size=1, max_size=3))
def test_fewest_syllables_spell_the_word(parts: list[str]) -> None:
    word = "".join(parts)
    assert "".join(syllables(word)) == word
    assert len(syllables(word)) <= len(parts)


@given(st.text(max_size=120), st.integers(0, 50))
def test_mentions_quote_themselves(text: str, start: int) -> None:
    passage = Passage("en", text, start)
    for entity in find_mentions(passage):
        assert passage.quote(entity.span) == entity.text
        assert passage.span.contains(entity.span)


@given(
    st.lists(
        st.sampled_from(
            "Zhi Gong Dang Ding Anshan He said Chairman of the Party , . Liu-Ming Tuesday’s".split()
        ),
        max_size=12,
    )
)
def test_mentions_of_a_kind_never_overlap(words: list[str]) -> None:
    found = find_mentions(Passage("en", " ".join(words)))
    for one, other in pairwise(found):
        assert not one.span.overlaps(other.span)


def test_words_that_are_no_names() -> None:
    assert mentions("Hong Kong and Tai Chi. On Monday, May and June. Chinese American Long March.") == []
    assert mentions("He said that. An official spoke. Song and dance. Sun and moon.") == []


def test_persons_by_their_cues() -> None:
    text = "He Zhiqing met President Anna Kowalska, Chen Ying-ta and Tenzin Norbu, vice chairman of the club, in Ping An Insurance."
    assert [(kind, name) for kind, name, _ in mentions(text, 9)] == [
        ("person", "He Zhiqing"),
        ("person", "Anna Kowalska"),
        ("person", "Chen Ying-ta"),
        ("person", "Tenzin Norbu"),
    ]


def test_bodies_without_the_title_before_them() -> None:
    text = "Deputy Chairman of the Municipal Committee of the Chess League and the Ministry of Industry and Trade"
    assert mentions(text) == [
        ("org", "Municipal Committee of the Chess League", "head"),
        ("org", "Ministry of Industry and Trade", "head"),
    ]


def test_the_table_of_pinyin_is_what_pypinyin_says() -> None:
    table = rows("body_pinyin")
    assert len(table) > 5000
    sample = [row for i, row in enumerate(table) if i % 7 == 0]
    assert [(zh, "".join(lazy_pinyin(zh))) for zh, _ in sample] == [tuple(row) for row in sample]
