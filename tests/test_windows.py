"""Windows of neighbouring English words, against the obvious way to list them."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from transcheck.linking.scene import read_scene
from transcheck.linking.windows import LONGEST, read_english
from transcheck.model import Bead, Passage
from transcheck.text import words

TEXT = st.lists(
    st.sampled_from(
        ["Xi'an", "Qu", "Qian’s", "Lü", "J", "3.5%", " ", " ", " ", "-", ". ", ", ", "·", "\n", "  ", "😀"]
    ),
    max_size=20,
).map("".join)


def listed(text: str) -> list[tuple[int, int]]:
    """First and last word of every run of up to four words with nothing but a space or a hyphen between them."""
    found = words(text)
    return [
        (first, last)
        for first in range(len(found))
        for last in range(first, len(found))
        if last - first < LONGEST
        and all(
            re.fullmatch(r"[ \u00a0]|[-‐‑–·•]|\. ?|['’ʼ]", text[found[i].end : found[i + 1].start])
            for i in range(first, last)
        )
    ]


@given(TEXT)
def test_windows_are_all_runs_of_up_to_four_words(text: str) -> None:
    english = read_english(Passage("en", text))
    assert [(w.first, w.last) for w in english.windows] == listed(text)
    assert all(w.words == english.words[w.first : w.last + 1] for w in english.windows)


@given(TEXT)
def test_every_window_is_found_by_its_letters_in_order(text: str) -> None:
    english = read_english(Passage("en", text))
    assert {key: list(hits) for key, hits in english.by_key.items()} == {
        window.key: [other for other in english.windows if other.key == window.key]
        for window in english.windows
    }
    assert all(window.key == "".join(word.key for word in window.words) for window in english.windows)


def test_windows_quote_the_passage_at_its_place() -> None:
    passage = Passage("en", "😀 met Qu-Qian’s son.", start=100)
    (window,) = read_english(passage).by_key["quqian"]
    assert window.text(passage) == "Qu-Qian"
    assert passage.quote(window.span(passage)) == "Qu-Qian"
    assert window.capital


def test_windows_meet_where_they_share_a_word() -> None:
    bead = Bead("b0", Passage("en", "met Qu Qian again"))
    scene = read_scene(bead, (), "")
    (name,), (verb,), (late,) = (scene.english.by_key[key] for key in ("quqian", "met", "qianagain"))
    assert scene.open(name)
    scene.taken.append(late)
    assert not scene.open(name)
    assert scene.open(verb)
