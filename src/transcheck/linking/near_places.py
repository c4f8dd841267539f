"""English that almost names a place, or names another one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

from transcheck.lexicons import Termbase, transliteration
from transcheck.lexicons.forms import EnglishText, form
from transcheck.lexicons.tables import adjective, items, rows
from transcheck.lexicons.variants import same_letters
from transcheck.linking.near_terms import Guess, Surroundings, kind_of
from transcheck.linking.term_forms import GENERICS, Known, spelled, without_generic
from transcheck.model import Verdict
from transcheck.romanising.distance import by_ear, likeness
from transcheck.romanising.mandarin import read_from
from transcheck.romanising.minorities import begins_as_minority
from transcheck.romanising.syllables import is_pinyin, splits
from transcheck.romanising.transliteration import JUST_LIKE, looks_foreign, sounds_like
from transcheck.text import ascii_key, places_of

_OURSELVES = frozenset(("china", "chinese", "prc"))  # said of much that the Chinese leaves unsaid
_PROVINCES = frozenset(
    "Anhui Fujian Gansu Guangdong Guangxi Guizhou Hainan Hebei Heilongjiang Henan Hubei Hunan Jiangsu Jiangxi Jilin "
    "Liaoning Qinghai Shaanxi Shandong Shanxi Sichuan Yunnan Zhejiang Taiwan".split()
)


def near_place(term: Known, text: EnglishText, around: Surroundings, base: Termbase) -> Iterator[Guess]:
    """Capitalised words that look or sound like the place, or stand before its generic (Jichun County)."""
    derived = not any(rendering.origin == "termbase" for rendering in term.right)
    bare = term.zh[:-1] if term.zh[-1] in GENERICS else term.zh
    if derived and looks_foreign(bare) and transliteration().keys() >= set(bare):
        return  # 巴尔市 is as likely Bar as a town in China
    if derived and begins_as_minority(term.zh):
        return  # a Tibetan or Uygur name has other spellings than pinyin
    if _TAIWAN.search(around.whole) or "Taiwan" in term.context:
        return  # its towns are spelt in four ways
    if term.right and not term.right[0].text[:1].isupper():
        return  # northwest China, the Great Hall: no name to garble
    targets = _spellings(term)
    parts = frozenset(stem for rendering in term.right for stem in form(rendering.text).stems)
    generic = GENERICS.get(term.zh[-1], "")
    for i in range(len(text.words)):
        for candidate, span in _candidates(text, i, parts):
            begun = derived and text.words[i].key in _beginnings(term.zh)  # the Mangling Mountains
            if len(candidate) < 3 or begun or not around.free(span):
                continue
            close = max((_closeness(candidate, target, term.pinyin) for target in targets), default=0.0)
            beside = bool(generic) and generic in _beside(text, i, span)
            lone = beside and is_pinyin(candidate) and not _another(term.zh[-1], around.open)
            if not _is_sure(candidate, close, beside=beside, lone=lone) or _is_another(
                term, candidate, around
            ):
                continue
            if close < 1.0 and not _is_variation(candidate, targets, term.pinyin):
                yield _place_guess(term, candidate, span, max(close, 0.2), around, base)


@cache
def _beginnings(zh: str) -> frozenset[str]:
    """How a place is spelt without its last character or two, at least two syllables."""
    return frozenset(key for end in (-1, -2) if len(zh[:end]) >= _TWO for key in spelled(zh[:end]))


def _is_another(term: Known, word: str, around: Surroundings) -> bool:
    """Whether a word is the pinyin of other characters, or the place begins the name it renders: 马德里|加尔, Madrigal."""
    if read_from(word, around.whole) or word in _above(term):
        return True  # the capital of Shaanxi province, for 西安
    enough = max(JUST_LIKE, sounds_like(term.zh, word) + _BETTER)
    for at in places_of(term.zh, around.whole):
        start = at + len(term.zh)
        for end in range(start + 1, min(start + _LONGEST_REST, len(around.whole)) + 1):
            if around.whole[end - 1] not in transliteration():
                break
            if sounds_like(around.whole[at:end], word) >= enough:
                return True
    return False


_LONGEST_REST = 4  # characters
_BETTER = 0.2


def other_place(term: Known, text: EnglishText, around: Surroundings) -> Iterator[Guess]:
    """Another place of the same class that nothing in the Chinese supports: Henan for 湖北, Slovenian for 斯洛伐克."""
    ours = place_class(term.zh) or ("province" if _part(term) else "")
    found: list[tuple[tuple[int, int], str]] = []
    for word in text.words if ours else ():
        span = (word.start, word.end)
        if word.key in _OURSELVES or not word.capital or not around.free(span):
            continue
        named = _named_places().get(word.key, frozenset())
        akin = any(place_class(zh) == ours for zh in named)
        if akin and not any(_hinted(zh, around.whole) for zh in named):
            found.append((span, min(named)))
    if len({zh for _, zh in found}) == 1:
        span, zh = found[0]
        yield Guess(span, Verdict.OTHER, 0.8, f"that is {zh}", _part(term))


def _part(term: Known) -> str:
    """The province of which the place is a part, by its English: northern Anhui."""
    shown = term.right[0].text.split(" ") if term.right else []
    part = len(shown) == len(("northern", "Anhui")) and shown[0].islower() and shown[1] in _PROVINCES
    return shown[1] if part else ""


def _above(term: Known) -> frozenset[str]:
    """The province that a place lies in, as its row tells."""
    return frozenset(ascii_key(told.split(" ")[0]) for told in term.context)


def half_place(term: Known, text: EnglishText, around: Surroundings) -> Iterator[Guess]:
    """The one word in pinyin that nothing in the Chinese reads as, with one of two syllables right: Yanhu for 芜湖."""
    bare = term.zh[:-1] if term.zh[-1] in GENERICS and len(term.zh) > _TWO else term.zh
    ours = {cut for key in term.pinyin for cut in splits(key) if len(cut) == _TWO == len(bare)}
    above = _above(term)
    names = [word for word in text.words if word.capital and is_pinyin(word.key) and word.key not in above]
    stray = [
        word
        for word in names
        if around.free((word.start, word.end))
        and not read_from(word.key, around.whole)
        and word.key not in GENERICS.values()
    ]
    known = bool(term.right) and term.right[0].origin == "termbase"
    if not (known and ours) or len({word.key for word in stray}) != 1 or _TAIWAN.search(around.whole):
        return
    for cut in splits(stray[0].key):
        if len(cut) == _TWO and any((cut[0] == one[0]) != (cut[1] == one[1]) for one in ours):
            span = stray[0].start, stray[0].end
            yield Guess(span, Verdict.NEAR, 0.7, f"it reads {term.pinyin[0]}", without_generic(term))
            return


_TWO = 2  # syllables


def _hinted(zh: str, source: str) -> bool:
    """Whether the Chinese may speak of a place: by its name, its abbreviation, or the character that stands for a country."""
    return zh in source or zh[:2] in source or (zh[0] in source and place_class(zh) == "country")


@cache
def _named_places() -> Mapping[str, frozenset[str]]:
    """Key of an English word -> the Chinese places or countries it may name."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for zh, en, variants, *_, note in rows("places"):
        forms = (en, *items(variants), adjective(note))
        for key in (ascii_key(shown) for shown in forms if shown.isalpha()):
            found[key].add(zh)
    return {key: frozenset(group) for key, group in found.items()}


