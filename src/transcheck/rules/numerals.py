"""Figures as the number rules see them: parsed from `Entity.value`, compared, and put into English words.

The grammar of the values is written down at `transcheck.entities.numbers`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache

from transcheck.lexicons.english_numbers import currencies
from transcheck.model import Entity

Parts = tuple[int | None, int | None, int | None]

# What one Chinese unit may have become in English: the amount is multiplied by one of these.
CONVERSIONS: dict[str, tuple[str, ...]] = {
    "mu": ("0.0666667", "0.164737", "666.667", "0.000666667"),
    "ha": ("15", "2.47105", "0.01", "10000"),
    "km": ("0.621371", "1000", "2", "0.539957"),
    "li": ("0.5", "0.310686", "500"),
    "chi": ("0.333333", "33.3333", "1.09361"),
    "km2": ("0.386102", "100", "1000000"),
    "m2": ("10.7639", "0.0001", "0.000001"),
    "m": ("3.28084", "0.001", "1.09361"),
    "cm": ("0.01", "0.393701", "0.0328084", "10"),
    "mm": ("0.1", "0.0393701", "0.001"),
    "mile": ("1.60934",),
    "nmi": ("1.852", "1.15078"),
    "ft": ("0.3048",),
    "inch": ("2.54",),
    "kg": ("2.20462", "0.001", "1000"),
    "jin": ("0.5", "1.10231", "500", "0.0005"),
    "t": ("1000", "2204.62", "1.10231"),
    "g": ("0.001", "0.035274"),
    "lb": ("0.453592",),
    "l": ("0.264172", "1000"),
    "m3": ("35.3147", "1000"),
    "kWh": ("0.001", "0.000001", "0.000000001"),
    "kW": ("0.001", "0.000001"),
    "MW": ("0.001", "1000"),
    "month": ("0.0833333", "30"),
    "year": ("12", "0.1", "0.01"),
    "yearhalf": ("12",),
    "week": ("7",),
    "day": ("24", "0.142857"),
    "hour": ("60", "0.0416667"),
    "minute": ("60", "0.0166667"),
    "second": ("0.0166667",),
    "quarter": ("3",),
}
MONTHS = "January February March April May June July August September October November December".split()
DOLLARS = frozenset("USD HKD TWD AUD CAD SGD NZD".split())
_VALUE = re.compile(
    r"(?P<about>~?)(?:(?P<sort>many |#|x|[A-Z]{3} )?(?P<amount>\d+(?:\.\d+)?(?:/\d+)?)(?P<unit>%|pp| \w+)?)$"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number or date of a text, ready to compare.

    `sort` is plain, share (per cent), points, money, rank, times, ratio, many, date or decade; `unit` the code of
    a currency or measure; `parts` year, month and day of a date.
    """

    entity: Entity
    sort: str
    amounts: tuple[Fraction, ...] = ()
    unit: str = ""
    about: bool = False
    parts: Parts = (None, None, None)

    @property
    def amount(self) -> Fraction:
        """The first amount; a date has its year, else its month, else its day."""
        return self.amounts[0]


def read_figure(entity: Entity) -> Figure | None:
    """The figure of a number or date entity; None for a value outside the grammar."""
    value = entity.value
    if entity.kind == "date":
        return _read_date(entity)
    if re.fullmatch(r"\d+(?::\d+)+", value):
        return Figure(entity, "ratio", tuple(Fraction(part) for part in value.split(":")))
    match = _VALUE.match(value)
    if match is None:
        return None
    sorts = {"#": "rank", "x": "times", "many ": "many", None: "plain"}
    unit = (match["unit"] or "").strip()
    sort = {"%": "share", "pp": "points"}.get(unit) or sorts.get(match["sort"], "money")
    code = match["sort"].strip() if sort == "money" else unit
    return Figure(entity, sort, (Fraction(match["amount"]),), code, bool(match["about"]))


def _read_date(entity: Entity) -> Figure | None:
    decade = re.fullmatch(r"(\d{4})s", entity.value)
    if decade:
        return Figure(entity, "decade", (Fraction(decade[1]),))
    match = re.fullmatch(r"(\d{4}|-)(?:-(\d{2})?)?(?:-(\d{2}))?", entity.value)
    if match is None:
        return None
    year, month, day = (int(part) if part and part != "-" else None for part in match.groups())
    said = tuple(Fraction(part) for part in (year, month, day) if part)
    return Figure(entity, "date", said, parts=(year, month, day)) if said else None


def _precision(amount: Fraction) -> Fraction:
    """The place value of the last digit that is not zero: 7400000000 -> 100000000."""
    if amount.denominator > 1:
        return Fraction(1, 10 ** (len(str(amount.denominator)) - 1))
    digits = str(amount.numerator)
    return Fraction(10 ** (len(digits) - len(digits.rstrip("0"))))


def rounds_to(exact: Fraction, said: Fraction, *, about: bool) -> bool:
    """Whether one amount is the other, told with fewer digits.

    Two digits that are right are rounding enough for large amounts; a single one needs a word such as "about".

    >>> rounds_to(Fraction(7440000000), Fraction(7400000000), about=False)
    True
    >>> rounds_to(Fraction(15), Fraction(20), about=False)
    False
    """
    if exact == said:
        return True
    step = _precision(said)
    if step <= _precision(exact) or abs(exact - said) >= step:
        return False
    return about or ((exact >= 1000 or exact.denominator > 1) and said / step >= 10)


_MOST_DECADES = 60  # nobody counts more decades or centuries


