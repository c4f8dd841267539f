"""Figures and dates of both languages say the same value."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcheck.entities.numbers import find_numbers
from transcheck.entities.numerals import date_value, shown
from transcheck.entities.numerals_zh import parse_chinese
from transcheck.lexicons.english_numbers import currencies, number_words
from transcheck.model import Lang, Passage
from transcheck.rules.numerals import Figure, in_words, ordinal, read_figure, rounds_to, says

CHINESE = [
    ("双边贸易额达74.4亿美元", ["USD 7440000000"]),
    ("折合人民币1.26亿余元", ["~CNY 126000000"]),
    ("占地约200亩", ["~200 mu"]),
    ("3500余人", ["~3500"]),
    ("１，２３４人", ["1234"]),
    ("1亿2000万元", ["CNY 120000000"]),
    ("一百二十三万四千", ["1234000"]),
    ("三千万元", ["CNY 30000000"]),
    ("1988年8月参加工作", ["1988-08"]),
    ("二〇二一年十月一日", ["2021-10-01"]),
    ("6月10日至14日", ["--06-10", "---14"]),
    ("6至8月", ["--06", "--08"]),
    ("2016-2020年", ["2016", "2020"]),
    ("2021-07-26", ["2021-07-26"]),
    ("上世纪80年代", ["1980s"]),
    ("90后", ["1990s"]),
    ("以3比1击败", ["3:1"]),
    ("20时30分", ["20:30"]),
    ("晚上八点半", ["8:30"]),
    ("第十二届", ["#12"]),
    ("党的二十大报告", ["#20"]),
    ("十三届全国人大四次会议", ["#13", "#4"]),
    ("“十四五”规划", ["#14"]),
    ("三分之二", ["2/3"]),
    ("百分之五点三", ["5.3%"]),
    ("超过四成，", ["~40%"]),
    ("3个百分点", ["3pp"]),
    ("下调25个基点", ["0.25pp"]),
    ("增长1.5倍", ["x1.5"]),
    ("3千克", ["3 kg"]),
    ("100万千瓦", ["1000000 kW"]),
    ("以11秒48夺冠", ["11.48 second"]),
    ("跑出4分05秒12", []),
    ("4×100米接力", ["4:100"]),
    ("提出三条建议", ["3"]),
    ("一个中国原则，四个意识，一带一路，千方百计，一些，一直，十分，两会", []),
    ("C919和5G，电话010-12345678", []),
]
ENGLISH = [
    ("about 7.44 billion U.S. dollars", ["~USD 7440000000"]),
    ("$744 million", ["DOL 744000000"]),
    ("RMB280 million", ["CNY 280000000"]),
    ("US$5bn and HK$1 million", ["USD 5000000000", "HKD 1000000"]),
    ("1.26 billion yuan", ["CNY 1260000000"]),
    ("more than 3,500 jobs", ["~3500"]),
    ("60-plus people", ["~60"]),
    ("two hundred and fifty thousand", ["250000"]),
    ("half a million", ["500000"]),
    ("twenty-three", ["23"]),
    ("two-thirds", ["2/3"]),
    ("the 14th and the fourteenth", ["#14", "#14"]),
    ("the twenty-first century", ["#21"]),
    ("3.5 percent, 3.5 per cent, 3.5%", ["3.5%"] * 3),
    ("3.5 percentage points", ["3.5pp"]),
    ("17 basis points", ["0.17pp"]),
    ("3-1", ["3:1"]),
    ("July 26, 2021; 26 July 2021; July 26th, 2021", ["2021-07-26"] * 3),
    ("from March 10 to 14", ["--03-10", "14"]),
    ("August 1988", ["1988-08"]),
    ("the 1980s", ["1980s"]),
    ("the 100m final and the 5,000m", ["100 m", "5000 m"]),
    (
        "1.6b riders, US$5b, 1.2 trln yuan, Rmb12bn",
        ["1600000000", "USD 5000000000", "CNY 1200000000000", "CNY 12000000000"],
    ),
    ("$5m, a 4x100m relay", ["DOL 5000000", "4:100"]),
    ("dozens", ["many 12"]),
    ("tripled", ["x3"]),
]


def values(lang: Lang, text: str) -> list[str]:
    return [entity.value for entity in find_numbers(Passage(lang, text))]


@pytest.mark.parametrize(("text", "expected"), CHINESE)
def test_chinese(text: str, expected: list[str]) -> None:
    assert values("zh", text) == expected


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_english(text: str, expected: list[str]) -> None:
    assert values("en", text) == expected


_CHARS = "零一二两三十百千万亿点分之第年月日时成倍元美%％0123456789.,:：-/余多约来个人比half one ten million percent July May $¥ “”\n９"


@given(st.sampled_from(["zh", "en"]), st.text(_CHARS) | st.text(), st.integers(0, 50))
def test_every_figure_quotes_itself_and_none_overlap(lang: Lang, text: str, start: int) -> None:
    passage = Passage(lang, text, start)
    end = start
    for entity in find_numbers(passage):
        assert entity.span.start >= end
        assert passage.span.contains(entity.span)
        assert passage.quote(entity.span) == entity.text != ""
        assert read_figure(entity) is not None, entity.value
        end = entity.span.end


def _numeral(amount: int) -> str:
    """The plain way to write an amount in Chinese characters, digit by digit."""
    digits = "零一二三四五六七八九"
    for scale, name in ((10**8, "亿"), (10**4, "万")):
        if amount >= scale:
            rest = amount % scale
            low = "" if not rest else ("零" if rest < scale // 10 else "") + _numeral(rest)
            return _numeral(amount // scale) + name + low
    said, gap = "", False
    for scale, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = amount // scale % 10
        if digit:
            said += ("零" if gap and said else "") + digits[digit] + name
            gap = False
        else:
            gap = True
    return said


@given(st.integers(1, 10**13))
def test_chinese_numerals_read_back(amount: int) -> None:
    assert parse_chinese(_numeral(amount)) == amount


_HEADS = [("20", 20), ("120", 120), ("二十", 20), ("三百", 300), ("九千", 9000)]
_DECIMALS = [("3.5", Fraction("3.5")), ("三点五", Fraction("3.5"))]
_SCALES = [("", 1), ("万", 10**4), ("亿", 10**8), ("万亿", 10**12)]


@pytest.mark.parametrize(("scale", "factor"), _SCALES)
@pytest.mark.parametrize("opened", ["", "余", "多", "几"])
@pytest.mark.parametrize(("head", "amount"), _HEADS)
def test_open_numerals_of_every_make(head: str, amount: int, opened: str, scale: str, factor: int) -> None:
    figure = _figure("zh", f"共{head}{opened}{scale}人")
    assert figure.amount == amount * factor
    assert figure.about == bool(opened)


@pytest.mark.parametrize(("scale", "factor"), _SCALES[1:])
@pytest.mark.parametrize(("head", "amount"), _DECIMALS)
def test_decimals_before_every_scale(head: str, amount: Fraction, scale: str, factor: int) -> None:
    assert _figure("zh", f"共{head}{scale}人").amount == amount * factor


@given(st.integers(1, 10**13), st.integers(0, 2))
def test_english_words_for_an_amount_read_back(whole: int, places: int) -> None:
    amount = Fraction(whole, 10**places)
    (entity,) = find_numbers(Passage("en", f"some words {in_words(amount)} apples"))
    figure = read_figure(entity)
    assert figure is not None
    assert figure.amount == amount


@given(st.integers(1, 10**6))
def test_chinese_and_english_agree_on_ten_thousands(amount: int) -> None:
    (source,) = find_numbers(Passage("zh", f"共{amount}万人"))
    (target,) = find_numbers(Passage("en", f"a total of {amount * 10**4:,} people"))
    assert source.value == target.value


@given(st.integers(1, 3000))
def test_ordinals_read_back(rank: int) -> None:
    assert values("en", f"the {ordinal(rank)} session")[0] == f"#{rank}"


@given(st.fractions(min_value=0, max_value=10**12, max_denominator=1000))
def test_shown_amounts_are_exact(amount: Fraction) -> None:
    assert Fraction(shown(amount)) == amount


def test_dates_leave_out_what_is_not_said() -> None:
    assert date_value(2016, 8, 3) == "2016-08-03"
    assert date_value(None, 8) == "--08"


def _figure(lang: Lang, text: str) -> Figure:
    figure = read_figure(find_numbers(Passage(lang, text))[0])
    assert figure is not None
    return figure


@pytest.mark.parametrize(
    ("chinese", "english", "same"),
    [
        ("200亩", "13.3 hectares", True),
        ("100公里", "62 miles", True),
        ("74.4亿", "7.4 billion", True),
        ("74.4亿", "7.5 billion", True),
        ("74.4亿", "744 million", False),
        ("15人", "20 people", False),
        ("3521人", "3,512 people", False),
        ("十余名", "dozens", True),
        ("三成，", "30 percent", True),
        ("三分之一", "one third", True),
        ("增长2倍", "tripled", True),
        ("上世纪80年代", "the eighties", True),
    ],
)
def test_what_says_the_same(chinese: str, english: str, same: bool) -> None:
    assert says(_figure("zh", chinese), _figure("en", english)) is same


def test_one_digit_is_no_rounding_without_a_word_for_it() -> None:
    assert not rounds_to(Fraction(3512), Fraction(4000), about=False)
    assert rounds_to(Fraction(3512), Fraction(3000), about=True)


def test_tables_are_sound() -> None:
    codes = [currency.code for currency in currencies()]
    assert len(set(codes)) == len(codes)
    chinese = [word for currency in currencies() for word in currency.chinese]
    assert len(set(chinese)) == len(chinese)
    assert {word.sort for word in number_words().values()} == set(
        "unit ten scale ordinal part times loose vague span".split()
    )
    assert all(word.isalpha() for word in number_words())


def test_endless_digits_are_no_figure() -> None:
    for lang in ("zh", "en"):
        found = find_numbers(Passage(lang, f"7 {'9' * 5000} 8"))
        assert [entity.value for entity in found] == ["7", "8"]
