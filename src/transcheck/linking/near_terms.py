"""English that almost names a body or a place, or names another one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from transcheck.lexicons import Termbase
from transcheck.lexicons.forms import EnglishText, form, read_english
from transcheck.linking.term_forms import GENERICS, Known
from transcheck.model import Kind, Verdict
from transcheck.romanising.distance import by_ear, likeness
from transcheck.romanising.mandarin import readings
from transcheck.romanising.syllables import splits
from transcheck.text import fold_chinese

Spans = tuple[tuple[int, int], ...]

# Words by which bodies are called differently without being different bodies.
_EXCHANGED = frozenset(
    (
        *(
            "cpc",
            "china",
            "chinese",
            "national",
            "state",
            "central",
            "country",
            "government",
            "general",
            "people",
        ),
        *(
            "department",
            "ministry",
            "bureau",
            "office",
            "administration",
            "authority",
            "commission",
            "committee",
        ),
        *(
            "council",
            "agency",
            "association",
            "society",
            "company",
            "co",
            "ltd",
            "corp",
            "corporation",
            "inc",
        ),
        *("party", "city", "municipal", "provincial", "province", "us", "american", "russian", "official"),
        *("propaganda", "publicity", "college", "first"),
    )
)
# Words that alone name nothing.
_GENERAL = _EXCHANGED | {
    "united",
    "international",
    "news",
    "newspaper",
    "daily",
    "group",
    "university",
    "union",
}
# Endings of Chinese bodies -> the head words of their English.
_HEADS = {
    "办公室": ("office",),
    "委员会": ("commission", "committee"),
    "检察院": ("procuratorate",),
    "法院": ("court",),
    "大学": ("university",),
    "联盟": ("union", "league", "alliance"),
    "协会": ("association",),
    "银行": ("bank",),
    "部": ("ministry", "department"),
    "办": ("office",),
    "报": ("daily", "new", "post", "time", "report", "newspaper", "journal"),
    "局": ("bureau", "administration"),
    "署": ("department", "administration"),
    "厅": ("department",),
}
_MOST_WORDS = 9


@dataclass(frozen=True, slots=True)
class Guess:
    """English that seems to stand for a term wrongly: local offsets, what is wrong, how sure."""

    span: tuple[int, int]
    verdict: Verdict
    confidence: float
    cause: str


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What else is known about a bead: Chinese not yet accounted for, English already explained."""

    source: str
    explained: Spans
    whole: str = ""  # the Chinese with everything in it

    def free(self, span: tuple[int, int]) -> bool:
        """Whether a stretch of English is not explained by anything in the Chinese."""
        return not any(start < span[1] and span[0] < end for start, end in self.explained)


def other_body(
    term: Known, text: EnglishText, raw: str, around: Surroundings, base: Termbase
) -> Iterator[Guess]:
    """Names of other bodies in the English that nothing in the Chinese supports and that resemble the term."""
    for start, end in _names(text, raw, term.kind, base):
        named = [zh for zh in base.by_english(raw[start:end]) if _kind(zh, base) == term.kind]
        if not around.free((start, end)) or any(supported(zh, around.source) for zh in named):
            continue
        if _is_part(raw[start:end], term):
            continue
        closeness = max((_akin(term.zh, zh) for zh in named), default=0.0)
        if closeness >= 0.5 and not any(
            zh in term.zh or term.zh in zh for zh in named if _akin(term.zh, zh) > 0.9
        ):
            yield Guess((start, end), Verdict.OTHER, 0.85, f"that is {named[0]}")


def _is_part(found: str, term: Known) -> bool:
    """Whether a name is a shorter or longer form of an accepted one: Xinhua for Xinhuanet; or no name (United)."""
    stems = form(found).stems
    joined = "".join(stems)
    ours = ["".join(form(rendering.text).stems) for rendering in term.right]
    return any(joined in one or one in joined for one in ours) or set(stems) <= _GENERAL


def _kind(zh: str, base: Termbase) -> Kind:
    return base.get(zh)[0].kind


