"""English text → sentences, machine translations with their missing and stray spaces included."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from transcheck.model import Span
from transcheck.segmenting.tiling import tile


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Before a name, with a capital: never the end of a sentence.
_TITLES = _set(
    "mr mrs ms messrs mme dr prof gen col lt maj capt cmdr adm brig sgt sen rep gov pres rev hon st supt amb"
)
# Mid-sentence by nature.
_LINKS = _set("vs e.g i.e cf viz approx incl c.f a.k.a")
# Abbreviations only before a figure; elsewhere words of their own ("a work of art.", "He said no.").
_BEFORE_FIGURE = _set("no nos vol vols p pp fig figs art arts sec ch para ref")
# With a capital ("He sat." is no day), what may close a sentence as well: the next word decides.
_MAY_CLOSE = _set(
    "co ltd inc corp bros jr sr esq univ dept assn bldg ave blvd rd mt ft plc pty llc intl natl "
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat "
    "ph.d m.d"
)
_ABBREVIATIONS = _TITLES | _LINKS | _BEFORE_FIGURE | _MAY_CLOSE
# Capitalised, they begin a sentence: hardly any name starts with one.
_STARTERS = _set(
    "The This These Those That There It He She They We I You Its His Her Their Our My In On At As "
    "After Before But And Or So Yet However When While Where Why What Who How If For From With By To "
    "Of Since Until Although Though Because During Through Under Over Between Among According "
    "Meanwhile Moreover Furthermore Therefore Then Thus Now Today Also An No Not Some Many Most All "
    "Both Each Every Several Such Other Another One Two Only Photo Is Are Was Were Has Have Do Does "
    "Did Will Can Let Please"
)
# Also Chinese surnames in pinyin: after an initial they are a name ("Y. He").
_SURNAMES = _set("He She You So An Her")
_FILE_ENDINGS = _set("Com Org Net Cn Gov Edu Io Js Html Pdf Txt Doc Docx Exe Zip Csv")

_FULL_WIDTH = frozenset("。！？｡")
# A stray second full stop belongs to the first: "the night. . The front".
_STOP = re.compile(
    r"(?P<mark>[.!?…。！？｡]+(?:[ \t]+[.!?…。！？｡]+(?=\s|$))*|(?<![—–])[—–]{1,4}(?=[”\"]\s{1,4}[“\"]))"
    r"(?P<close>(?:[”’\"')\]»）】」』]|[ ][”»])*)"
)
_NEXT = re.compile(r"(?P<gap>\s*)(?P<open>[^\w\s]{0,8}\s*)(?P<word>[^\W_]*)")
_TOKEN = re.compile(r"[^\s(\[“‘\"'（/—–]+$")
_LONGEST_TOKEN = 40
_DOTS = re.compile(r"…+|\.{3,}")
_STAMMER = 1  # words
_OPENING = " \t\u3000(\"'“‘[*-–—•·"
_ENUMERATOR = re.compile(r"\(?(?:\d{1,2}|[A-Za-z]|[IVXivx]{1,5})")
_LISTED = re.compile(r"[:;,]\s*\d{1,2}$")
_ACRONYM = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]")
# “Really?” Wang Lin asked.
_SAID = re.compile(
    r"\s+(?:[A-Z][\w'’-]*\s+){1,4}(?:said|says|asked|asks|added|replied|told|wrote|noted|shouted|exclaimed|cried|whispered|"
    r"answered|repeated|murmured|muttered|yelled|screamed|sighed|explained|remarked)\b"
)
_GLUED = re.compile(r"[“‘(]?(?P<word>[A-Z][a-z]+(?:['’][a-z]+)?|[AI](?=\s))(?!\.\w|[/@_=\d])")
_LOWER = re.compile(r"(?:[^\W\d_]+[-'’])*[a-z]{2,}")
_CAPITAL_OR_FIGURE = re.compile(r"[A-Z][^\W\d_]{2,}|[\d,]*\d(?:\.\d+)?%?|[A-Z]{2,}")


class _Stop(NamedTuple):
    """A mark that may end a sentence, with what stands around it."""

    mark: str
    close: str  # quotes and brackets that close after it
    token: str  # the run of characters before it
    first: bool  # whether the token is all there is of the sentence so far
    stammer: bool  # dots after the first word: Well… I suppose
    listed: bool  # a figure after a comma, colon or semicolon: the number of an item
    gap: bool  # white space after it
    word: str  # the next word
    end: int


def split_english(text: str) -> tuple[Span, ...]:
    """Cut English text into sentences; every character lands in exactly one of them.

    Closing quotes and brackets stay with their sentence, white space belongs to the sentence before it, a
    line break always ends one. Abbreviations, initials, decimals and numbered items do not. Two sentences
    that a machine has glued together are parted.

    >>> text = "Mr. Li of Hua Co., Ltd. spoke.Photo by J. K. Sun"
    >>> [text[s.start : s.end] for s in split_english(text)]
    ['Mr. Li of Hua Co., Ltd. spoke.', 'Photo by J. K. Sun']
    """
    return tile(text, _ends)


def _ends(line: str) -> Iterator[int]:
    start = 0
    for match in _STOP.finditer(line):
        stop = _stop(line, start, match)
        if _is_end(line, stop):
            yield stop.end
            start = stop.end


def _stop(line: str, start: int, match: re.Match[str]) -> _Stop:
    before = line[max(start, match.start() - _LONGEST_TOKEN) : match.start()]
    token = _TOKEN.search(before)
    after = _NEXT.match(line, match.end())
    return _Stop(
        mark=match["mark"],
        close=match["close"],
        token=token.group() if token else "",
        first=bool(_ENUMERATOR.fullmatch(before.strip(_OPENING))) and match.start() - start <= _LONGEST_TOKEN,
        stammer=bool(_DOTS.fullmatch(match["mark"]))
        and match.start() - start <= _LONGEST_TOKEN
        and len(line[start : match.start()].split()) <= _STAMMER,
        listed=bool(_LISTED.search(before)),
        gap=bool(after and after["gap"]),
        word=after["word"] if after else "",
        end=match.end(),
    )


def _is_end(line: str, stop: _Stop) -> bool:
    if not _FULL_WIDTH.isdisjoint(stop.mark):
        return True
    if not stop.gap:
        return _is_glued(line, stop)
    if stop.word[:1].islower():
        return False
    if stop.stammer and stop.word == "I":
        return False
    if stop.mark != ".":
        return not (stop.close and _SAID.match(line, stop.end))
    return not _is_abbreviation(stop)


def _is_abbreviation(stop: _Stop) -> bool:
    """Whether the full stop only shortens a word, or numbers an item."""
    key, capital = stop.token.lower(), stop.token[:1].isupper()
    if stop.first or stop.listed or key in _LINKS or (capital and key in _TITLES):
        return True
    if key in _BEFORE_FIGURE:
        return stop.word[:1].isdigit()
    if len(key) == 1 and capital:
        return stop.word not in _STARTERS or stop.word in _SURNAMES
    if (capital and key in _MAY_CLOSE) or _ACRONYM.fullmatch(stop.token):
        return stop.word not in _STARTERS
    return False


def _is_glued(line: str, stop: _Stop) -> bool:
    """Whether two sentences meet without a space: "the party.Photo by", but not "U.S.A" or "v2.Alpha"."""
    following = _GLUED.match(line, stop.end)
    if following is None or stop.mark not in {".", "!", "?"} or following["word"] in _FILE_ENDINGS:
        return False
    if stop.token.lower() in _ABBREVIATIONS:
        return False
    if _LOWER.fullmatch(stop.token):
        return True
    return following["word"] in _STARTERS and bool(stop.close or _CAPITAL_OR_FIGURE.fullmatch(stop.token))
