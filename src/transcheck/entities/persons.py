"""Persons in Chinese text: every stretch that may be a name, with how sure we are, for a whole document.

No single segmenter is right about names: one cuts 主委|屈|谦, another 张继|科林. So several witnesses are heard
on every stretch that could be a name (two taggers, the surname table, characters usual in given names, the
words around it, the rest of the document), and overlapping candidates are all kept: which of them holds is
decided where the English is known, in `linking`.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import zip_longest

from transcheck.entities import tagger
from transcheck.entities.cues import (
    AFTER,
    BEFORE,
    BRACKETS_AFTER,
    BRACKETS_BEFORE,
    STRONG_AFTER,
    STRONG_BEFORE,
    WAYS,
    WEAK_AFTER,
    WEAK_BEFORE,
)
from transcheck.entities.given_names import given_weight
from transcheck.entities.segmenter import Token, frequency, tag
from transcheck.lexicons import persons, transliteration
from transcheck.model import Entity, Passage
from transcheck.romanising.minorities import begins_as_minority, minority_parts, part_heads
from transcheck.romanising.surnames import surname_of
from transcheck.romanising.traditions import japanese_surname
from transcheck.romanising.transliteration import looks_foreign
from transcheck.text import HAN, fold_chinese, is_han

_DOT = re.compile(f"(?<=[{HAN}])·(?=[{HAN}])")
_LIST = re.compile(f"[{HAN}]{{2,4}}(?:[、/／ ]{{1,2}}[{HAN}]{{2,4}}){{1,30}}")
_PERSON_TAGS = {"nr", "nrt", "nrfg"}
_AFTER_LIST = ("等", "和", "与", "及", "先后", "分别", "将", "这", "共", "都", "均", "在", "摄", "报道")
# Rare surnames that hardly ever are any: must, can, will.
_MUST = frozenset("要会會能须須可将將得必")
# A stretch that ends so is a place unless a tagger says person: 青玉湖.
_PLACE_END = "湖河镇县州省市区乡岛港湾"
# What follows a surname instead of a given name.
_STYLED = frozenset(
    "主席 总理 总统 首相 书记 主任 部长 局长 处长 科长 厅长 市长 省长 县长 区长 镇长 乡长 村长 州长 会长 院长 校长 所长 社长 台长 "
    "站长 行长 司长 董事 经理 总监 秘书 参谋 司令 政委 将军 元帅 团长 营长 连长 排长 班长 队长 教练 老师 教授 博士 院士 医生 大夫 "
    "护士 律师 法官 警官 师傅 先生 女士 小姐 夫人 太太 同志 同学 老板 总 董 工 导 老 公 哥 姐 弟 妹 叔 婶 姨 伯 嫂 爷 奶 某 氏 家 "
    "长制 大爷 大妈 大娘 大叔 大哥 大姐 阿姨 叔叔 爷爷 奶奶 姐姐 哥哥 老汉 老头 老太 大伯 大婶 大嫂 婆婆 记者".split()
)
_TYPE = re.compile(r"卡?[-－][A-Z]?\d")  # what follows a type of aircraft
_SLOGAN = re.compile(
    r"(?<=[“「][\u4e00-\u9fff]{2})[\u4e00-\u9fff]{2}[”」]"
)  # the second half of four quoted characters
_QUOTES = ("“", "”", "‘", "’", "「", "」", '"')
_LONGEST_PART = 8  # characters of a name of several parts
_SERVICES = frozenset(("海军", "空军", "陆军"))
# Kept for exact matches in English even when little speaks for a name.
FLOOR = 0.04
# From here on a stretch counts as a name in its own right.
SURE = 0.5


@dataclass(frozen=True, slots=True)
class _View:
    """A passage as the witnesses see it."""

    text: str
    jieba: tuple[Token, ...]
    lac: tuple[Token, ...]
    by_jieba: frozenset[tuple[int, int]]  # what jieba and LAC call persons
    by_lac: frozenset[tuple[int, int]]
    # Where a name starts that LAC took for one with the word after it, and a name right behind such a one.
    overlong: frozenset[int]
    behind: frozenset[tuple[int, int]]
    word_at: tuple[int, ...]  # the number of LAC's word at each character; empty without LAC
    edges: frozenset[int]  # where words end, by LAC or else by jieba

    def tagged(self, start: int, end: int) -> tuple[bool, bool]:
        """Whether LAC and jieba call exactly this stretch a person."""
        return (start, end) in self.by_lac, (start, end) in self.by_jieba


def find_persons(passages: Sequence[Passage]) -> list[tuple[Entity, ...]]:
    """Possible personal names of a document, passage by passage; candidates of one passage may overlap.

    A name that is sure in one passage is known in all of them, also inside a run like 主任何志远.
    """
    views = [_view(passage.text) for passage in passages]
    first = [_with_lists(view, dict(_candidates(view))) for view in views]
    known = _by_head(
        view.text[a:b]
        for view, found in zip(views, first, strict=True)
        for (a, b), score in found.items()
        if score >= 0.8 and b - a >= 2
    )
    return [_entities(p, v, f, known) for p, v, f in zip(passages, views, first, strict=True)]


def _view(text: str) -> _View:
    """What both taggers say of a text."""
    lac, jieba = tagger.named(text), tag(text)
    named = [t for t in lac if t.tag == "PER"]
    return _View(
        fold_chinese(text),
        jieba,
        lac,
        frozenset((t.start, t.end) for t in jieba if t.tag in _PERSON_TAGS),
        frozenset((t.start, t.end) for t in named),
        frozenset(t.start for t in named if _overlong(fold_chinese(t.text))),
        frozenset(_names_behind(lac)),
        tuple(number for number, t in enumerate(lac) for _ in t.text),
        frozenset(t.end for t in lac or jieba),
    )


def _overlong(name: str) -> bool:
    """Whether a Chinese name has too many characters to be one: its first three are then the name."""
    foreign = looks_foreign(name) or begins_as_minority(name) or transliteration().keys() >= set(name)
    foreign |= bool(japanese_surname(name, least=2))
    return len(name) > 3 and len(surname_of(name)) == 1 and not foreign


def _names_behind(lac: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Names that begin inside an overlong one: 林小川 in 陈建军林 | 小川, or in one piece."""
    for token, following in zip_longest(lac, lac[1:]):
        name = fold_chinese(token.text)
        if token.tag != "PER" or not _overlong(name) or not surname_of(name[3:]):
            continue
        if len(name) in (5, 6):
            yield token.start + 3, token.end
        elif len(name) == 4 and following and len(following.text) < 3 and is_han(following.text[0]):
            yield token.start + 3, following.end


