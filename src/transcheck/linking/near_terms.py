"""English that almost names a body, or names another one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from transcheck.lexicons import Termbase
from transcheck.lexicons.forms import EnglishText, form, read_english
from transcheck.lexicons.glosses import PACKAGE, senses, stretches
from transcheck.lexicons.packages import is_installed
from transcheck.lexicons.variants import alike
from transcheck.linking.term_forms import Known
from transcheck.model import Kind, Verdict
from transcheck.romanising.distance import likeness
from transcheck.romanising.mandarin import read_from
from transcheck.romanising.syllables import is_pinyin
from transcheck.text import HAN_RUN

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
    "capitol",
    "hill",
}
# Endings of Chinese bodies -> the head words of their English.
_HEADS = {
    "办公室": ("office",),
    "委员会": ("commission", "committee"),
    "检察院": ("procuratorate",),
    "研究院": ("academy", "institute"),
    "研究所": ("institute",),
    "通讯社": ("agency",),
    "法院": ("court",),
    "大学": ("university",),
    "学院": ("college", "academy", "institute"),
    "联盟": ("union", "league", "alliance"),
    "协会": ("association",),
    "银行": ("bank",),
    "运动": ("movement",),
    "影业": ("film", "picture"),
    "电视台": ("television", "tv"),
    "部": ("ministry", "department"),
    "办": ("office",),
    "报": ("daily", "new", "post", "time", "report", "newspaper", "journal", "gazette"),
    "局": ("bureau", "administration"),
    "署": ("department", "administration"),
    "厅": ("department",),
    "党": ("party",),
}
_MOST_WORDS = 9
_FULL_NAME = 3  # content words: shorter names are pieces of many others (Star, People's Daily)


@dataclass(frozen=True, slots=True)
class Guess:
    """English that seems to stand for a term wrongly: local offsets, what is wrong, how sure.

    `fits` is the accepted form that the English comes nearest to, where that is known.
    """

    span: tuple[int, int]
    verdict: Verdict
    confidence: float
    cause: str
    fits: str = ""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What else is known about a bead: Chinese not yet accounted for, English already explained."""

    source: str
    explained: Spans
    whole: str = ""  # the Chinese with everything in it
    open: str = ""  # the Chinese without the terms whose accepted rendering stands in the English

    def free(self, span: tuple[int, int]) -> bool:
        """Whether a stretch of English is not explained by anything in the Chinese."""
        return not any(start < span[1] and span[0] < end for start, end in self.explained)


def inside(span: tuple[int, int], spans: Iterable[tuple[int, int]]) -> bool:
    """Whether a stretch lies within one of others."""
    return any(start <= span[0] and span[1] <= end for start, end in spans)


def other_body(
    term: Known, text: EnglishText, raw: str, around: Surroundings, base: Termbase
) -> Iterator[Guess]:
    """Names of other bodies in the English that nothing in the Chinese supports and that resemble the term."""
    if term.right and not term.right[0].text[:1].isupper():
        return  # a primary-level Party organization: a kind of body, no name
    for start, end in _names(text, raw, term.kind, base):
        named = [zh for zh in base.by_english(raw[start:end]) if kind_of(zh, base) == term.kind]
        if not around.free((start, end)) or any(supported(zh, around.source) for zh in named):
            continue
        if _is_part(raw[start:end], term):
            continue
        closeness = max((_akin(term.zh, zh) for zh in named), default=0.0)
        if _is_byline(term.zh, around.whole) and any(zh.endswith("社") for zh in named):
            closeness = 1.0
        if closeness >= 0.5 and not _same_under_other_name(term, raw[start:end], named):
            yield Guess((start, end), Verdict.OTHER, 0.85, f"that is {named[0]}")


_BYLINE = re.compile(r"\S{0,6}(?:\d+|[一二三四五六七八九十]+)月\S{1,4}日?[电讯]")


def _is_byline(zh: str, source: str) -> bool:
    """Whether a text begins with its news agency or site; the English can then begin with no other agency."""
    agency = zh.endswith("社") or (zh.endswith(("网", "报")) and _BYLINE.match(source, len(zh)) is not None)
    return agency and source.startswith(zh)


_DATELINE = re.compile(
    r"\b\d{1,2}(?:, \d{4})?,? ?(?:\(|/ ?)(?P<agency>[A-Z][A-Za-z.]+(?: [A-Z][a-z]+){0,2}) ?[)/]"
)
_HEAD = 100  # letters within which a report says who sends it
_NO_AGENCY = frozenset(
    "reporter reporters journalist correspondent photo by local beijing video gmt utc".split()
)


