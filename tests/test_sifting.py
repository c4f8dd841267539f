"""Remarks in Markdown: what they excuse, and what they do not."""

from __future__ import annotations

import pytest

from transcheck.model import Bundle, Document
from transcheck.pipeline.sifting import excuses
from transcheck.reading.markdown import markdown_prose

IGNORE = "<!-- transcheck: ignore P101 -->"


def spans(text: str) -> list[tuple[int, int, tuple[str, ...]]]:
    bundle = Bundle("d", Document("d", "en", text, "a.md", prose=markdown_prose(text)))
    return [(excuse.first, excuse.last, excuse.names) for excuse in excuses([bundle])]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        (f"{IGNORE}\nOne\ntwo.\n\nThree.", 1, 3),
        (f"{IGNORE}\n\n\nOne\ntwo.\n\nThree.", 1, 5),
        (f"Zero.\n\nOne {IGNORE}\ntwo.\n\nThree.", 3, 4),
        (f"Zero.\n\nOne\ntwo. {IGNORE}\n\nThree.", 3, 4),
        (f"Zero.\n\nOne\n{IGNORE}\ntwo.\n\nThree.", 3, 5),
        (f"- one {IGNORE}\n- two\n- three", 1, 1),
        (f"- zero\n- one\n  goes on {IGNORE}\n- two", 2, 3),
        (f"| a {IGNORE} |\n| b |", 1, 1),
        (f"# Head {IGNORE}\nText.", 1, 2),
        (f"One\u2028still one\x0cline\n\n{IGNORE}\nTwo.", 3, 4),
    ],
)
def test_the_paragraph_it_stands_in_or_before(text: str, first: int, last: int) -> None:
    assert spans(text) == [(first, last, ("P101",))]


@pytest.mark.parametrize(
    "text",
    [
        "```html\n<!-- transcheck: ignore-file -->\n```\nText.",
        "~~~\n<!-- transcheck: ignore -->\n~~~",
        "Write `<!-- transcheck: ignore P101 -->` before it.",
        "<!-- transcheck: ignores P101 -->\nOne.",
        "<!-- transcheck: ignore-files -->\nOne.",
        "<!-- transcheck: ignore-next-line -->\nOne.",
    ],
)
def test_examples_and_other_words_are_no_remarks(text: str) -> None:
    assert spans(text) == []


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("ignore", ()),
        ("ignore P101", ("P101",)),
        ("ignore p101, Y", ("P101", "Y")),
        ("ignore P101 name-format", ("P101", "name-format")),
        ("ignore P101 - P stands for persons", ("P101",)),
    ],
)
def test_names(said: str, names: tuple[str, ...]) -> None:
    assert [found for _, _, found in spans(f"<!-- transcheck: {said} -->\nOne.")] == [names]


def test_a_file() -> None:
    assert spans("One.\n\nTwo. <!-- transcheck: ignore-file T -->\n") == [(1, 4, ("T",))]