def _entities(
    passage: Passage, view: _View, found: dict[tuple[int, int], float], known: Mapping[str, Collection[str]]
) -> tuple[Entity, ...]:
    cues = dict.fromkeys(found, "tagger")
    for span in _mentions(view.text, known):
        if found.get(span, 0.0) < 0.85:
            found[span], cues[span] = 0.85, "document"
    for start, end in _attested(view):
        # A long attested name outweighs a tagger that cut inside it.
        found[start, end] = max(found.get((start, end), 0.0), 0.7 if end - start < 4 else 0.98)
        cues[start, end] = "attested"
    cues |= {span: "context" for span in found if _around(view.text, *span) >= 0.9}
    barred = _speech_cuts(view)
    cues |= {span: "cut" for span in found if span[1] in barred and span[1] - 1 not in barred}
    return tuple(
        Entity("person", passage.at(a, b), passage.text[a:b], view.text[a:b], round(score, 3), cues[a, b])
        for (a, b), score in sorted(found.items())
        if score >= FLOOR
    )


def _by_head(names: Iterable[str]) -> Mapping[str, Collection[str]]:
    """Names by their first two characters: a document may know thousands, a place in it begins few."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name in names:
        found[name[:2]].add(name)
    return found


def _mentions(text: str, known: Mapping[str, Collection[str]]) -> Iterator[tuple[int, int]]:
    for at in range(len(text) - 1):
        for name in known.get(text[at : at + 2], ()):
            if text.startswith(name, at):
                yield at, at + len(name)


def _candidates(view: _View) -> Iterator[tuple[tuple[int, int], float]]:
    dotted = tuple(_dotted(view))
    runs = (run for run in _minority_runs(view.text) if not any(a < run[1] and run[0] < b for a, b in dotted))
    whole = (*dotted, *runs)
    yield from ((span, 0.95) for span in whole)
    stretches = {(t.start, t.end) for t in view.lac if t.tag == "PER"}
    stretches |= {(t.start, t.end) for t in view.jieba if t.tag in _PERSON_TAGS}
    stretches |= set(_structural(view.text))
    for start, end in sorted(stretches):
        if not any(a < end and start < b for a, b in whole) and _plausible(view.text[start:end]):
            yield (start, end), _score(view, start, end)


def _dotted(view: _View) -> Iterator[tuple[int, int]]:
    """Names written with a middle dot, as far as the taggers or the usual characters of transliteration reach."""
    end = 0
    for match in _DOT.finditer(view.text):
        if match.start() < end:
            continue
        start = min(_reach(view, match.start() - 1, -1), _minority_reach(view.text, match.start()))
        end = _reach(view, match.end(), +1)
        while end < len(view.text) - 1 and view.text[end] == "·":
            end = _reach(view, end + 1, +1)
        yield start, end


def _reach(view: _View, at: int, step: int) -> int:
    """Where the part of a dotted name that holds character `at` begins (step -1) or ends (step +1)."""
    for token in view.lac:
        if token.start <= at < token.end and token.tag == "PER":
            return token.start if step < 0 else token.end
    known, edge = transliteration(), at
    while 0 <= edge + step < len(view.text) and view.text[edge + step] in known and abs(edge - at) < 6:
        edge += step
    return edge if step < 0 else edge + 1


def _minority_reach(text: str, dot: int) -> int:
    """Where the longest run of parts of minority names begins that ends at a dot: 买买提江·吾买尔."""
    starts = range(max(0, dot - _LONGEST_PART), dot)
    return next((start for start in starts if minority_parts(text[start:dot])), dot)


def _minority_runs(text: str) -> Iterator[tuple[int, int]]:
    """Names of two parts or more of minority names, side by side: 尕藏才让."""
    at = 0
    while at < len(text) - 3:
        longest = min(_LONGEST_PART, len(text) - at) if text[at : at + 2] in part_heads() else 0
        size = next((n for n in range(longest, 3, -1) if len(minority_parts(text[at : at + n])) > 1), 0)
        if size:
            yield at, at + size
        at += size or 1


def _plausible(name: str) -> bool:
    # 黄某某 hides a name, 郑氏 is a family; there is nothing to spell.
    hidden = "某" in name or name[1:] == "氏"
    return 2 <= len(name) <= 8 and not hidden and all("\u3400" <= c <= "\U0002ffff" for c in name)


def _structural(text: str) -> Iterator[tuple[int, int]]:
    """Every stretch of a surname and one or two more characters."""
    for start in range(len(text) - 1):
        surname = surname_of(text[start : start + 4])
        for given in (1, 2) if surname else ():
            end = start + len(surname) + given
            if end <= len(text) and _plausible(text[start:end]):
                yield start, end
        if len(surname) == 2 and surname_of(surname[0]):
            yield start, start + 2


def _score(view: _View, start: int, end: int) -> float:
    """How likely a stretch is a name: logistic over what each witness says."""
    name = view.text[start:end]
    lac, jieba = view.tagged(start, end)
    surname = surname_of(name)
    given = name[len(surname) :]
    logit = -3.2
    logit += 3.6 * lac + 1.6 * jieba
    if (len(name) == 3 and start in view.overlong) or (start, end) in view.behind:
        logit += 2.5
    elif view.lac and not lac:
        logit += _overlap_penalty(view, start, end)
    if surname and len(given) in (1, 2):
        logit += 0.6 + 0.45 * sum(map(given_weight, given)) / len(given) + 0.2 * (len(given) == 2)
    else:
        logit -= 0.5 + 1.5 * (not lac)
        if surname and not looks_foreign(name) and not japanese_surname(name, least=2):
            logit -= 1.5  # a Chinese name with too many characters: 陈某某顿生
    logit += _around(view.text, start, end) + 0.9 * _behind_post(view, start, end, surname)
    if not lac and not jieba and frequency(name) > 3:
        logit -= 1.5  # an ordinary word
    logit -= _no_name(view, start, end, given)
    return 1 / (1 + math.exp(-logit))


def _no_name(view: _View, start: int, end: int, given: str) -> float:
    """What speaks against a name in the stretch itself and right behind it."""
    name, against = view.text[start:end], 0.0
    if name[-1] in _PLACE_END:
        against += 4
    if len(given) == 2 and not view.tagged(start, end)[1] and frequency(given) > 2000:
        against += 2.5  # 党 | 忠诚
    if name in BEFORE or given in _STYLED:
        against += 6  # a post is no name, and neither is a surname with a post or style: 通讯员, 毛主席, 杨哥
    if len(name) == 2 and (name[1] == "方" or _is_coined(view.text, start, end)):
        against += 5  # 阿方 is a side; 沈白高铁 two towns; “黑飞” a word of the day
    if view.text.startswith(WAYS, end - 1) or _TYPE.match(view.text, end):
        against += 5  # 郑渝 | 高铁 runs between two towns; 武直-10 is a helicopter
    if _is_common(view, start, end) or _SLOGAN.match(view.text, start):
        against += 3  # 高情商 is a high EQ; “心如秋水” a concert
    if name[0] in _MUST and frequency(given if len(given) > 1 else given + view.text[end : end + 1]):
        against += 6  # 要 | 冲锋, 要 | 爱护
    if view.text[end - 1 : end + 1] in _SERVICES:
        against += 4  # 施毅海 | 军大校
    return against


def _is_common(view: _View, start: int, end: int) -> bool:
    """Whether LAC calls just this stretch a common noun."""
    token = view.lac[view.word_at[start]] if view.lac else None
    return token is not None and (token.start, token.end, token.tag) == (start, end, "n")


def _is_coined(text: str, start: int, end: int) -> bool:
    """Whether two characters stand alone between quotation marks, or before a railway that is named after two places."""
    quoted = text[max(0, start - 1) : start] in _QUOTES and text[end : end + 1] in _QUOTES
    return (quoted and start > 0 and not looks_foreign(text[start:end])) or text.startswith(WAYS, end)


def _behind_post(view: _View, start: int, end: int, surname: str) -> bool:
    """Whether a tagger cut surname and given name apart right behind a post: 副省长 | 查 | 永康."""
    cut = start + len(surname) in view.edges and start in view.edges and end in view.edges
    return bool(surname) and cut and view.text[max(0, start - 8) : start].endswith(STRONG_BEFORE)


def _overlap_penalty(view: _View, start: int, end: int) -> float:
    """What LAC's cuts say against a stretch it does not call a person."""
    touching = view.lac[view.word_at[start] : view.word_at[end - 1] + 1]
    # A cut through a word of several characters: 谭平坦 out of 谭平 | 坦言.
    crossed = any(
        t.end - t.start > 1 and (t.start < start < t.end or t.start < end < t.end) for t in touching
    )
    if any(t.tag == "PER" for t in touching):
        return -1.6 if crossed else -0.3
    return -1.6 if crossed else -0.4


