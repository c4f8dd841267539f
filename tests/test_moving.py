"""Sentences that stand elsewhere: single ones, whole blocks, and what was cut otherwise."""

from __future__ import annotations

from transcheck.aligning.moving import moved

HOSPITAL = [
    "市人民医院新购买了三台核磁共振设备。",
    "设备耗资两千万元，由市财政拨款。",
    "院长张伟说，患者等待时间将缩短一半。",
]
TRANSLATED = [
    "The city's People's Hospital has bought three new MRI machines.",
    "The machines cost 20 million yuan, paid by the city's finance department.",
    "President Zhang Wei said that patients would wait half as long.",
]


def test_a_block_moves_whole() -> None:
    assert moved(HOSPITAL, TRANSLATED) == ((0, 0), (1, 1), (2, 2))


def test_two_sentences_stand_for_one_and_one_for_two() -> None:
    caption = "图为会议现场，记者王小明摄。"
    cut = ["The picture shows the scene of the meeting.", "Photo by reporter Wang Xiaoming."]
    assert moved([caption], cut) == ((0, 0), (0, 1))
    assert moved(["图为会议现场。", "记者王小明摄。"], [" ".join(cut)]) == ((0, 0), (1, 0))


def test_other_sentences_have_not_moved() -> None:
    assert moved(HOSPITAL, ["The opening ceremony will be held at the National Stadium."]) == ()
    assert moved([], TRANSLATED) == moved(HOSPITAL, []) == ()