def _converted(source: Figure, amount: Fraction) -> bool:
    for factor in CONVERSIONS.get(source.unit, ()):
        expected = source.amount * Fraction(factor)
        if source.unit == "year" and expected < source.amount and expected > _MOST_DECADES:
            continue  # 4,000 years are no 400 decades
        if expected and abs(amount - expected) <= expected * Fraction(6, 100):
            return True
    return False


def _like_share(source: Figure, target: Figure) -> bool:
    """Per cent said as a fraction, or the other way round: 50% half, 三分之一 33 percent, 三成 three in ten."""
    if source.sort == "share":
        return any(abs(source.amount - amount * 100) < 2 for amount in target.amounts if amount < 1)
    if source.amount < 1:
        if target.sort == "ratio" and len(target.amounts) == 2 and target.amounts[1]:
            return target.amounts[0] / target.amounts[1] == source.amount
        return target.sort in ("share", "rank", "plain") and (
            abs(target.amount - source.amount * 100) < 2
            or (target.sort == "rank" and source.amount.denominator == target.amount)
        )
    return False


def _like_many(source: Figure, target: Figure) -> bool:
    near = source.about or source.entity.score < 1
    return near and target.amount * Fraction(8, 10) <= source.amount <= target.amount * 100


def _like_year(source: Figure, amount: Fraction) -> bool:
    """98年 may be 1998, 90后 and 80年代 may be any decade that ends so."""
    if source.sort == "decade":
        return (amount - source.amount) % 100 == 0 or amount == source.amount % 100
    return source.unit == "year" and 40 <= source.amount < 100 and amount == 1900 + source.amount


def says(source: Figure, target: Figure) -> bool:
    """Whether an English figure says the Chinese one, leaving aside what it counts (per cent, money …)."""
    if target.sort == "many":
        return _like_many(source, target)
    about = source.about or target.about
    for amount in target.amounts:
        if (
            rounds_to(source.amount, amount, about=about)
            or _converted(source, amount)
            or _like_year(source, amount)
        ):
            return True
        if source.sort == "times" and abs(source.amount - amount) <= 1:
            return True
        if target.unit == "m" and rounds_to(source.amount, amount * 10**6, about=about):
            return True  # 10m is ten metres, or ten million
    if source.about and "dozen" in target.entity.text.lower():
        return source.amount <= target.amount < source.amount + _precision(source.amount)  # 20多: two dozen
    return _like_share(source, target)


def same_kind(source: Figure, target: Figure) -> bool:
    """False where the two name different currencies, or one per cent and the other percentage points."""
    if {source.sort, target.sort} == {"share", "points"}:
        return False
    if source.sort == target.sort == "money":
        return _same_money(source.unit, target.unit)
    return True


def _same_money(source: str, target: str) -> bool:
    if target == "DOL":
        return source in DOLLARS
    if target == "YEN":
        return source in ("CNY", "JPY")
    return source == target


@cache
def _shown_currency() -> dict[str, str]:
    return {currency.code: currency.shown for currency in currencies()}


def in_words(amount: Fraction) -> str:
    """An amount as an English text writes it.

    >>> in_words(Fraction(7440000000)), in_words(Fraction(23000)), in_words(Fraction("1.5"))
    ('7.44 billion', '23,000', '1.5')
    """
    for scale, word in ((10**12, "trillion"), (10**9, "billion"), (10**6, "million")):
        if amount >= scale and (amount / scale * 1000).denominator == 1:
            return f"{_decimal(amount / scale)} {word}"
    return _decimal(amount)


def _decimal(amount: Fraction) -> str:
    exact = Decimal(amount.numerator) / Decimal(amount.denominator)
    if Fraction(exact) != amount:
        return f"{amount.numerator}/{amount.denominator}"
    return f"{exact:,f}"


def ordinal(rank: int) -> str:
    """A rank in figures: 1st, 12th, 23rd."""
    ending = "th" if rank % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(rank % 10, "th")
    return f"{rank:,}{ending}"


def english_date(parts: Parts) -> str:
    """A date as an American news text writes it.

    >>> english_date((1988, 8, None)), english_date((None, 10, 14)), english_date((None, None, 11))
    ('August 1988', 'October 14', 'the 11th')
    """
    year, month, day = parts
    if month is None:
        return str(year) if year else f"the {ordinal(day or 1)}"
    name = MONTHS[month - 1] + (f" {day}" if day else "")
    return name + (f"{',' if day else ''} {year}" if year else "")


_RANKS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()


def english(source: Figure, target: Figure | None = None) -> str:
    """The English form to suggest; what the English date says beyond the Chinese one is kept."""
    if source.sort == "date":
        kept = target.parts if target and target.sort == "date" else source.parts
        year, month, day = (mine or other for mine, other in zip(source.parts, kept, strict=True))
        return english_date((year, month, day)) if _exists(month, day) else english_date(source.parts)
    if source.sort == "decade":
        return f"{int(source.amount)}s"
    if source.sort == "ratio":
        clock = re.search("[时点:：]", source.entity.text)
        return (
            ":".join(f"{int(a):02d}" for a in source.amounts)
            if clock
            else "-".join(f"{int(a)}" for a in source.amounts)
        )
    if source.sort == "rank":
        rank = int(source.amount)
        spelled = target is not None and target.entity.text.isalpha() and 0 < rank <= len(_RANKS)
        return _RANKS[rank - 1] if spelled else ordinal(rank)
    words = in_words(source.amount)
    tail = {
        "share": " percent",
        "points": " percentage points",
        "times": " times",
        "money": f" {_shown_currency().get(source.unit, '')}",
    }
    if source.sort == "points" and source.amount == 1:
        return "1 percentage point"
    return words + tail.get(source.sort, "")


def _exists(month: int | None, day: int | None) -> bool:
    try:
        date(2000, month or 1, day or 1)
    except ValueError:
        return False
    return True