def _around(text: str, start: int, end: int) -> float:
    """What the words before and after say."""
    return _led_in(text[max(0, start - 8) : start]) + _led_out(text[end : end + 4])


# Many candidates begin or end at one place: what stands there is weighed once.
@lru_cache(maxsize=1024)
def _led_in(before: str) -> float:
    if before.rstrip(" :：").endswith(STRONG_BEFORE):
        return 1.6
    if not before or before[-1] in BRACKETS_BEFORE:
        return 0.5
    return 0.4 if before.endswith(WEAK_BEFORE) else 0.0


@lru_cache(maxsize=1024)
def _led_out(after: str) -> float:
    if after.startswith(STRONG_AFTER):
        return 0.9
    if not after or after[0] in BRACKETS_AFTER:
        return 0.5
    return 0.3 if after.startswith(WEAK_AFTER) else 0.0


def _with_lists(view: _View, found: dict[tuple[int, int], float]) -> dict[tuple[int, int], float]:
    """Items of a list most of whose members are names are names too: 钱岚、小海、林若水."""
    for match in _LIST.finditer(view.text):
        items = _items(view.text, match.start(), match.end())
        sure = sum(found.get(item, 0.0) >= 0.6 for item in items)
        if (sure >= 2 and 2 * sure >= len(items)) or (
            sure == 1 and len(items) == 2 and len(match.group()) <= 7
        ):
            for item in items:
                if _listed_name(view, item):
                    found[item] = max(found.get(item, 0.0), 0.75)
    return found


