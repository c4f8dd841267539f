"""Accepted spellings of a Chinese person, and where they stand in the English."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from transcheck.lexicons import name_elements, persons
from transcheck.lexicons.tables import adjective, rows
from transcheck.linking.windows import English, Window
from transcheck.model import Rendering, Verdict
from transcheck.romanising.mandarin import (
    given_spellings,
    name_keys,
    name_parts,
    preferred,
    readings,
    spell,
    surname_keys,
    surname_spellings,
)
from transcheck.romanising.minorities import minority_keys, minority_name, minority_parts, well_cut
from transcheck.romanising.traditions import (
    foreign_keys,
    foreign_surnames,
    home_of,
    japanese_surname,
    traditions_near,
)
from transcheck.romanising.transliteration import looks_foreign, sounds_like
from transcheck.text import ascii_key, words

# What the tables call a person's home, as a tradition or as Chinese words of the text.
_HOME = {"Taiwan": "wade-giles", "Hong Kong": "cantonese", "Macao": "cantonese", "Japan": "japanese"}
_COUNTRY = {
    "United States": ("美国", "美联邦", "华裔", "众议员", "参议员"),
    "Chinese descent": ("美国", "美联邦", "华裔", "众议员", "参议员"),
    "Singapore": ("新加坡",),
    "Malaysia": ("马来西亚", "大马"),
    "South Korea": ("韩国", "首尔"),
    "Canada": ("加拿大",),
}
# What a text about actors and directors speaks of.
_STAGE = re.compile(
    "主演|导演|监制|影片|电影|影帝|影后|饰演|[(（][^()（）]{2,4}饰[)）]|票房|演唱会|专辑|剧集"
)
_PINYIN = Rendering("", "rule", "Hanyu Pinyin, GB/T 28039-2011")


@dataclass(frozen=True, slots=True)
class Hit:
    """A window that spells the name; `strong` hits are names whatever the taggers thought."""

    window: Window
    verdict: Verdict = Verdict.RIGHT
    confidence: float = 0.95
    cause: str = ""
    strong: bool = True


@lru_cache(maxsize=16384)
def attested(name: str) -> tuple[Rendering, ...]:
    """Renderings the person tables hold for exactly this Chinese name, the usual one first."""
    return tuple(
        dict.fromkeys(
            Rendering(form, "termbase", row.table)
            for row in persons().get(name, ())
            for form in (row.en, *row.variants)
            if form
        )
    )


@lru_cache(maxsize=16384)
def attested_keys(name: str) -> frozenset[str]:
    """Letters of every attested form, and of the last word of each: "Joe Biden" may be just "Biden"."""
    keys = set()
    forms = attested(name)
    usual = [word.key for word in words(forms[0].text)] if forms else []
    # The last word of Lee Jae Myung is half a given name, that of Jack Ma a surname.
    heads = surname_keys() | foreign_surnames(name)
    given_last = is_chinese(name) and any(ascii_key(form.text.split(" ")[0]) in heads for form in forms)
    for rendering in forms:
        parts = [w.key for w in words(rendering.text)]
        if parts:
            keys |= {"".join(parts[cut:]) for cut in range(len(parts) - 1)}  # Sharma Oli for K. P. Sharma Oli
            last = ascii_key(rendering.text.split(" ")[-1])
            # Takaichi Sanae is Sanae Takaichi turned round: it ends in the given name.
            turned = sorted(parts) == sorted(usual) and parts[-1] != usual[-1]
            alone = len(last) > 1 and not given_last and not turned
            keys |= {"".join(parts), last} if alone else {"".join(parts)}
            keys.add("".join(reversed(parts)) if len(parts) == 2 else "".join(parts))
    return frozenset(keys | _named_in_full().get(name, frozenset()))


@lru_cache(maxsize=1)
def _named_in_full() -> Mapping[str, frozenset[str]]:
    """The first part of dotted Chinese names -> letters of the full names that begin so: 哈桑 is Hassan Sheikh Mohamud."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for zh, bearers in persons().items():
        first, dot, _ = zh.partition("·")
        if dot and len(first) > 1:
            found[first].update(ascii_key(row.en) for row in bearers)
    return {first: frozenset(keys) for first, keys in found.items()}


def is_chinese(name: str) -> bool:
    """Whether pinyin can be right for a name: a surname and one or two more characters, no Uygur or Tibetan name."""
    surname, given = name_parts(name)
    return bool(surname) and len(given) in (1, 2) and not minority_parts(name)


def expected(name: str) -> tuple[Rendering, ...]:
    """Accepted renderings with their provenance, the one to suggest first.

    >>> expected("丁时勇")[0].text
    'Ding Shiyong'
    """
    known = attested(name)
    if own := minority_name(name):
        return known or (Rendering(own, "rule", "names of the parts it is made of"),)
    if not is_chinese(name):
        return known or _pen_name(name)
    pinyin = Rendering(preferred(name), _PINYIN.origin, _PINYIN.where)
    return (*known, pinyin) if not has_own_form(name) else known


