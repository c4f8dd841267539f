"""Terms from Chinese text to findings: recognition, linking, and the examples of their rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcheck.config import Settings
from transcheck.entities.terms import find_terms
from transcheck.lexicons import Termbase, termbase
from transcheck.lexicons.variants import is_variant
from transcheck.linking.terms import link_terms
from transcheck.model import Alignment, Bead, LinkedBead, Passage, Row, Verdict
from transcheck.pipeline.batches import judge_intake
from transcheck.reading import Intake


def analysed(beads: Sequence[Bead], base: Termbase) -> Alignment:
    found = [
        replace(bead, source=replace(bead.source, entities=find_terms(bead.source, base)))
        if bead.source
        else bead
        for bead in beads
    ]
    links = link_terms(found, base)
    return Alignment("doc", "", tuple(LinkedBead(b, link) for b, link in zip(found, links, strict=True)))


def found_in(zh: str) -> list[tuple[str, str]]:
    return [(entity.text, entity.kind) for entity in find_terms(Passage("zh", zh, 7), termbase())]


def verdict(zh: str, en: str, term: str) -> Verdict:
    linked = analysed([Bead("b0", Passage("en", en, 40), Passage("zh", zh, 17))], termbase()).beads[0]
    return next(link.verdict for link in linked.links if link.entity.text == term)


def test_a_short_form_is_not_cut_out_of_a_longer_word() -> None:
    assert ("国会", "org") not in found_in("中国会议很多。")
    assert ("民进", "org") not in found_in("民进党开会。")
    assert ("民进党", "org") in found_in("民进党开会。")


def test_local_bodies_are_composed() -> None:
    entities = find_terms(Passage("zh", "民建重庆市委会和陝西省人民檢察院", 3), termbase())
    assert [entity.text for entity in entities] == ["民建重庆市委会", "陝西省人民檢察院"]
    assert entities[1].value == "Shaanxi Provincial People's Procuratorate"
    assert entities[1].span.start == 3 + len("民建重庆市委会和")


def test_ranks_belong_to_the_title() -> None:
    assert ("专职副主委", "title") in found_in("民盟市委会专职副主委刘明出席。")
    assert ("主席", "title") in found_in("目前主席正在访问。")


@pytest.mark.parametrize(
    "en",
    [
        "The Ministry of Commerce said so.",
        "China's Commerce Ministry said so.",
        "MOFCOM said so.",
        "the ministry of commerce said so",
    ],
)
def test_a_body_may_be_named_in_several_ways(en: str) -> None:
    assert verdict("商务部表示。", en, "商务部") is Verdict.RIGHT


def test_a_later_mention_may_be_short() -> None:
    beads = [
        Bead("b0", Passage("en", "The Ministry of Commerce spoke.", 0), Passage("zh", "商务部发言。", 0)),
        Bead("b1", Passage("en", "It was cold.", 32), Passage("zh", "天气很冷。", 7)),
        Bead("b2", Passage("en", "The commission agreed.", 45), Passage("zh", "商务部同意。", 13)),
    ]
    links = [
        link
        for bead in analysed(beads, termbase()).beads
        for link in bead.links
        if link.entity.text == "商务部"
    ]
    assert [link.verdict for link in links] == [Verdict.RIGHT, Verdict.SHORT]


def test_what_cannot_be_known_is_unsure() -> None:
    assert verdict("商务部表示。", "They said so.", "商务部") is Verdict.UNSURE


@pytest.mark.parametrize(
    ("wrong", "right", "style"),
    [
        ("State Energy Bureau", "National Energy Administration", True),
        ("Party construction", "Party building", True),
        ("Democratic Alliance", "Democratic League", False),  # another party
        ("food safety", "food security", False),  # another matter
        ("county long", "county head", False),
    ],
)
def test_other_words_for_the_same_are_style(wrong: str, right: str, style: bool) -> None:
    assert is_variant(wrong, [right]) is style


def test_a_turned_name_is_the_same_body() -> None:
    assert (
        verdict("亚欧开发银行成立。", "The Eurasian Development Bank opened.", "亚欧开发银行")
        is Verdict.RIGHT
    )


@pytest.mark.parametrize(
    ("zh", "en", "term", "expected"),
    [
        ("松山在下雪。", "It snows in Songshan.", "松山", Verdict.UNSURE),  # in China, as far as one can tell
        ("日本松山在下雪。", "It snows in Songshan, Japan.", "松山", Verdict.PINYIN),
        (
            "蕲春县公安局通报。",
            "The public security bureau of Jichun County said so.",
            "蕲春县公安局",
            Verdict.NEAR,
        ),
        ("路透社报道。", "RTS reported so.", "路透社", Verdict.UNSURE),
    ],
)
def test_places_and_acronyms(zh: str, en: str, term: str, expected: Verdict) -> None:
    assert verdict(zh, en, term) is expected


@given(st.text(alphabet="民进党中国会议省市委副主任王明在、。 A1🙂", max_size=30), st.text(max_size=30))
def test_any_text_is_read_and_quoted(zh: str, en: str) -> None:
    linked = analysed([Bead("b0", Passage("en", en, 40), Passage("zh", zh, 17))], termbase()).beads[0]
    source = linked.bead.source
    assert source is not None
    for link in linked.links:
        assert source.span.contains(link.entity.span)
        assert source.quote(link.entity.span) == link.entity.text
        assert link.span is None or linked.bead.target.span.contains(link.span)
        assert 0 <= link.confidence <= 1


def test_the_users_form_wins_over_ours_with_and_without_a_source(tmp_path: Path) -> None:
    """What we call official is not the house's form, and what we call a mistake may be."""
    path = tmp_path / "house.csv"
    path.write_text("zh,en,kind\n公安部,Ministry of Public Safety,org\n", encoding="utf-8")
    settings = Settings(embeddings=False, metrics=frozenset(), termbases=(str(path),), select=("G",))
    rows = (
        Row("a", "", "1", "The Ministry of Public Safety met.", "公安部开会。"),
        Row("b", "", "1", "The Ministry of Public Safety and the State Council met."),
        Row("c", "", "1", "The Ministry of Public Security met.", "公安部开会。"),
    )
    found = judge_intake(Intake(rows=rows), settings).findings
    assert [(f.doc_id, f.rule, f.suggestion) for f in found] == [("c", "G101", "Ministry of Public Safety")]
    ours = judge_intake(Intake(rows=rows), replace(settings, termbases=())).findings
    assert [f.doc_id for f in ours] == ["a", "b"]