def _items(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The items of a list; what follows the last one (等音乐人, 和, 先后) is cut off."""
    found = [(start + m.start(), start + m.end()) for m in re.finditer(r"[^、/ ]+", text[start:end])]
    last = found[-1]
    for size in (2, 3):
        if text[last[0] + size : last[0] + size + 2].startswith(_AFTER_LIST):
            return [*found[:-1], (last[0], last[0] + size)]
    return found


def _listed_name(view: _View, item: tuple[int, int]) -> bool:
    """Whether an item of a list may be a name: not a place or body, not a post."""
    name = view.text[item[0] : item[1]]
    if name in BEFORE or name[len(surname_of(name)) :] in _STYLED:
        return False
    inside = [t for t in view.lac if t.start < item[1] and item[0] < t.end]
    return item[1] - item[0] <= 3 and not any(t.tag in ("LOC", "ORG", "TIME") for t in inside)


def _speech_cuts(view: _View) -> frozenset[int]:
    """Places inside a word that follows names, where a name must not end: 谭平坦 out of 谭平 | 坦言."""
    words = view.lac or view.jieba
    return frozenset(at for t in words if t.text in AFTER for at in range(t.start + 1, t.end))


@cache
def _sizes() -> dict[str, tuple[int, ...]]:
    """The first two characters of the attested names -> how long such names are, longest first."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for name in persons():
        found[name[:2]].add(len(name))
    return {head: tuple(sorted(sizes, reverse=True)) for head, sizes in found.items()}


def _attested(view: _View) -> Iterator[tuple[int, int]]:
    """Names of the person tables that stand in the text, longest first, not cut out of a longer word."""
    table, sizes, at = persons(), _sizes(), 0
    edges = [({t.start for t in words}, {t.end for t in words}) for words in (view.lac, view.jieba)]
    while at < len(view.text) - 1:
        fitting = sizes.get(view.text[at : at + 2], ())
        size = next((n for n in fitting if view.text[at : at + n] in table), 0)
        whole = any(at in starts and at + size in ends for starts, ends in edges)
        whole |= size > 2 and view.text[max(0, at - 8) : at].endswith(STRONG_BEFORE)
        beside_dot = "·" in view.text[max(0, at - 1) : at] + view.text[at + size : at + size + 1]
        if size > 1 and whole and not beside_dot:
            yield at, at + size
        at += size or 1