def _names(text: EnglishText, raw: str, kind: Kind, base: Termbase) -> Iterator[tuple[int, int]]:
    """Longest stretches of capitalised words that the termbase knows as names of a kind."""
    first = 0
    while first < len(text.words):
        if not text.words[first].capital or text.words[first].key == "the":
            first += 1
            continue
        for last in range(min(len(text.words), first + _MOST_WORDS) - 1, first - 1, -1):
            span = text.words[first].start, text.words[last].end
            if any(_kind(zh, base) == kind for zh in base.by_english(raw[span[0] : span[1]])):
                yield span
                first = last
                break
        first += 1


def supported(zh: str, source: str) -> bool:
    """Whether the Chinese at hand may speak of a body, perhaps under a shorter name: 世卫组织 for 世界卫生组织."""
    if zh in source:
        return True
    chars = set(zh)
    return sum(char in source for char in chars) >= 0.6 * len(chars)


@lru_cache(maxsize=65536)
def _akin(one: str, other: str) -> float:
    """Share of the characters of the shorter of two Chinese names that the other has too."""
    return len(set(one) & set(other)) / max(1, min(len(set(one)), len(set(other))))


def near_body(term: Known, text: EnglishText, raw: str, around: Surroundings) -> Iterator[Guess]:
    """Stretches in which all but one distinguishing word of an accepted form stand, another in its place."""
    for rendering in term.right:
        wanted = form(rendering.text).stems
        if len(wanted) >= 3 and len(text.known.intersection(wanted)) >= len(set(wanted)) - 1:
            for first in range(len(text.stems)):
                for size in (len(wanted), len(wanted) + 1):
                    yield from _near_window(text, raw, around, wanted, first, size)


def _near_window(
    text: EnglishText, raw: str, around: Surroundings, wanted: tuple[str, ...], first: int, size: int
) -> Iterator[Guess]:
    words = text.content[first : first + size]
    if len(words) < size or not all(word.capital for word in words):
        return
    stems = text.stems[first : first + size]
    missing = [part for part in wanted if part not in stems]
    extra = [i for i, part in enumerate(stems) if part not in wanted]
    if len(missing) != 1 or not extra or extra[-1] - extra[0] >= len(extra):
        return
    said = "".join(stems[i] for i in extra)
    span = text.span(first, first + size - 1)
    if (
        not around.free(span)
        or _BREAK.search(raw[span[0] : span[1]])
        or not _distinguishing(missing[0], stems, extra)
    ):
        return
    if _replaces(wanted, missing[0], stems, extra):
        sure = likeness(said, missing[0]) >= 0.5
        if not sure and extra[0] == 0:
            return  # a word in front may belong to what goes before
        yield Guess(span, Verdict.NEAR, 0.85 if sure else 0.75, f"“{said}” instead of “{missing[0]}”")


_BREAK = re.compile(r"[^\w\s'’&/-]")


def _distinguishing(missing: str, stems: tuple[str, ...], extra: list[int]) -> bool:
    return missing not in _EXCHANGED and not any(stems[i] in _EXCHANGED for i in extra) and len(missing) > 3


def _replaces(wanted: tuple[str, ...], missing: str, stems: tuple[str, ...], extra: list[int]) -> bool:
    """Whether putting the missing word back gives the form, also turned round: University of China, China University."""
    whole = (*stems[: extra[0]], missing, *stems[extra[-1] + 1 :])
    return any(whole == wanted[cut:] + wanted[:cut] for cut in range(len(wanted)))


def leftover_body(term: Known, text: EnglishText, raw: str, around: Surroundings) -> Iterator[Guess]:
    """The only English name with the head of such a body, where the term is the only such body in the Chinese."""
    ending = next((ending for ending in _HEADS if term.zh.endswith(ending)), "")
    # 部长 and 部门 are no bodies, another 部 may be the one the English names.
    if not ending or not term.right or re.search(f"{ending}(?![长门队分])", around.source):
        return
    runs = [run for run in _head_runs(text, raw, _HEADS[ending]) if around.free(run)]
    if len(runs) == 1 and not _says_enough(term, read_english(raw[slice(*runs[0])]), _HEADS[ending]):
        yield Guess(runs[0], Verdict.NEAR, 0.65, "not its official name")