def other_agency(term: Known, raw: str, around: Surroundings) -> Iterator[Guess]:
    """Who sends the report, where the English puts it and the Chinese begins with another one: (EuroWire) for 新华社."""
    found = _DATELINE.search(raw[:_HEAD]) if _is_byline(term.zh, around.whole) else None
    if found is None or not around.free(found.span("agency")) or _is_part(found["agency"], term):
        return
    said = [word.key for word in read_english(found["agency"]).words]
    if _NO_AGENCY.isdisjoint(said) and not all(map(is_pinyin, said)):
        yield Guess(found.span("agency"), Verdict.OTHER, 0.8, "another agency")


def _same_under_other_name(term: Known, found: str, named: list[str]) -> bool:
    """Whether a body with a longer or shorter Chinese name may be the same one: 民进 is not 民进党."""
    if not any((zh in term.zh or term.zh in zh) and _akin(term.zh, zh) > 0.9 for zh in named):
        return False
    ours = {part for rendering in term.right for part in form(rendering.text).stems}
    stems = form(found).stems
    return len(stems) < _FULL_NAME or bool(ours & set(stems))


def _is_part(found: str, term: Known) -> bool:
    """Whether a name is a shorter or longer form of an accepted one: Xinhua for Xinhuanet; or no name (United)."""
    stems = form(found).stems
    joined = "".join(stems)
    ours = ["".join(form(rendering.text).stems) for rendering in term.right]
    general = set(stems) <= _GENERAL and len(stems) <= _FULL_NAME
    return general or any(joined in one or one in joined for one in ours)


def kind_of(zh: str, base: Termbase) -> Kind:
    """What kind of thing a known term names first of all."""
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
            if any(kind_of(zh, base) == kind for zh in base.by_english(raw[span[0] : span[1]])):
                yield span
                first = last
                break
        first += 1


def supported(zh: str, source: str) -> bool:
    """Whether the Chinese at hand may speak of a body, perhaps under a shorter name: 世卫组织 for 世界卫生组织.

    Its characters must stand together: those of 亚欧会议 stand scattered in many a sentence.
    """
    if zh in source:
        return True
    chars, size = set(zh), len(zh) + 2
    least = 0.6 * len(chars)
    return any(
        len(chars & set(source[at : at + size])) >= least for at in range(max(1, len(source) - size + 1))
    )


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
                    yield from _near_window(term.zh, text, raw, around, wanted, first, size)


