"""What the English neither says nor has room for."""

from __future__ import annotations

from transcheck.linking.untold import untold
from transcheck.model import Bead, Entity, Link, Passage, Rendering, Span, Untold, Verdict

SOURCE = "他强调，必须严格落实防汛责任制度，确保群众生命财产安全。"
WHOLE = (
    "He stressed that the flood-control responsibility system must be strictly carried out "
    "to guarantee the safety of people's lives and property."
)


def beads(*pairs: tuple[str, str]) -> list[Bead]:
    return [
        Bead(f"b{number}", Passage("en", english), Passage("zh", chinese, 100))
        for number, (chinese, english) in enumerate(pairs)
    ]


def alone(chinese: str, english: str) -> Untold | None:
    return untold(beads((chinese, english)), [()])[0]


def test_a_part_without_trace_or_room_is_found_at_its_place() -> None:
    left = alone(SOURCE, "He stressed this point.")
    assert left is not None
    assert SOURCE[left.span.start - 100 : left.span.end - 100] == SOURCE[6:27]


def test_english_of_usual_length_is_whole_whatever_its_words() -> None:
    assert alone(SOURCE, WHOLE) is None
    assert alone(SOURCE, "x" * len(WHOLE)) is None


def test_nothing_is_said_of_an_empty_side() -> None:
    assert alone(SOURCE, "") is None
    assert untold([Bead("b", Passage("en", "He stressed this point."))], [()]) == [None]


def test_a_neighbour_may_tell_it() -> None:
    found = untold(beads((SOURCE, "He stressed this point."), ("好。", WHOLE)), [(), ()])
    assert found == [None, None]


def test_what_is_linked_divides_a_stretch() -> None:
    place = Entity("org", Span(108, 112), "防汛责任")
    link = Link(place, Verdict.RIGHT, (Rendering("x", "rule"),), Span(0, 2))
    one = beads((SOURCE, "He stressed this point."))
    free, bound = untold(one, [()])[0], untold(one, [(link,)])[0]
    assert free is not None
    assert bound is None or bound.size < free.size


def test_chinese_left_in_the_english_is_no_omission() -> None:
    assert alone(SOURCE, "He stressed " + SOURCE) is None
