"""Which Chinese figures no English figure says, and which English figure stands in their place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from transcheck.model import Alignment, Bead, Evidence, Finding, Passage, Rule
from transcheck.rules.numerals import Figure, english, in_words, read_figure, same_kind, says

Flaw = Literal["figure", "magnitude", "date", "share", "currency", "ordinal"]

# Words that say a date without its figures.
_RELATIVE = re.compile(
    r"\b(?:today|yesterday|tomorrow|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Christmas|Spring Festival|New Year|"
    r"(?:this|last|next|that|same|previous|following|current) (?:year|month|day|week)|Tiananmen|year[- ]end|end of the year)\b",
    re.I,
)
# A bare 元 near these may be the dollar or yen of the place.
_ELSEWHERE = re.compile(
    "[港澳台]|新加坡|美(?!丽)|日|韩|欧|加拿大|英|俄|财政司|恒生|金管局|金融管理局|廉政公署|区域法院|裁判法院|行政院|立法院|房屋局|福利局|保安局|旺角|九龙|高雄"
)
_SPEAKS_OF = re.compile(r"\b(?:Hong Kong|Taiwan|Taipei|Macau|Macao|Singapore)")
# Nobody takes yuan for these by mistake: the Chinese is of the place.
_OTHER_YUAN = frozenset(("HKD", "TWD", "MOP", "SGD"))
_SCALES = tuple(Fraction(10) ** k for k in (-8, -4, -3, -2, -1, 1, 2, 3, 4, 8))
_SMALL = 10
_FAR = Fraction(20)  # two figures further apart than this are not a slip of one for the other


@dataclass(frozen=True, slots=True)
class Slip:
    """A Chinese figure the English does not say, and the English figure in its place, if one is there."""

    flaw: Flaw
    bead: Bead
    source: Figure
    target: Figure | None


@dataclass(frozen=True, slots=True)
class _Sides:
    bead: Bead
    source: tuple[Figure, ...]
    target: tuple[Figure, ...]


def _figures(passage: Passage | None) -> tuple[Figure, ...]:
    entities = passage.entities if passage else ()
    read = (read_figure(entity) for entity in entities if entity.kind in ("number", "date"))
    return tuple(figure for figure in read if figure)


def _said_part(source: Figure, pool: Sequence[Figure], part: int) -> bool:
    """Whether year, month or day of a Chinese date stands anywhere in the English."""
    wanted = source.parts[part]
    if wanted is None:
        return True
    for figure in pool:
        if figure.sort == "date" and figure.parts[part] == wanted:
            return True
        if figure.sort == "decade" and part == 0:
            if figure.amount == wanted // 10 * 10:
                return True
        elif (figure.sort != "date" and wanted in figure.amounts) or (
            part == 0 and wanted % 100 in figure.amounts and wanted >= 1900
        ):
            return True
    return False


def _said(source: Figure, pool: Sequence[Figure]) -> list[Figure]:
    """The English figures that say a Chinese one; for what has several parts, all that say one of them."""
    if source.sort == "date":
        if _of_the_year(source, pool):
            return _date_sayers(source, pool)
        parts = [i for i in range(3) if source.parts[i]]
        return _date_sayers(source, pool) if all(_said_part(source, pool, part) for part in parts) else []
    if source.sort == "ratio":
        return _ratio_sayers(source, pool)
    return [figure for figure in pool if says(source, figure)]


def _of_the_year(source: Figure, pool: Sequence[Figure]) -> bool:
    """Whether the English leaves the year out, as news does with that of the day, and has the rest."""
    _, month, day = source.parts
    rest = (None, month, day)
    return None not in rest[1:] and any(one.sort == "date" and one.parts == rest for one in pool)


def _date_sayers(source: Figure, pool: Sequence[Figure]) -> list[Figure]:
    """The English dates that are the very one, else all figures that say a part of it."""
    same = [figure for figure in pool if figure.sort == "date" and figure.parts == source.parts]
    return same or [figure for figure in pool if set(figure.amounts) & set(source.amounts)]


def _ratio_sayers(source: Figure, pool: Sequence[Figure]) -> list[Figure]:
    """A score in either order, a clock time of twelve hours, or its numbers apart."""
    first, *rest = source.amounts
    hours = {first, first - 12, first + 12}
    wanted = [hours, *({amount} for amount in rest if amount)]
    if all(any(set(figure.amounts) & options for figure in pool) for options in wanted):
        return [figure for figure in pool if any(set(figure.amounts) & options for options in wanted)]
    return []


def _open_figures(sides: _Sides) -> tuple[list[Figure], list[Figure], list[tuple[Figure, Figure]]]:
    """Chinese figures unsaid, English figures unexplained, and pairs that differ in what they count."""
    unsaid: list[Figure] = []
    explained: set[int] = set()
    mixed: list[tuple[Figure, Figure]] = []
    for source in sides.source:
        said = _said(source, sides.target) or _and_others(source, sides)
        clean = [figure for figure in said if same_kind(source, figure)]
        explained |= {id(figure) for figure in said}
        if said and not clean and not _foreign_yuan(source, said[0], sides.bead):
            mixed.append((source, said[0]))
        elif not said:
            unsaid.append(source)
            explained |= {id(figure) for figure in _partly(source, sides.target)}
    return unsaid, [figure for figure in sides.target if id(figure) not in explained], mixed


def _and_others(source: Figure, sides: _Sides) -> list[Figure]:
    """The English figure that leaves out the one it names: six other departments, for 教育部等七部门."""
    chinese, english_ = sides.bead.source, sides.bead.target
    if chinese is None or not chinese.text[: source.entity.span.start - chinese.start].endswith("等"):
        return []
    return [
        figure
        for figure in sides.target
        if figure.sort == "plain"
        and figure.amount == source.amount - 1
        and _OTHERS.match(english_.text, figure.entity.span.end - english_.start)
    ]


_OTHERS = re.compile(r"\s+others?\b", re.IGNORECASE)


def _foreign_yuan(source: Figure, target: Figure, bead: Bead) -> bool:
    near = bead.source.text if bead.source else ""
    elsewhere = _ELSEWHERE.search(near) or _SPEAKS_OF.search(bead.target.text)
    return source.unit == "CNY" and (target.unit in _OTHER_YUAN or bool(elsewhere))


def _partly(source: Figure, pool: Sequence[Figure]) -> list[Figure]:
    """Parts of a wrong date that are right and stand apart: they are no counterpart of another figure."""
    return [
        f
        for f in pool
        if source.sort == "date" and f.sort == "date" and set(f.amounts) <= set(source.amounts)
    ]


def _agrees(source: Figure, target: Figure) -> bool:
    """Whether an English date may stand for the Chinese one: one part differs, none is only on the other side."""
    pairs = [(mine, other) for mine, other in zip(source.parts, target.parts, strict=True) if mine and other]
    same = sum(mine == other for mine, other in pairs)
    return bool(pairs) and same >= len(pairs) - 1


def _comparable(source: Figure, target: Figure) -> bool:
    """Whether an unexplained English figure is of a sort to stand in a Chinese one's place."""
    if target.entity.score < 0.5 or target.sort == "many":
        return False
    if target.entity.cue == "words" and target.amount <= _SMALL <= source.amount / 2:
        return False  # "two" is no slip for 20
    if source.sort == "date" or target.sort == "date":
        return source.sort == target.sort and _agrees(source, target)
    if source.sort in ("share", "points"):
        return target.sort in ("share", "points")
    if source.sort in ("rank", "ratio", "decade"):
        return target.sort == source.sort
    return target.sort in ("plain", "money", "times") and (source.sort == "money" or target.sort != "money")


