"""The shipped tables keep their promises, and the user's termbases are read or refused."""

from __future__ import annotations

import re
import shutil
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcheck.config import Settings
from transcheck.errors import InputError
from transcheck.lexicons import digest, name_elements, persons, romanisation, termbase, transliteration
from transcheck.lexicons.forms import find_form, form, read_english
from transcheck.lexicons.tables import PERSON_TABLES, TERM_TABLES, Term, rows
from transcheck.lexicons.termbase import Match
from transcheck.linking.term_forms import find_right, known
from transcheck.pipeline.batches import judge_intake
from transcheck.reading import read_inputs
from transcheck.romanising.lattice import bodies_in_pinyin
from transcheck.rules.terms import suggestion
from transcheck.text import fold_chinese

CORPORA = Path(__file__).resolve().parent.parent / "corpora"
TRANSLATED = sorted(
    path.parent.name
    for path in CORPORA.glob("*/source.zh.txt")
    if (path.parent / "reference.en.txt").exists()
)

TBX = """<?xml version="1.0"?>
<tbx><text><body><conceptEntry id="1">
<langSec xml:lang="zh-CN"><termSec><term>测试办公室</term></termSec></langSec>
<langSec xml:lang="en"><termSec><term>Test Office</term></termSec>
<termSec><term>Trial Office</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termSec></langSec>
</conceptEntry></body></text></tbx>"""


def terms(table: str) -> list[Term]:
    return [term for row in rows(table) for term in termbase().get(row[0]) if term.table == table]


@pytest.mark.parametrize("table", [*TERM_TABLES, *PERSON_TABLES])
def test_chinese_is_folded_and_english_is_there(table: str) -> None:
    for row in rows(table):
        assert row[0] == fold_chinese(row[0])
        assert len(row[0]) > 1
        assert row[1].strip() == row[1] != ""


@pytest.mark.parametrize("table", TERM_TABLES)
def test_no_form_is_both_accepted_and_wrong(table: str) -> None:
    for term in terms(table):
        assert not {*term.wrong, *term.literal} & {*term.accepted}, term
        assert not any(re.fullmatch("[a-z]+", wrong) for wrong in (*term.wrong, *term.literal)), term
        assert {*term.wrong_context} <= {*term.wrong, *term.literal}, term


@pytest.mark.parametrize("table", TERM_TABLES)
def test_rows_of_one_form_in_a_table_are_told_apart_by_context(table: str) -> None:
    bare: set[str] = set()
    for row in rows(table):
        if not row[7]:
            assert row[0] not in bare, row
            bare.add(row[0])


@cache
def all_terms() -> tuple[Term, ...]:
    return tuple(
        term
        for zh in dict.fromkeys(row[0] for table in TERM_TABLES for row in rows(table))
        for term in termbase().get(zh)
    )


def test_what_is_right_for_another_term_is_wrong_only_beside_the_chinese() -> None:
    for term in all_terms():
        for wrong in (*term.wrong, *term.literal):
            if wrong not in term.wrong_context:
                assert not {*termbase().by_english(wrong)} - {term.zh}, (term, wrong)


def test_every_official_rendering_passes_its_own_check() -> None:
    unfindable = {"AT&T", "E.ON"}  # made of letters that read as words without meaning
    for term in all_terms():
        if term.kind != "other" and term.en not in unfindable:
            text = read_english(suggestion(term.en))
            assert find_right(known(term.zh, term.kind, termbase()), text), term


@pytest.mark.parametrize("bundle", TRANSLATED)
def test_no_term_is_missed_in_a_good_translation(bundle: str, tmp_path: Path) -> None:
    folder = tmp_path / bundle
    folder.mkdir()
    shutil.copy(CORPORA / bundle / "source.zh.txt", folder)
    shutil.copy(CORPORA / bundle / "reference.en.txt", folder / "target.en.txt")
    outcome = judge_intake(read_inputs([str(folder)]), Settings(metrics=frozenset({"penalty"})))
    assert not outcome.failures
    assert [(f.rule, f.target_text, f.message) for f in outcome.findings if f.rule[0] in "GTSL"] == []


