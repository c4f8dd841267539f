"""Alignment as users see it: every sentence once, nothing crosses, and what belongs together is together."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transcheck.aligning import Group, align

ENGLISH = [
    "The old man shut the door behind him.",
    "Outside, snow was falling on the empty road.",
    "He sat down by the stove and thought of his wife.",
    "She had died in the spring of 1962.",
    "A dog barked twice in the yard.",
    "Then a stranger knocked at the window.",
]
CHINESE = [
    "老人随手关上了门。",
    "外面，雪落在空荡荡的路上。",
    "他在火炉边坐下，想起了妻子。",
    "她是1962年春天去世的。",
    "院子里的狗叫了两声。",
    "这时有个陌生人敲了敲窗户。",
]
UNRELATED = "Shares of the two largest steel makers fell by 7.5 percent in early trading."
SIDE = st.lists(st.text(max_size=30), max_size=9)


def numbers(groups: Sequence[Group], side: str) -> list[int]:
    return [number for group in groups for number in getattr(group, side)]


def beads(groups: Sequence[Group]) -> list[tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]]:
    return [(group.source, group.target, group.reference) for group in groups]


@given(st.none() | SIDE, SIDE, st.none() | SIDE, st.booleans())
def test_every_sentence_is_in_one_group_and_in_order(
    source: list[str] | None, target: list[str], reference: list[str] | None, embeddings: bool
) -> None:
    groups = align(source, target, reference, embeddings=embeddings)
    assert numbers(groups, "source") == list(range(len(source or [])))
    assert numbers(groups, "target") == list(range(len(target)))
    assert numbers(groups, "reference") == list(range(len(reference or [])))
    assert all(0.0 <= group.confidence <= 1.0 for group in groups)
    assert all(group.source or group.target or group.reference for group in groups)


@given(st.lists(st.text(max_size=30), max_size=9, unique=True))
@settings(max_examples=20)
def test_same_input_same_output(texts: list[str]) -> None:
    assert align(texts, texts[::-1], texts) == align(texts, texts[::-1], texts)


@pytest.mark.parametrize("embeddings", [True, False])
def test_identical_texts_go_one_to_one(embeddings: bool) -> None:
    groups = align(None, ENGLISH, ENGLISH, embeddings=embeddings)
    assert beads(groups) == [((), (n,), (n,)) for n in range(len(ENGLISH))]
    assert all(group.confidence >= 0.9 for group in groups)


def test_translation_goes_one_to_one_with_confidence() -> None:
    groups = align(CHINESE, ENGLISH, None)
    assert beads(groups) == [((n,), (n,), ()) for n in range(len(ENGLISH))]
    assert all(group.confidence >= 0.9 for group in groups)


@given(st.integers(0, len(ENGLISH)))
def test_unrelated_sentence_stands_alone(place: int) -> None:
    target = [*ENGLISH[:place], UNRELATED, *ENGLISH[place:]]
    groups = align(CHINESE, target, None)
    assert ((), (place,), ()) in beads(groups)
    assert len(groups) == len(CHINESE) + 1


@given(st.integers(0, len(ENGLISH) - 1))
def test_left_out_sentence_stands_alone(place: int) -> None:
    groups = align(CHINESE, [*ENGLISH[:place], *ENGLISH[place + 1 :]], None)
    assert ((place,), (), ()) in beads(groups)


def test_joined_and_split_sentences() -> None:
    target = [ENGLISH[0], f"{ENGLISH[1]} {ENGLISH[2]}", *ENGLISH[3:]]
    assert beads(align(CHINESE, target, None))[1] == ((1, 2), (1,), ())
    source = [CHINESE[0], CHINESE[1] + CHINESE[2], *CHINESE[3:]]
    assert beads(align(source, ENGLISH, None))[1] == ((1,), (1, 2), ())


def test_three_sides_share_their_cuts() -> None:
    target = [ENGLISH[0], f"{ENGLISH[1]} {ENGLISH[2]}", *ENGLISH[3:]]
    assert beads(align(CHINESE, target, ENGLISH))[:3] == [
        ((0,), (0,), (0,)),
        ((1, 2), (1,), (1, 2)),
        ((3,), (2,), (3,)),
    ]


def test_what_the_target_lacks_keeps_its_reference() -> None:
    target = [*ENGLISH[:2], *ENGLISH[4:]]
    assert beads(align(CHINESE, target, ENGLISH))[2:4] == [((2,), (), (2,)), ((3,), (), (3,))]


def test_sides_that_lack_a_sentence_leave_it_empty() -> None:
    groups = beads(align([*CHINESE[:2], *CHINESE[3:]], ENGLISH, [*ENGLISH[:4], *ENGLISH[5:]]))
    assert ((), (2,), (2,)) in groups
    assert ((3,), (4,), ()) in groups


def test_target_alone_is_certain() -> None:
    assert align(None, ["One.", "Two."], None) == (Group((), (0,), (), 1.0), Group((), (1,), (), 1.0))


def test_numbers_lead_where_there_are_no_vectors() -> None:
    source = [f"第{n}号仓库存有{n * 37}吨货物。" for n in range(3, 13)]
    target = [f"Warehouse {n} holds {n * 37} tonnes of goods." for n in range(3, 13) if n != 7]
    groups = beads(align(source, target, None, embeddings=False))
    assert ((4,), (), ()) in groups
    assert ((9,), (8,), ()) in groups


def test_doubt_shows_where_partners_are_alike() -> None:
    groups = align(["他点了点头。"] * 2, ["He nodded."] * 5, None)
    assert min(group.confidence for group in groups) < 0.5