def _tenfold(source: Figure, target: Figure) -> bool:
    """Whether the two differ by a power of ten, rounding aside: 74.4亿 and 744 million."""
    if source.sort not in ("plain", "money") or target.sort not in ("plain", "money") or target.amount == 0:
        return False
    ratio = source.amount / target.amount
    return any(abs(ratio / scale - 1) < Fraction(1, 100) for scale in _SCALES)


def _distance(source: Figure, target: Figure) -> float:
    if source.sort == "date":
        return sum(1.0 for mine, other in zip(source.parts, target.parts, strict=True) if mine != other)
    low, high = sorted((source.amount, target.amount))
    return float(high / low) if low else float("inf")


def _partner(source: Figure, left: Sequence[Figure]) -> Figure | None:
    fits = [figure for figure in left if _comparable(source, figure)]
    for figure in fits:
        if _tenfold(source, figure):
            return figure
    fits = [figure for figure in fits if _distance(source, figure) <= _FAR]
    return min(fits, key=lambda figure: _distance(source, figure), default=None)


# So many of a unit are one of a larger one, which English says without a figure: within a day, a year.
_ONE = {
    "hour 24": "day",
    "month 12": "year",
    "day 7": "week",
    "day 365": "year",
    "minute 60": "hour",
    "day 30": "month",
}


def _is_one(source: Figure, english: str) -> bool:
    larger = _ONE.get(f"{source.unit} {source.amount}")
    return (
        larger is not None
        and re.search(rf"\b(?:a|an|one|the|per|each|every) {larger}\b", english) is not None
    )


_MINUTE = re.compile(r"(?:\+\d+)?分钟|[\s-]*min(?:ute)?s?\b")


def _follows(figure: Figure, passage: Passage | None, pattern: re.Pattern[str]) -> bool:
    return passage is not None and bool(pattern.match(passage.text, figure.entity.span.end - passage.start))


