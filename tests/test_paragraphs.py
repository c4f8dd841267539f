"""Groups keep to paragraphs where both sides have about as many."""

from __future__ import annotations

import pytest

from transcheck.aligning import align
from transcheck.model import Bundle, Document
from transcheck.pipeline.documents import bundle_segments

# Three sentences and two: by its length and words the middle one might go either way.
SOURCE = ["他们谈了很多很多事情。", "他们谈了时间又吃晚饭了。", "最后大家一起去吃了饭。"]
TARGET = [
    "They talked about a great many things for a long time.",
    "Then they went on and had dinner with one another too.",
]


@pytest.mark.parametrize(("source", "first"), [([1], (0,)), ([2], (0, 1))])
def test_the_start_of_a_paragraph_decides(source: list[int], first: tuple[int, ...]) -> None:
    groups = align(SOURCE, TARGET, None, embeddings=False, paragraphs=(source, [1], ()))
    assert groups[0].source == first
    assert groups[0].target == (0,)


def test_lines_wrapped_at_a_width_are_no_paragraphs() -> None:
    plain = align(SOURCE, TARGET, None, embeddings=False)
    assert align(SOURCE, TARGET, None, embeddings=False, paragraphs=([1, 2], [], ())) == plain


def test_documents_know_their_paragraphs() -> None:
    one, two, three = SOURCE
    target = "\n".join(TARGET)
    assert sources(f"{one}\n{two}{three}", target) == [one, two + three]
    assert sources(f"{one}{two}\n{three}", target) == [one + two, three]


def test_blank_lines_part_paragraphs_where_each_line_is_a_sentence() -> None:
    one, two, three = SOURCE
    target = "\n\n".join(TARGET)
    assert sources(f"{one}\n\n{two}\n{three}", target, presplit=True) == [one, f"{two}\n{three}"]
    assert sources(f"{one}\n{two}\n\n{three}", target, presplit=True) == [f"{one}\n{two}", three]


def sources(source: str, target: str, *, presplit: bool = False) -> list[str | None]:
    bundle = Bundle("d", Document("d", "en", target), Document("d", "zh", source))
    return [segment.source for segment in bundle_segments(bundle, embeddings=False, presplit=presplit)]