def _pen_name(name: str) -> tuple[Rendering, ...]:
    """A name of two characters without a surname in pinyin: Xiao He for 小河."""
    if len(name) != len("小河") or looks_foreign(name) or minority_parts(name):
        return ()
    shown = " ".join(preferred(char) for char in name)
    return (Rendering(shown, _PINYIN.origin, _PINYIN.where),)


def has_own_form(name: str) -> bool:
    """Whether the tables know the name under an English form that is not its pinyin."""
    keys = name_keys(name)
    return bool(attested(name)) and not any(key in keys[0] or key in keys[1] for key in attested_keys(name))


def exact_hits(name: str, english: English, context: str) -> Iterator[Hit]:
    """Windows that spell the name in a way some tradition accepts."""
    for key in attested_keys(name):
        yield from (Hit(w, confidence=0.97) for w in english.by_key.get(key, ()) if w.capital)
    for key in minority_keys(name):
        yield from (_minority_hit(name, w) for w in english.by_key.get(key, ()) if w.capital)
    for key in _familiar_keys(name):
        yield from (Hit(w, confidence=0.9) for w in english.by_key.get(key, ()) if w.capital)
    if is_chinese(name) or (len(name) <= 3 and not attested(name)):
        yield from _pinyin_hits(name, english, context)
    if is_chinese(name):
        yield from _tradition_hits(name, english)


# How people are called who know each other, and what English makes of it.
_FAMILIAR = {"老": "old lao elder uncle", "小": "young little xiao small", "大": "big da", "阿": "ah a"}


@lru_cache(maxsize=1024)
def _familiar_keys(name: str) -> tuple[str, ...]:
    """Old Wang and Lao Wang for 老王, Ah Qiang for 阿强; nothing for other names.

    >>> _familiar_keys("老王")[0], _familiar_keys("王强")
    ('oldwang', ())
    """
    first, rest = name[:1], name[1:]
    if first not in _FAMILIAR or len(rest) != 1:
        return ()
    return tuple(word + key for word in _FAMILIAR[first].split() for key in spell([readings(rest)]))


def _minority_hit(name: str, window: Window) -> Hit:
    if well_cut(name, [word.key for word in window.words]):
        return Hit(window, confidence=0.9)
    parts = " and ".join(minority_parts(name))
    return Hit(window, Verdict.MERGED, 0.85, f"the name is made of {parts}, and was cut elsewhere")


def _pinyin_hits(name: str, english: English, context: str) -> Iterator[Hit]:
    for i, keys in enumerate(name_keys(name)):
        for key in keys:
            for window in english.by_key.get(key, ()):
                if len(window.words) > 1 if i else window.capital or (len(window.words) > 1 and len(key) > 6):
                    yield _graded(name, window, english, given_first=bool(i), context=context)


def _graded(name: str, window: Window, english: English, *, given_first: bool, context: str) -> Hit:
    surname, given = name_parts(name)
    strong = len(window.words) > 1 or (len(window.key) > 6 and len(name) > 2)
    if has_own_form(name) and supported(name, context):
        form = attested(name)[0].text
        return Hit(
            window, Verdict.PINYIN, 0.85, f"known in English as {form}, not by the Mandarin reading", strong
        )
    home = home_of(name, context)
    if home and not attested(name):
        cause = f"a {home.capitalize()} name: its characters are not read in Mandarin"
        return Hit(window, Verdict.PINYIN, 0.75, cause, strong)
    if not given_first and len(surname) > 1 and len(window.words) > 1 and _cut_wrongly(window, surname):
        return Hit(window, Verdict.MERGED, 0.9, f"the compound surname {surname} was cut apart", strong)
    if not given_first and surname and _misshapen(window.text(english.passage), window, surname, given):
        return Hit(window, Verdict.FORMAT, 0.45, "spacing or capitals differ from the rule", strong)
    return Hit(window, strong=strong)


def supported(name: str, context: str) -> bool:
    """Whether words of the text speak for the person of the tables rather than a namesake."""
    known = persons().get(name, ())
    cues = {cue for row in known for cue in row.context}
    near = traditions_near(context)
    on_stage = any("film" in told for row in known for told in (row.note, *row.context))
    if on_stage and _STAGE.search(context):
        return True
    return any(
        cue in context
        or _HOME.get(cue, "?") in near
        or any(w in context for w in _COUNTRY.get(cue, _countries().get(cue, ())))
        for cue in cues
    )


@lru_cache(maxsize=1)
def _countries() -> Mapping[str, tuple[str, ...]]:
    """English name of a country -> its Chinese names."""
    found: dict[str, tuple[str, ...]] = {}
    for zh, en, *_, note in rows("places"):
        if adjective(note):
            found[en] = (*found.get(en, ()), zh)
    return found