def _flaw(source: Figure, target: Figure | None) -> Flaw:
    if source.sort in ("date", "decade"):
        return "date"
    if source.sort == "rank":
        return "ordinal"
    return "magnitude" if target and source.amount > 1 and _tenfold(source, target) else "figure"


def _sure(source: Figure, target: Figure | None, sides: _Sides) -> bool:
    """Whether an unsaid figure is worth a finding; a small Chinese numeral needs its one counterpart.

    A date without a counterpart is often told by a weekday or "this year" instead, and a small figure by a list; a
    minute of a match by how long it is after another one.
    """
    if source.sort == "decade" and not source.entity.text.endswith("代"):
        # 90后 are millennials, Gen Z, people in their thirties.
        return target is not None and len(target.entity.text) >= len("1990s")
    if target is None and _is_one(source, sides.bead.target.text):
        return False
    if source.sort == "rank" and _follows(source, sides.bead.source, _MINUTE):
        return target is not None and _follows(target, sides.bead.target, _MINUTE)
    if target is None:
        if source.sort == "date":
            return not _RELATIVE.search(sides.bead.target.text) and len(source.amounts) > 1
        counted = (source.sort in ("share", "points", "money") and source.amount != 1) or source.amount > 10
        return source.entity.score == 1 and counted and source.unit != "year"
    if source.entity.score >= 0.8:
        return True
    smalls = [f for f in sides.target if f.sort == "plain" and f.entity.score >= 0.5]
    return len(smalls) == 1 and 2 < target.amount < 11


@lru_cache(maxsize=1)
def slips(alignment: Alignment) -> tuple[Slip, ...]:
    """Every Chinese figure of a document that its English does not say, with the English figure in its place.

    A figure that moved to the bead before or after, and has nothing there that explains it, is said. Six rules
    ask about the same document one after the other; the pairing is made once.
    """
    return tuple(_slips(alignment))


def _slips(alignment: Alignment) -> Iterator[Slip]:
    beads = [linked.bead for linked in alignment.beads]
    rows = [_Sides(bead, _figures(bead.source), _figures(bead.target)) for bead in beads]
    opened = [_open_figures(sides) for sides in rows]
    for i, sides in enumerate(rows):
        if not sides.source or not sides.bead.target.text.strip():
            continue
        unsaid, left, mixed = opened[i]
        for source, target in mixed:
            yield Slip("currency" if source.sort == "money" else "share", sides.bead, source, target)
        around = [figure for j in (i - 1, i + 1) if 0 <= j < len(rows) for figure in opened[j][1]]
        yield from _pair([source for source in unsaid if not _said(source, around)], left, sides)


def _pair(unsaid: Sequence[Figure], left: Sequence[Figure], sides: _Sides) -> Iterator[Slip]:
    free = list(left)
    for source in sorted(unsaid, key=lambda figure: -figure.entity.score):
        target = _partner(source, free)
        if target:
            free.remove(target)
        if _sure(source, target, sides):
            yield Slip(_flaw(source, target), sides.bead, source, target)


def slip_findings(
    rule: Rule,
    alignment: Alignment,
    flaw: Flaw,
    message: Callable[[Slip], str],
    *,
    paired: float,
    missing: float = 0.6,
) -> Iterator[Finding]:
    """The findings of one sort of slip; `paired` is the confidence where an English figure stands in its place.

    The Chinese figure is the entity, its English form the suggestion.
    """
    for slip in slips(alignment):
        if slip.flaw == flaw:
            entity = slip.source.entity
            yield Finding(
                rule.code,
                rule.severity,
                message(slip),
                slip.bead.id,
                target=slip.target.entity.span if slip.target else None,
                source=entity.span,
                entity=entity.text,
                kind="date" if entity.kind == "date" else "number",
                suggestion=english(slip.source, slip.target),
                confidence=paired if slip.target else missing,
                evidence=(Evidence("rule", f"{entity.text} = {english(slip.source)}"),),
            )


def plainly(slip: Slip) -> str:
    """What is wrong, for an editor: the Chinese, what it says, and what the English has."""
    entity = slip.source.entity
    said = f"the English has “{slip.target.entity.text}”" if slip.target else "the English does not say it"
    right = english(slip.source)
    is_ = "The Chinese has" if entity.text == right else f"{entity.text} is"
    return f"{is_} {right}; {said}."


def apart(slip: Slip) -> str:
    """How far two amounts are apart, in words: 'ten times too large'."""
    if slip.target is None:
        return ""
    mine, other = slip.source.amount, slip.target.amount
    factor, side = (other / mine, "large") if other > mine else (mine / other, "small")
    return f"{in_words(Fraction(round(factor)))} times too {side}"