def _near_window(
    zh: str,
    text: EnglishText,
    raw: str,
    around: Surroundings,
    wanted: tuple[str, ...],
    first: int,
    size: int,
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
    if _replaces(wanted, missing[0], stems, extra) and not _told_elsewhere(
        {said, *(stems[i] for i in extra)}, zh, around.whole
    ):
        sure = likeness(said, missing[0]) >= 0.5
        if not sure and extra[0] == 0 and not _opens_run(text, raw, first):
            return  # a word in front may belong to what goes before
        yield Guess(span, Verdict.NEAR, 0.85 if sure else 0.75, f"“{said}” instead of “{missing[0]}”")


def _told_elsewhere(said: Iterable[str], zh: str, source: str) -> bool:
    """Whether one of some words stands for other Chinese than the term: Qinghe right after a firm for 青禾, internet for 互联网."""
    rest = source.replace(zh, "\n")
    if any(is_pinyin(word) and read_from(word, rest) for word in said):
        return True
    meant = {(word,) for word in said}
    return is_installed(PACKAGE) and any(
        not meant.isdisjoint(senses(run.group()[start:end]))
        for run in HAN_RUN.finditer(rest)
        for start, end in stretches(run.group(), 2)
    )


def _opens_run(text: EnglishText, raw: str, first: int) -> bool:
    """Whether a name begins right after an article: what stands first in it is part of it."""
    return bool(re.search(r"\bthe\s+$", raw[: text.content[first].start], re.IGNORECASE))


_BREAK = re.compile(r"[^\w\s'’&/-]")


def _distinguishing(missing: str, stems: tuple[str, ...], extra: list[int]) -> bool:
    if missing in _EXCHANGED or len(missing) <= 3:
        return False
    return not any(stems[i] in _EXCHANGED or alike(stems[i], missing) for i in extra)


def _replaces(wanted: tuple[str, ...], missing: str, stems: tuple[str, ...], extra: list[int]) -> bool:
    """Whether putting the missing word back gives the form, also turned round: University of China, China University."""
    whole = (*stems[: extra[0]], missing, *stems[extra[-1] + 1 :])
    return any(whole == wanted[cut:] + wanted[:cut] for cut in range(len(wanted)))


def leftover_body(term: Known, text: EnglishText, raw: str, around: Surroundings) -> Iterator[Guess]:
    """The only English name with the head of such a body, where the term is the only such body in the Chinese."""
    ending = next((ending for ending in _HEADS if term.zh.endswith(ending)), "")
    # 部长 and 部门 are no bodies, another 部 may be the one the English names.
    if not ending or not term.right or re.search(f"{ending}(?![长门队分])", around.open):
        return
    least = 3 - (ending == "运动") - 2 * _is_singled_out(term.zh, around.whole)
    runs = [run for run in _head_runs(text, raw, _HEADS[ending], least) if around.free(run)]
    run = read_english(raw[slice(*runs[0])]) if len(runs) == 1 else None
    if run is not None and not _says_enough(term, run, _HEADS[ending]) and not _is_short(term, run):
        yield Guess(runs[0], Verdict.NEAR, 0.65, "not its official name")


def _is_singled_out(zh: str, source: str) -> bool:
    """Whether marks say that a name is a newspaper's: 《晨报》, 来源:晨报."""
    name = re.escape(zh)
    return zh.endswith("报") and bool(re.search(rf"《{name}》|(?:来源|稿源)[::]\s*{name}", source))


def _says_enough(term: Known, run: EnglishText, heads: tuple[str, ...]) -> bool:
    """Whether a name says all that an accepted one does, but for the head: Emergency Management Department."""
    wanted = (set(form(rendering.text).stems) - {*heads, "ministry", "china"} for rendering in term.right)
    return any(part and part <= run.known for part in wanted)


def _is_short(term: Known, run: EnglishText) -> bool:
    """Whether a name is the last word of an accepted one: the Journal, the Post."""
    lasts = {form(rendering.text).stems[-1:] for rendering in term.right}
    return run.stems[-1:] in lasts and (
        len(run.stems) == 1 or run.content[0].key.isdigit() or run.stems[0] == "one"
    )


def _head_runs(text: EnglishText, raw: str, heads: tuple[str, ...], least: int) -> Iterator[tuple[int, int]]:
    """Names of some words or more that begin with a head word, or end with one (before "of Guangdong")."""
    for first, last in (*capital_runs(text, raw), *_state_runs(text, raw)):
        if text.stems[first] not in heads or not _governs(text, raw, first):
            last = max((i for i in range(first, last + 1) if text.stems[i] in heads), default=-1)
        if last - first + 1 >= least:
            yield text.span(first, last)


def _governs(text: EnglishText, raw: str, head: int) -> bool:
    """Whether "of" or "for" follows a head word: Ministry of Justice, but Report Author."""
    return bool(re.match(r"\s+(?:of|for)\b", raw[text.content[head].end :]))


def _state_runs(text: EnglishText, raw: str) -> Iterator[tuple[int, int]]:
    """Names of central bodies written small after their first word, as in "State grain office"."""
    for i, word in enumerate(text.content[:-3]):
        small = text.content[i + 1 : i + 4]
        opens = text.stems[i] in ("state", "national") and word.capital
        alone = re.fullmatch(r"\w+(?: \w+){3}", raw[word.start : small[-1].end])
        if opens and alone and not any(w.capital for w in small):
            yield i, i + 3


_JOIN = re.compile(r"['’]?s?[\s-]+(?:(?:of|for|on)\s+(?:the\s+)?|and\s+|the\s+)?|-")


def capital_runs(text: EnglishText, raw: str) -> Iterator[tuple[int, int]]:
    """Names: the first and last content word of every run of capitalised words that hang together."""
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


def lone_acronym(term: Known, text: EnglishText, around: Surroundings) -> Iterator[Guess]:
    """The one unexplained acronym, as long as the term's own, that the Chinese does not have in Latin letters."""
    own = {rendering.text.upper() for rendering in term.right if _ACRONYM.fullmatch(rendering.text.upper())}
    sizes = {len(one) for one in own if 3 <= len(one) <= 4}
    found = [
        word
        for word in text.words
        if _ACRONYM.fullmatch(word.text)
        and around.free((word.start, word.end))
        and word.text not in around.whole.upper()
    ]
    if len(found) == 1 and len(found[0].text) in sizes and _typo(found[0].text, own):
        yield Guess((found[0].start, found[0].end), Verdict.NEAR, 0.7, "no such abbreviation")


_ACRONYM = re.compile("[A-Z]{3,5}")


def _typo(found: str, own: set[str]) -> bool:
    """Whether an acronym has most letters of the right one in their places: AFB for AFP."""
    return any(
        len(one) == len(found) and sum(a == b for a, b in zip(one, found, strict=True)) >= len(one) - 1
        for one in own
    )