@cache
def _classes() -> Mapping[str, str]:
    """Place -> country, province or city; only what a text names as such without saying so."""
    found: dict[str, str] = {}
    names = {row[0] for row in rows("places")}
    for zh, *_, context, note in rows("places"):
        if adjective(note):
            found[zh] = "country"
        elif f"{zh}省" in names or (zh.endswith("省") and not context):
            found[zh] = "province"
        elif f"{zh}市" in names and context.split(" ")[0] in _PROVINCES:
            found[zh] = "city"
    return found


def place_class(zh: str) -> str:
    """The class of places in which one may be taken for another; empty for villages, rivers and the like."""
    return _classes().get(zh, "")


def _another(generic: str, source: str) -> bool:
    """Whether the Chinese names another place of the kind: 唐河, but neither 河流 nor 河北."""
    return bool(re.search(f"{generic}(?![流道段床域水南北西苏内门长])", source))


# Counties and cities of Taiwan, which tell where a text is.
_TAIWAN = re.compile(
    "嘉义|屏东|彰化|南投|云林|苗栗|新竹|桃园|宜兰|花莲|台东|澎湖|基隆|台中|台南|高雄|新北|台北"
)
_LONG = 6  # letters: so many do not agree by chance


def _is_sure(candidate: str, close: float, *, beside: bool, lone: bool) -> bool:
    """Whether a spelling is near enough, or stands where only this place can be meant (the one river)."""
    long = len(candidate) >= _LONG and close >= 0.6
    return close >= 0.72 or long or (beside and close >= 0.45) or lone


