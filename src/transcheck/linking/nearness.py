"""The English words that most likely stand for a Chinese name although they do not spell it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

from transcheck.lexicons import persons
from transcheck.lexicons.name_words import PACKAGE, is_attested
from transcheck.lexicons.packages import is_installed
from transcheck.linking.spelling import attested_keys, has_own_form, is_chinese, supported
from transcheck.linking.windows import English, Window
from transcheck.model import Entity, Verdict
from transcheck.romanising.distance import likeness
from transcheck.romanising.mandarin import (
    given_spellings,
    misread_surnames,
    name_keys,
    name_parts,
    surname_spellings,
)
from transcheck.romanising.minorities import begins_as_minority
from transcheck.romanising.syllables import is_pinyin
from transcheck.romanising.traditions import (
    FOREIGN,
    is_vietnamese,
    japanese_surname,
    taiwan_syllables,
    traditions_near,
)
from transcheck.romanising.transliteration import JUST_LIKE, looks_foreign, sounds_like
from transcheck.text import Word, words

# Below this likeness two spellings have nothing to do with each other.
LEAST = 0.62
_SYLLABLE = 0.6  # two in five spellings of Taiwan that follow no scheme keep to it, one in twenty other names
# Capitalised words that open sentences or stand beside names, and are never part of one.
NOT_NAMES = frozenset(
    "the a an this that these those he she it they we you i his her its their our in on at by for from of to with and "
    "or but as when while after before if since according however meanwhile also then there here what who how why "
    "mr mrs ms miss dr professor president chairman chairwoman chairperson secretary minister director mayor governor "
    "general reporter journalist reporters photo author editor text news agency newspaper daily network "
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday chinese china beijing shanghai american us u.s party committee people premier "
    "chancellor king queen prince princess emperor empress sheikh pope ambassador senator justice judge captain coach "
    "spokesman spokeswoman spokesperson marshal colonel major admiral commander commissioner representative lawmaker "
    "deputy vice former".split()
)


@dataclass(frozen=True, slots=True)
class Near:
    """A window taken for a name: how alike, and what went wrong."""

    window: Window
    score: float
    verdict: Verdict
    cause: str


def best_near(
    entity: Entity,
    english: English,
    context: str,
    is_open: Callable[[Window], bool],
    *,
    foreign: bool = False,
) -> Near | None:
    """The open window that best stands for the entity, or None if none is near enough.

    `context` is the Chinese around: what does not speak of a known person's home may mean a namesake. A `foreign`
    name is not compared with its pinyin.
    """
    # 雷纳 in a text about Honduras is written by sound: its pinyin proves nothing.
    abroad = foreign or (looks_foreign(entity.value) and any(word in context for word in FOREIGN))
    abroad |= is_vietnamese(entity.value, context)
    japanese = bool(japanese_surname(entity.value, least=2)) and "japanese" in traditions_near(context)
    chinese = is_chinese(entity.value) and not abroad and not japanese
    at_home = supported(entity.value, context)

    def as_attested(name: str, window: Window) -> Near | None:
        return _grade_attested(name, window, at_home=at_home)

    def in_own_style(name: str, window: Window) -> Near | None:
        hyphened = "-" in window.text(english.passage) and "wade-giles" in traditions_near(context)
        return _grade_own_style(name, window) if hyphened else None

    def by_sound(name: str, window: Window) -> Near | None:
        return _grade_by_sound(name, window, english)

    grades: list[Callable[[str, Window], Near | None]] = []
    if chinese:
        grades = [in_own_style, by_sound, _grade_chinese]
    if not chinese or has_own_form(entity.value):
        grades.append(as_attested)
    found = [
        near
        for window in english.windows
        if len(window.words) <= 3 and _name_like(window, english) and is_open(window)
        for grade in grades
        if (near := grade(entity.value, window)) is not None
    ]
    return max(found, key=lambda near: (near.score, len(near.window.words)), default=None)


def _name_like(window: Window, english: English) -> bool:
    """Whether a window may be a name at all: capitals, or small letters joined by a hyphen."""
    first, rest = window.words[0], window.words[1:]
    if not window.capital or any(w.key in NOT_NAMES or w.key.isdigit() for w in rest) or first.key.isdigit():
        return False
    if first.key in NOT_NAMES and not (
        rest and rest[0].capital and all(is_pinyin(w.key) for w in window.words)
    ):
        return False  # "He said", but "He Bingwen"
    text = english.passage.text
    return all(
        word.capital or text[before.end : word.start] == "-" or is_pinyin(word.key)
        for before, word in zip(window.words, window.words[1:], strict=False)
    )


def _grade_attested(name: str, window: Window, *, at_home: bool) -> Near | None:
    """A foreign name of the tables, misspelt: "Macon" for Macron; not another name, unless the text is at home."""
    keys = [key for key in attested_keys(name) if len(key) > 3]
    key = max(keys, key=lambda key: likeness(window.key, key), default="")
    score = likeness(window.key, key)
    if score < 0.72:
        return None
    if _GENITIVE.sub("", window.words[0].key) + "".join(word.key for word in window.words[1:]) in keys:
        return None  # Gombojavyn Zandanshatar: a father's name in Mongolian
    if _differs_in_length(name, window.key, key):
        return None  # Taro Kouno, Masayoshi Oohira
    vowels = _skeleton(window.key) == _skeleton(key)
    if vowels and begins_as_minority(name):
        return None  # Tashi, Trashi: each spelling of such names is somebody's
    if (vowels or not at_home) and not _is_half(name, window) and _is_on_record(window):
        return None  # vowels alone differ as transliterations do: Youssef, Yusuf
    return Near(
        window, round(min(0.95, 0.35 + 0.65 * score), 3), Verdict.NEAR, "spelt otherwise than attested"
    )


_GENITIVE = re.compile("(?:g?iin|yn)$")


def _is_half(name: str, window: Window) -> bool:
    """Whether one of two words is that of a known person whose name leaves no choice for the other.

    Sanae Takashi is no Sanae Takaichi, Donald Tromp no Donald Trump; names of other scripts are spelt in many ways.
    """
    rows = [row for row in persons().get(name, ()) if _ONE_SPELLING & set(row.context)]
    if len(window.words) != 2 or not rows:
        return False
    known = {word.key for word in words(rows[0].en)}
    return sum(word.key in known for word in window.words) == 1


def _differs_in_length(name: str, found: str, key: str) -> bool:
    """Whether a Japanese name is spelt with other long vowels than usual."""
    japanese = any("Japan" in row.context for row in persons().get(name, ()))
    return japanese and found != key and _short(found) == _short(key)


def _short(letters: str) -> str:
    """Letters without the marks of long vowels: kono for kouno, ohira for oohira, sato for satoh."""
    return re.sub(r"([aeiou])h(?![aeiou])", r"\1", re.sub("ou|oo", "o", re.sub("uu", "u", letters)))


_ONE_SPELLING = frozenset(
    "Japan US UK France Germany Italy Spain Canada Australia 美国 英国 法国 德国 意大利 西班牙 葡萄牙 荷兰 比利时 奥地利 瑞士 "
    "爱尔兰 加拿大 澳大利亚 新西兰 巴西 阿根廷 墨西哥 智利 秘鲁 波兰 匈牙利 菲律宾".split()
)


def _is_on_record(window: Window) -> bool:
    """Whether some list has every word of a window; without a list only what the tables know is a mistake."""
    return not is_installed(PACKAGE) or all(is_attested(word.text) for word in window.words)


def _skeleton(letters: str) -> str:
    return "".join(c for c in letters if c not in "aeiouy")


def _grade_own_style(name: str, window: Window) -> Near | None:
    """Yiin Chii-ming for 尹启铭: a hyphen, and every syllable close to its character in a romanisation of Taiwan.

    Such spellings follow no one scheme; they are what the bearers chose.
    """
    parts = window.words
    hyphened = len(parts) == len(name) == 3 and parts[2].start == parts[1].end + 1 and not parts[2].capital
    if not hyphened or all(is_pinyin(part.key) for part in parts):
        return None
    close = [
        max((likeness(part.key, key) for key in taiwan_syllables(char)), default=0.0)
        for part, char in zip(parts, name, strict=True)
    ]
    if min(close) < _SYLLABLE:
        return None
    return Near(window, 0.95, Verdict.UNSURE, "may be how the bearer spells it")


def _grade_chinese(name: str, window: Window) -> Near | None:
    surname, given = name_parts(name)
    spelled = given_spellings(given)
    first, rest = window.words[0], window.words[1:]
    tail = "".join(w.key for w in rest)
    alike = max((likeness(tail, key) for key in spelled), default=0.0) if tail else 0.0
    found: Near | None = None
    if len(surname) > 1 and (same := _after_compound(surname, window, spelled)) is not None:
        cause = f"the compound surname {surname} was cut apart"
        return Near(window, 0.7 + 0.28 * same, Verdict.MERGED, cause)
    if rest and first.key in surname_spellings(surname):
        found = _same_surname(name, window, rest, alike)
    elif rest and first.key in misread_surnames(surname) and alike >= 0.8:
        read = surname_spellings(surname)[0].capitalize()
        why = f"{surname} is read {read} as a surname, {first.text} in other words"
        found = Near(window, 0.97, Verdict.HETERONYM, why)
    elif tail in spelled and len(tail) > 3 and first.capital:
        found = Near(window, 0.9, Verdict.NEAR, "the given name is right, the surname is not")
    return max((n for n in (found, _whole(name, window)) if n), key=lambda n: n.score, default=None)


def _is_drawn_in(rest: str) -> bool:
    """Whether letters behind a name are of the next word, and no other spelling of the last syllable: Zheng for Zhen."""
    return is_pinyin(rest) or len(rest) > 2


def _after_compound(surname: str, window: Window, spelled: Collection[str]) -> float | None:
    """How like the given name is what follows a compound surname that was cut apart: Wei Chi Guoliang, Wei Chiguoliang."""
    first, *rest = window.words
    compounds = (*surname_spellings(surname), *misread_surnames(surname))
    if len(rest) == 2:
        tails = [rest[1].key] if first.key + rest[0].key in compounds else []
    elif len(rest) == 1:
        tails = [
            window.key.removeprefix(compound)
            for compound in compounds
            if len(first.key) < len(compound) and window.key.startswith(compound)
        ]
    else:
        tails = []
    alike = [likeness(tail, key) for tail in tails for key in spelled]
    sure = len(rest) == 2 or max(alike, default=0.0) >= _SYLLABLE
    return max(alike, default=0.0) if tails and sure else None


def _same_surname(name: str, window: Window, rest: tuple[Word, ...], alike: float) -> Near | None:
    """Right surname, other given name: typical where the model did not know a character."""
    keys = name_keys(name)[0]
    if any(_is_drawn_in(window.key.removeprefix(key)) for key in keys if window.key.startswith(key)):
        return Near(window, 0.96, Verdict.MERGED, "letters of the next word were drawn into the name")
    legal = all(is_pinyin(w.key) for w in rest)
    if len(rest) == 2 and rest[1].capital and not is_pinyin(rest[1].key) and _half_right(name, rest[0]):
        return Near(
            window, 0.96, Verdict.LITERAL, f"the end of the name was read as a word, “{rest[1].text}”"
        )
    if legal:
        return Near(window, 0.82 + 0.15 * alike, Verdict.NEAR, "the surname is right, the given name is not")
    if rest[0].capital and (alike >= 0.3 or is_pinyin(rest[0].key)):
        return Near(window, 0.72 + 0.2 * alike, Verdict.LITERAL, "part of the name was read as a word")
    if alike >= 0.5:
        return Near(window, 0.7 + 0.2 * alike, Verdict.NEAR, "the given name is misspelt")
    return None


def _may_be_foreign(name: str) -> bool:
    """Whether a name may be written by sound: 巴雅尔 is Bayar."""
    return len(name) > 2 and (looks_foreign(name) or name[-1] in "尔斯特克夫姆")


def _grade_by_sound(name: str, window: Window, english: English) -> Near | None:
    """One word that somebody writes, and that is no pinyin, sounds just like the name: Berlinger for 柏林格."""
    before = english.before(window, " ")
    known = len(name) > 2 or has_own_form(name)
    single = len(window.words) == 1 and known and not is_pinyin(window.key)
    behind = before is not None and before.key in surname_spellings(name_parts(name)[0])
    if not single or behind or sounds_like(name, window.key) < JUST_LIKE or not is_installed(PACKAGE):
        return None
    cause = "may be a foreign name, written by sound in the Chinese"
    return Near(window, 0.9, Verdict.UNSURE, cause) if is_attested(window.words[0].text) else None


def _half_right(name: str, word: Word) -> bool:
    """Whether a word spells the first of two given-name characters."""
    given = name_parts(name)[1]
    return len(given) == 2 and word.key in given_spellings(given[0])


def _whole(name: str, window: Window) -> Near | None:
    """Likeness of all letters together, for glued and misheard names ("Jangweimin", "Linwe")."""
    score = max((likeness(window.key, key) for key in name_keys(name)[0]), default=0.0)
    foreign = _may_be_foreign(name) and sounds_like(name, window.key) >= 0.7
    if score < LEAST or foreign:
        return None
    return Near(
        window, round(0.3 + 0.65 * score, 3), Verdict.NEAR, "sounds like the name, but is not its spelling"
    )