def _misshapen(shown: str, window: Window, surname: str, given: str) -> bool:
    """Whether a pinyin name in Chinese order is written otherwise than "Ding Shiyong" or "Ding Shi-yong"."""
    keys = [w.key for w in window.words]
    if shown.isupper():
        return False
    if len(keys) == 2 and keys[0] in surname_spellings(surname):
        second = window.words[1].text
        return not (
            second[:1].isupper() and (second[1:].islower() or len(second) < 2 or not second.isalpha())
        )
    hyphenated = len(keys) == 3 and shown[window.words[1].end - window.words[0].start] in "-‐‑"
    return not hyphenated and bool(given)


def _cut_wrongly(window: Window, surname: str) -> bool:
    """Whether the words part inside a compound surname: "Ou Yangguoliang"."""
    ends, letters = set(), 0
    for word in window.words:
        letters += len(word.key)
        ends.add(letters)
    return not ends & {len(s) for s in surname_spellings(surname) if window.key.startswith(s)}


def _tradition_hits(name: str, english: English) -> Iterator[Hit]:
    for tradition, keys in foreign_keys(name).items():
        for key in keys:
            for window in english.by_key.get(key, ()):
                if window.capital and len(window.words) >= min(len(name), 3):
                    yield Hit(window, confidence=0.9, cause=f"{tradition} spelling", strong=len(name) > 2)
    if japanese := japanese_surname(name):
        for key in japanese:
            yield from (
                Hit(w, Verdict.UNSURE, 0.5, "Japanese reading", strong=False)
                for w in english.by_key.get(key, ())
                if w.capital
            )


def surname_hits(name: str, english: English, is_open: Callable[[Window], bool]) -> Window | None:
    """A surname standing alone, or after an English given name ("Thomas Leung"), that may be this person."""
    surname, given = name_parts(name)
    mandarin = set(surname_spellings(surname)) | (set(given_spellings(given)) if len(given) > 1 else set())
    foreign = foreign_surnames(name)
    for window in english.windows:
        word = window.words[-1]
        if not is_open(window) or not window.capital or not word.capital:
            continue
        if (
            len(window.words) == 1
            and word.key in mandarin | _first_words(name)
            and not _name_goes_on(english, window)
            and not _behind_surname(english, window)
        ):
            return window
        if len(window.words) == 2 and window.words[0].key in given_names() and word.key in mandarin | foreign:
            return window
    return None


def _first_words(name: str) -> frozenset[str]:
    """The first words of attested forms, for mentions by that word alone."""
    firsts = (words(rendering.text)[:1] for rendering in attested(name))
    return frozenset(first[0].key for first in firsts if first and len(first[0].key) > 3)


def stranger(english: English, is_open: Callable[[Window], bool]) -> bool:
    """Whether an English given name and another capitalised word stand somewhere unexplained ("Jacob Parker")."""
    return any(
        len(window.words) == 2
        and window.words[0].key in given_names()
        and all(word.capital for word in window.words)
        and is_open(window)
        for window in english.windows
    )


def dialect_name(name: str, english: English, is_open: Callable[[Window], bool]) -> Window | None:
    """A full name whose surname is this one as spelt outside the mainland: Ng Chee Keong beside 黄志强."""
    spelt = foreign_surnames(name) - set(surname_spellings(name_parts(name)[0]))
    found = [
        window
        for window in english.windows
        if len(window.words) in (2, 3)
        and window.words[0].key in spelt
        and window.words[0].capital
        and is_name(window, english)
        and is_open(window)
    ]
    return max(found, key=lambda window: len(window.words), default=None)


def is_name(window: Window, english: English) -> bool:
    """Whether every word has a capital or hangs on a hyphen: Lee Myung-bak."""
    text = english.passage.text
    return window.capital and all(w.capital or text[w.start - 1] in "-‐‑" for w in window.words[1:])


def _behind_surname(english: English, window: Window) -> bool:
    """Whether a surname stands right before a word, which is then a given name: the He of Liu He is no 何."""
    before = english.before(window, " ")
    return before is not None and before.capital and before.key in surname_keys()


def _name_goes_on(english: English, window: Window) -> bool:
    """Whether another capitalised word follows at once, so that the surname does not stand alone."""
    following = window.last + 1
    return following < len(english.words) and any(
        other.first == window.first and other.last == following and other.words[-1].capital
        for other in english.by_key.get(window.key + english.words[following].key, ())
    )


@lru_cache(maxsize=1)
def given_names() -> frozenset[str]:
    """English given names in letters, from the tables of name elements."""
    return frozenset(
        ascii_key(form)
        for elements in name_elements().values()
        for element in elements
        if element.kind in ("given", "either")
        for form in (element.en, *element.variants)
    )


def transliterated(name: str, english: English, is_open: Callable[[Window], bool]) -> Window | None:
    """A capitalised window that sounds like a name written in transliteration characters."""
    if not looks_foreign(name):
        return None
    best: tuple[float, Window] | None = None
    for window in english.windows:
        if window.capital and window.words[-1].capital and is_open(window) and len(window.key) >= len(name):
            score = sounds_like(name, window.key)
            if score >= 0.7 and (best is None or score > best[0]):
                best = (score, window)
    return best[1] if best else None
