"""What the English neither says nor has room for."""

from __future__ import annotations

from collections.abc import Sequence

from transcheck.linking.untold import untold, untold_alone
from transcheck.model import Bead, Entity, Link, Passage, Rendering, Span, Untold, Verdict

SOURCE = "他强调，必须严格落实防汛责任制度，确保群众生命财产安全。"
WHOLE = (
    "He stressed that the flood-control responsibility system must be strictly carried out "
    "to guarantee the safety of people's lives and property."
)


USUAL = [("他出席了会议并讲话。", "He attended the meeting and made a speech there.")] * 5


def bead(chinese: str, english: str) -> Bead:
    return Bead("b", Passage("en", english), Passage("zh", chinese, 100))


def judged(*pairs: tuple[str, str], links: Sequence[Link] = ()) -> list[Untold | None]:
    """What is untold in some segments of a document whose other ones are of usual length."""
    beads = [bead(*pair) for pair in (*USUAL, *pairs, *USUAL)]
    found = untold(beads, [links if one.source == bead(*pairs[0]).source else () for one in beads])
    assert not any(found[: len(USUAL)] + found[-len(USUAL) :])
    return found[len(USUAL) : -len(USUAL)]


def alone(chinese: str, english: str) -> Untold | None:
    return judged((chinese, english))[0]


def test_a_part_without_trace_or_room_is_found_at_its_place() -> None:
    left = alone(SOURCE, "He stressed this point.")
    assert left is not None
    assert SOURCE[left.span.start - 100 : left.span.end - 100] == SOURCE[4:27]


def test_english_of_usual_length_is_whole_whatever_its_words() -> None:
    assert alone(SOURCE, WHOLE) is None
    assert alone(SOURCE, "x" * len(WHOLE)) is None


def test_nothing_is_said_of_an_empty_side() -> None:
    assert alone(SOURCE, "") is None
    assert untold([Bead("b", Passage("en", "He stressed this point."))] * 5, [()] * 5) == [None] * 5


def test_without_other_segments_nobody_knows_how_terse_the_english_is() -> None:
    assert untold([bead(SOURCE, "He stressed this point.")], [()]) == [None]


def test_terse_documents_are_whole() -> None:
    short = [bead(SOURCE, "He stressed that flood-control rules must protect lives.")] * 6
    assert untold(short, [()] * 6) == [None] * 6


def test_an_acronym_stands_for_several_words() -> None:
    source = "全球定位系统、北斗卫星导航系统和格洛纳斯卫星导航系统都可以提供服务。"
    assert alone(source, "GPS, BDS and GLONASS serve all users.") is None
    assert alone(source, "They all serve users.") is not None


def test_a_neighbour_may_tell_it() -> None:
    assert judged((SOURCE, "He stressed this point."), ("好。", WHOLE)) == [None, None]


def test_what_is_linked_divides_a_stretch() -> None:
    place = Entity("org", Span(108, 112), "防汛责任")
    link = Link(place, Verdict.RIGHT, (Rendering("x", "rule"),), Span(0, 2))
    free = alone(SOURCE, "He stressed this point.")
    bound = judged((SOURCE, "He stressed this point."), links=(link,))[0]
    assert free is not None
    assert bound is None or bound.size < free.size


def test_chinese_left_in_the_english_is_no_omission() -> None:
    assert alone(SOURCE, "He stressed " + SOURCE) is None


def test_a_segment_alone_is_held_to_what_is_usual_in_news() -> None:
    whole, half = bead(SOURCE, WHOLE), bead(SOURCE, WHOLE[: WHOLE.index(" to guarantee")])
    assert untold_alone(whole, ()) is None
    left = untold_alone(half, ())
    assert left is not None
    assert SOURCE[left.span.start - 100 : left.span.end - 100] == "确保群众生命财产安全"
    assert untold_alone(Bead("b", Passage("en", WHOLE)), ()) is None