def _closeness(candidate: str, target: str, pinyin: tuple[str, ...]) -> float:
    """Likeness to a spelling; a foreign name must also begin alike: Alliance is not France."""
    close = max(likeness(candidate, target), likeness(_hardened(candidate), target))
    if target not in pinyin and by_ear(candidate)[:1] != by_ear(target)[:1] and close < 0.85:
        return 0.0
    return close


def _hardened(letters: str) -> str:
    """Letters as an English reader would say them: c before a, o, u is k."""
    return re.sub("c(?=[aou])", "k", letters)


def _candidates(text: EnglishText, i: int, parts: frozenset[str]) -> Iterator[tuple[str, tuple[int, int]]]:
    word = text.words[i]
    if word.capital and word.key not in GENERICS.values():
        yield word.key, (word.start, word.end)
        following = text.words[i + 1] if i + 1 < len(text.words) else word
        alone = following.start != word.end + 1 or not following.capital or following.key in GENERICS.values()
        if not alone and not parts & {word.key, following.key}:
            yield word.key + following.key, (word.start, following.end)


# What makes the people or the ways of a place in China: Taiwanese, Shanghainese, Beijinger, Hongkongers.
_OF_PLACE = re.compile("n?ese|ers?|ites?|ian|an")
_DEMONYM = ("n", "ese", "ish", "ic", "i", "er", "ine", "ino", "ans", "ch", "ns")


def _is_variation(candidate: str, targets: tuple[str, ...], pinyin: tuple[str, ...]) -> bool:
    """Whether a word begins the name, or makes an adjective of it: German, Estonian, Filipino."""
    if any(target.startswith(candidate) for target in targets):
        return True
    if any(candidate.startswith(t) and _OF_PLACE.fullmatch(candidate[len(t) :]) for t in targets):
        return len(candidate) >= _LONG
    heard = by_ear(candidate)
    names = [by_ear(target) for target in targets if target not in pinyin]
    roots = tuple(name[: max(3, len(name) - 3)] for name in names)
    return candidate.endswith(_DEMONYM) and heard.startswith(roots)


def _beside(text: EnglishText, i: int, span: tuple[int, int]) -> set[str]:
    """The words right after a stretch, and right before it (town of X, Lake X)."""
    after = [w.key for w in text.words[i + 1 : i + 3] if w.start >= span[1]][:1]
    before = [w.key for w in text.words[max(0, i - 2) : i] if w.key != "of"][-1:]
    return {key.removesuffix("s") for key in (*after, *before)}


def _spellings(term: Known) -> tuple[str, ...]:
    forms = ["".join(form(r.text).stems) for r in term.right]
    return tuple(dict.fromkeys([*forms, *term.pinyin]))


def _place_guess(
    term: Known, candidate: str, span: tuple[int, int], close: float, around: Surroundings, base: Termbase
) -> Guess:
    named = [zh for zh in base.by_english(candidate) if kind_of(zh, base) == "place"]
    if named and any(zh in around.source for zh in named):
        return Guess(span, Verdict.UNSURE, 0.3, "")
    if not named and any(
        target not in term.pinyin and same_letters(candidate, target) for target in _spellings(term)
    ):
        return Guess(span, Verdict.NEAR, 0.45, "spelt otherwise than usual")
    verdict = Verdict.OTHER if named else Verdict.NEAR
    cause = f"that is {named[0]}" if named else f"it reads {', '.join(term.pinyin[:1])}"
    return Guess(span, verdict, round(0.6 + 0.3 * close, 3), cause, without_generic(term))