def test_the_users_terms_reach_rules_that_have_the_english_alone(tmp_path: Path) -> None:
    path = tmp_path / "house.csv"
    path.write_text(
        "zh,en,wrong,kind\n党外人士,people outside the Party,non-CPC folk,phrase\n", encoding="utf-8"
    )
    settings = Settings(embeddings=False, metrics=frozenset(), termbases=(str(path),), select=("S", "C"))
    texts = (
        "The people outside the Party spoke.",
        "Non-CPC folk spoke.",
        "The people outside the Party left.",
    )
    rows = tuple(Row("a", "", str(n), text) for n, text in enumerate(texts))
    found = judge_intake(Intake(rows=rows), settings).findings
    assert {(f.id, f.suggestion) for f in found} == {("1", "people outside the Party")}


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("He visited the museum of the Rocket Army.", []),
        ("The CPC met. A general of the Rocket Army spoke.", ["Rocket Army"]),
        ("Room live not fry, said the Rocket Army.", ["Rocket Army"]),
    ],
)
def test_forms_that_other_english_has_count_in_company_only(text: str, wrong: list[str]) -> None:
    settings = Settings(embeddings=False, metrics=frozenset(), select=("G110",))
    found = judge_intake(Intake(rows=(Row("a", "", "1", text),)), settings).findings
    assert [finding.target_text for finding in found] == wrong