def _says_enough(term: Known, run: EnglishText, heads: tuple[str, ...]) -> bool:
    """Whether a name says all that an accepted one does, but for the head: Emergency Management Department."""
    wanted = (set(form(rendering.text).stems) - {*heads, "ministry", "china"} for rendering in term.right)
    return any(part and part <= run.known for part in wanted)


def _head_runs(text: EnglishText, raw: str, heads: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Runs of capitalised words of which the first or the last is a head word."""
    for first, last in _capital_runs(text, raw):
        if last > first + 1 and (text.stems[first] in heads or text.stems[last] in heads):
            yield text.span(first, last)


_JOIN = re.compile(r"['’]?s?[\s-]+(?:(?:of|for|and|on)\s+)?(?:the\s+)?|-")


def _capital_runs(text: EnglishText, raw: str) -> Iterator[tuple[int, int]]:
    first = None
    for i, word in enumerate(text.content):
        if not word.capital:
            first = None
            continue
        first = i if first is None else first
        after = text.content[i + 1] if i + 1 < len(text.content) else None
        between = raw[word.end : after.start] if after else "."
        if after is None or not after.capital or not _JOIN.fullmatch(between):
            yield first, i
            first = None


def near_place(term: Known, text: EnglishText, around: Surroundings, base: Termbase) -> Iterator[Guess]:
    """Capitalised words that look or sound like the place, or stand before its generic (Jichun County)."""
    if term.right and not term.right[0].text[:1].isupper():
        return  # northwest China, the Great Hall: no name to garble
    targets = _spellings(term)
    parts = frozenset(stem for rendering in term.right for stem in form(rendering.text).stems)
    generic = GENERICS.get(term.zh[-1], "")
    for i in range(len(text.words)):
        for candidate, span in _candidates(text, i, parts):
            if len(candidate) < 3 or not around.free(span) or read_from(candidate, around.whole):
                continue
            close = max((likeness(candidate, target) for target in targets), default=0.0)
            beside = bool(generic) and generic in _beside(text, i, span)
            long = len(candidate) >= 7 and close >= 0.6
            sure = close >= 0.72 or long or (beside and close >= 0.45)
            if sure and close < 1.0 and not _is_variation(candidate, targets):
                yield _place_guess(term, candidate, span, close, around, base)


def _candidates(text: EnglishText, i: int, parts: frozenset[str]) -> Iterator[tuple[str, tuple[int, int]]]:
    word = text.words[i]
    if word.capital and word.key not in GENERICS.values():
        yield word.key, (word.start, word.end)
        following = text.words[i + 1] if i + 1 < len(text.words) else word
        alone = following.start != word.end + 1 or not following.capital or following.key in GENERICS.values()
        if not alone and not parts & {word.key, following.key}:
            yield word.key + following.key, (word.start, following.end)


_DEMONYM = ("n", "ese", "ish", "ic", "i", "er", "ine", "ino", "ans", "ch", "ns")


def _is_variation(candidate: str, targets: tuple[str, ...]) -> bool:
    """Whether a word is a piece of the name, or makes an adjective of it: German, Estonian, Filipino."""
    if any(candidate in target for target in targets):
        return True
    heard = by_ear(candidate)
    roots = tuple(by_ear(target)[: max(3, len(by_ear(target)) - 3)] for target in targets)
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
    named = [zh for zh in base.by_english(candidate) if _kind(zh, base) == "place"]
    if named and any(zh in around.source for zh in named):
        return Guess(span, Verdict.UNSURE, 0.3, "")
    verdict = Verdict.OTHER if named else Verdict.NEAR
    cause = f"that is {named[0]}" if named else f"it reads {', '.join(term.pinyin[:1])}"
    return Guess(span, verdict, 0.6 + 0.3 * close, cause)


@lru_cache(maxsize=65536)
def read_from(candidate: str, source: str) -> bool:
    """Whether a capitalised word is the pinyin of Chinese characters that stand side by side in the source."""
    folded = fold_chinese(source)
    for syllables in splits(candidate):
        for at in range(len(folded) - len(syllables) + 1):
            pairs = zip(syllables, folded[at : at + len(syllables)], strict=True)
            if all(syllable in readings(char) for syllable, char in pairs):
                return True
    return False
