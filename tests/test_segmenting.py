"""Sentences of both languages: they tile the text, and they end where a reader says they end."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcheck.model import Lang, Span
from transcheck.segmenting import lines, sentences, split_chinese, split_english

# Text made of what decides: marks, quotes, spaces, abbreviations, both scripts, an emoji outside the BMP.
MARKS = "。！？；…，、：“”‘’「」《》（）.!?,;:\"'()[] \t\n\r\u3000\u2028\x1c\x00我们说的他😀"
WORDS = "……|...|e\u0301|Mr.|U.S.|J. K.|Ltd.|No. 5|3.5|The|party|Wang".split("|")
PIECES = st.sampled_from([*MARKS, *WORDS])
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=60).map("".join))
LANGS: tuple[Lang, ...] = ("zh", "en")


def cut(text: str, lang: Lang) -> list[str]:
    return [text[s.start : s.end] for s in sentences(text, lang)]


@given(TEXTS)
def test_tiles_cover_the_text_exactly(text: str) -> None:
    for tiles in (split_chinese(text), split_english(text)):
        assert "".join(text[s.start : s.end] for s in tiles) == text
        assert all(len(s) for s in tiles)
        assert all(a.end == b.start for a, b in pairwise(tiles))


@given(TEXTS)
def test_white_space_belongs_to_the_sentence_before(text: str) -> None:
    for tiles in (split_chinese(text), split_english(text)):
        assert not any(text[s.start].isspace() for s in tiles[1:])


@given(TEXTS)
def test_sentences_are_the_tiles_without_white_space(text: str) -> None:
    for lang, split in zip(LANGS, (split_chinese, split_english), strict=True):
        spans = sentences(text, lang)
        quotes = [text[s.start : s.end] for s in spans]
        assert quotes == [stripped for s in split(text) if (stripped := text[s.start : s.end].strip())]
        assert all(a.end <= b.start for a, b in pairwise(spans))


@given(TEXTS)
def test_a_line_break_ends_a_sentence(text: str) -> None:
    for lang in LANGS:
        assert not any("\n" in sentence or "\r" in sentence for sentence in cut(text, lang))


@given(TEXTS)
def test_lines_quote_what_the_file_holds(text: str) -> None:
    plain = text.replace("\r", "")
    held = [(n, line.strip()) for n, line in enumerate(plain.split("\n")) if line.strip()]
    assert [(n, plain[s.start : s.end]) for n, s in lines(plain)] == held
    windows = plain.replace("\n", "\r\n")
    assert [(n, windows[s.start : s.end]) for n, s in lines(windows)] == held


def test_lines_keep_the_numbers_of_blank_ones() -> None:
    assert lines("一\r\n\r\n \u3000\r\n 二。\r\n") == ((0, Span(0, 1)), (3, Span(10, 12)))
    assert lines("one\rtwo") == ((0, Span(0, 3)), (1, Span(4, 7)))
    assert lines("stray\rreturn\nnext") == ((0, Span(0, 12)), (1, Span(13, 17)))
    assert lines("") == ()


CHINESE = [
    "会议开幕。|代表们发言！|谁先来？|我来。",
    "他说：“走。”|我们走了！",
    "“走。”他说。|“来！”王国军说，他很高兴。",
    "他问：“谁？”，没人答。|又问：“谁？”、“哪里？”。",
    "“奋斗！”的口号很响。|“你是谁？”和“谁是你？”的意思不同。",
    "“第一句。|第二句。”|另一些人则沉默。",
    "唱歌、跳舞、打太极……|老人的日子很丰富。",
    "这……这是什么？|他愣住了。",
    "电影《你好！再见》上映。|《出发吧！》也是。",
    "减少污染；提高产量。",
    "（一）加强领导。|（二）改进作风。",
    "1. 加强领导。|2. 改进作风。|增长1.5倍。",
    "一. 加强领导。|二. 改进作风。",
    "图为活动现场。|记者 林木 摄/江城日报",
    "水位还好 。 ”|下一句 。",
    '他说"走。"|我们说"好。"|走了。',
    "看 http://a.example/list?page=2 一文。|完了。",
    "约翰.史密斯来了.\n|技术在进步.| 人也是.",
    "真的？！|真的！！！|好｡|好",
    "标题没有句号\n|正文有。",
    "……\n|好。",
    "「走？」他說，「去哪？」|「顧公子，你不怕麼？」老婦問。",
    "「你叫甚麼名字？」|女孩不答，走了。|“走！”|他没有回答。|“走！”他回答。",
    "“你疯了！”他的哥哥喊。|“你不怕？”老人摇摇头，笑道。",
    "他喊了一声“停！”便跑了出去。|“停！”|他跑了。",
    "“妈……”|“嗯？”|“你……你来了？”",
]


@pytest.mark.parametrize("marked", CHINESE)
def test_chinese(marked: str) -> None:
    expected = [part.strip() for part in marked.split("|")]
    assert cut(marked.replace("|", ""), "zh") == expected


ENGLISH = [
    "It opened. |Deputies spoke! |Who is first? |Me.",
    "Mr. Li met Gen. Wang and Dr. Sun. |They left.",
    "Hua Light Co., Ltd. Chairman Li spoke. |Hua Light Co., Ltd. |The firm grew.",
    "The U.S. Embassy in the U.S. |The talks, i.e. a chat vs. Reading, ended at 3 p.m. Monday. |It rained.",
    "J. K. Lowe came with Li X. L. Wang. |We chose Plan B. |The others left. |Z. He stayed.",
    "It rose 3.5 percent on Jan. 5. |No. 1 was No. 2 before. |He said no. |Then he sat. |Wang left.",
    "The day and night. . |The front has talents. .",
    "It happened outside the party.|Photo by reporter Lin Mu/River Daily",
    "The meeting ended. |Photo by Lin Mu",
    "The meeting ended. |(Photo by Lin Mu)",
    "It rained in Wuhan.|The river rose by 15%.|It fell again.|A calm came.",
    "He said: “Go.”|We left.| “Come back!”|They came.",
    "U.S.A, Ph.D, www.site.Com, v2.Alpha, site.Com and St.Peter stay whole.",
    "“Really?” Wang Lin asked. |“Go!” |The man left.",
    '"Go." |He went. |"Stay," she said. |(He stayed.) |Good.',
    "Water was clear...... |Fan described it. |Well… so it is... and stays.",
    "1. Build more. |2. Do less. |A. The plan is set.",
    "There are two: 1. Build; 2. Rest. |In 2019. |The end.",
    "A headline without a stop\n|Then the text. |What?! |No.",
    "Cucumbers, tomatoes, etc. |China grows them, e.g. Shandong. |Ping! |Pong",
    "They paid 30,000 yuan. fine.",
    "The end.” |A new start. ” |Last. “",
    "“I… I don't know.” |“Well… I suppose.” |He waited for a long while… |I left.",
    "“Stop!” Master Lu cried. |“I don't—” |“You do.” |He stayed—“there”—and left.",
    "He left。|They stayed！|Now",
]


@pytest.mark.parametrize("marked", ENGLISH)
def test_english(marked: str) -> None:
    expected = [part.strip() for part in marked.split("|")]
    assert cut(marked.replace("|", ""), "en") == expected


@pytest.mark.parametrize("text", ["", " ", "\n\u3000\r\n"])
def test_blank_text_has_no_sentences(text: str) -> None:
    for lang in LANGS:
        assert sentences(text, lang) == ()
    assert split_chinese(text) == split_english(text) == ((Span(0, len(text)),) if text else ())


def test_long_lines_of_marks_are_no_trap() -> None:
    # A pattern that goes back over its own steps would not come to an end here.
    for text in ("." * 20000, ". " * 20000, "。 ”" * 20000, '."' * 20000, "a.B" * 20000, "《！" * 20000):
        for split in (split_chinese, split_english):
            assert split(text)[-1].end == len(text)