def test_every_body_that_may_be_left_in_pinyin_has_its_pinyin_computed() -> None:
    computed = {zh for zh, _ in rows("body_pinyin")}
    assert {term.zh for term in bodies_in_pinyin().values()} <= computed


def test_all_matches_and_the_longest() -> None:
    text = "民进党和民进"
    assert Match(0, 2, "民进") in termbase().overlaps(text)
    assert [match.zh for match in termbase().longest(text)] == ["民进党", "民进"]


def test_other_tables_hold_what_others_rely_on() -> None:
    assert persons()["特朗普"][0].en == "Donald Trump"
    assert "Ouyang" in romanisation("mandarin_surname")["欧阳"]
    assert romanisation("no such scheme") == {}
    assert "lang" in transliteration()["朗"]
    assert name_elements()["约翰"][0].en == "John"
    assert re.fullmatch("[0-9a-f]{12}", digest())


def test_the_users_csv_wins(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(
        "\ufeffzh,en,variants,wrong\n商務部,Trade Department,Trade Dept|TD,Business Board\n", encoding="utf-8"
    )
    (term,) = termbase(str(path)).get("商务部")
    assert (term.en, term.variants, term.wrong, term.table) == (
        "Trade Department",
        ("Trade Dept", "TD"),
        ("Business Board",),
        "mine.csv",
    )
    assert termbase(str(path)).get("教育部") == termbase().get("教育部")


def test_the_first_file_wins(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.csv").write_text(f"zh,en\n商务部,{name}\n", encoding="utf-8")
    assert termbase(str(tmp_path / "b.csv"), str(tmp_path / "a.csv")).get("商务部")[0].en == "b"


def test_tbx(tmp_path: Path) -> None:
    path = tmp_path / "mine.tbx"
    path.write_text(TBX, encoding="utf-8")
    (term,) = termbase(str(path)).get("测试办公室")
    assert (term.en, term.variants, term.wrong) == ("Test Office", (), ("Trial Office",))


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.csv", "chinese,english\n商务部,x\n", "unknown column"),
        ("a.csv", "zh,en\n商务部,\n", ":2: expected Chinese in zh and English in en"),
        ("a.csv", "zh,en,kind\n商务部,x,verb\n", "kind 'verb'"),
        ("a.csv", "zh,en\n商务部,x,y\n", "more cells than columns"),
        ("a.csv", "", "no columns zh and en"),
        ("a.tbx", "<tbx>", "not XML"),
        ("a.tbx", "<tbx/>", "not TBX"),
        ("a.tbx", '<!DOCTYPE t [<!ENTITY a "b">]><t>&a;</t>', "entity declarations"),
    ],
)
def test_a_bad_termbase_is_refused(tmp_path: Path, name: str, content: str, says: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=re.escape(says)):
        termbase(str(tmp_path / name))


def test_a_missing_termbase_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        termbase(str(tmp_path / "none.csv"))


@pytest.mark.parametrize(
    ("text", "wanted", "found"),
    [
        ("the Ministries of Defence", "Ministry of Defense", "Ministries of Defence"),
        ("Xinhua's report", "Xinhua", "Xinhua"),
        ("a cpc member", "CPC", ""),
        (
            "CPC Chongqing Municipal Committee",
            "CPC [city] Municipal Committee",
            "CPC Chongqing Municipal Committee",
        ),
        ("the Ministry of Finance and of Commerce", "Ministry of Commerce", ""),
    ],
)
def test_forms_are_found(text: str, wanted: str, found: str) -> None:
    spans = find_form(read_english(text), wanted)
    assert [text[a:b] for a, b in spans] == ([found] if found else [])


@given(st.text(max_size=40), st.text(max_size=20))
def test_found_forms_lie_inside_and_hold_all_words(text: str, wanted: str) -> None:
    for start, end in find_form(read_english(text), wanted):
        assert 0 <= start < end <= len(text)
        assert "".join(sorted("".join(form(wanted).stems))) == "".join(
            sorted("".join(form(text[start:end]).stems))
        )
