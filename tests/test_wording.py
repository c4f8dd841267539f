"""Words that one side has in the language of the other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcheck.aligning.wording import common_worth, rendered
from transcheck.lexicons.roots import root

SIDES = st.lists(st.text(alphabet="他笑了下雨书 he smiled rain book.", max_size=12), max_size=5)


def test_rare_words_are_worth_more() -> None:
    (ours, theirs), _ = rendered(
        ["他笑了。", "他哭了。", "他走了。"], ["He smiled.", "He wept.", "He walked."], chinese=True
    )
    shared = common_worth(ours, theirs, range(3), range(3))
    assert shared.argmax(axis=1).tolist() == [0, 1, 2]


def test_english_sides_share_their_words() -> None:
    (ours, theirs), (owed, said) = rendered(["It stopped."], ["They stop.", "It rained."], chinese=False)
    for one, other in ((ours, theirs), (owed, said)):
        assert common_worth(one, other, range(1), range(2))[0].tolist()[0] > 0
        assert common_worth(one, other, range(1), range(2))[0].tolist()[1] == 0


def test_forms_of_a_word_have_one_root() -> None:
    for forms in (
        "carry carries carried carrying",
        "write wrote written writing",
        "man men",
        "hop hopped hopping",
    ):
        assert len({root(form) for form in forms.split()}) == 1, forms
    assert root("sing") != root("sting")


@given(SIDES, SIDES, st.booleans())
def test_no_side_gives_more_than_it_has(left: list[str], right: list[str], chinese: bool) -> None:
    for ours, theirs in rendered(left, right, chinese=chinese):
        shared = common_worth(ours, theirs, range(-2, len(left) + 2), range(-2, len(right) + 2))
        assert shared.shape == (len(left) + 4, len(right) + 4)
        inner = shared[2:-2, 2:-2]
        assert shared.sum() == pytest.approx(inner.sum(), rel=1e-4)
        if inner.size:
            assert (inner.max(axis=1) <= ours.amounts() + 1e-3).all()
