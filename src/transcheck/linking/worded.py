"""Names of bodies rendered by the meaning of their characters, as the dictionary has it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from transcheck.lexicons import Termbase, transliteration
from transcheck.lexicons.forms import EnglishText, form, stem
from transcheck.lexicons.glosses import PACKAGE, senses, stretches
from transcheck.lexicons.name_words import PACKAGE as WORDS
from transcheck.lexicons.name_words import is_attested
from transcheck.lexicons.packages import is_installed
from transcheck.linking.literal import literal_readings
from transcheck.linking.near_terms import Guess, Surroundings, capital_runs
from transcheck.linking.term_forms import Known
from transcheck.model import Verdict
from transcheck.romanising.transliteration import JUST_LIKE, sounds_like
from transcheck.text import ascii_key

_HEARD = 3  # characters: shorter names sound like anything
_DEMONYM = re.compile(r"(?:[a-z]+(?:an|ian|ese|ish|ench|utch)|us|uk|eu)$")


def worded_newspaper(term: Known, text: EnglishText, raw: str, around: Surroundings) -> Iterator[Guess]:
    """A newspaper's name by its meaning, one plain word alone or behind a country's: Russian “Truth” for 真理报.

    Names of two words and more are used in translation too: Morning Star for 晨星报.
    """
    if not term.zh.endswith("报") or len(term.zh) < len("真理报") or not is_installed(PACKAGE):
        return
    meanings = {sense for sense in senses(term.zh[:-1]) if len(sense) == 1}
    for first, last in capital_runs(text, raw):
        start = first + (first < last and bool(_DEMONYM.search(text.content[first].key)))
        span = text.span(start, last)
        if text.stems[start : last + 1] in meanings and around.free(span):
            yield Guess(span, Verdict.LITERAL, 0.75, "translated as words")


def heard_body(term: Known, text: EnglishText, around: Surroundings) -> Iterator[Guess]:
    """A foreign body or firm whose name was spelt by ear, as nobody writes it: Simenz for 西门子."""
    if len(term.zh) < _HEARD or not transliteration().keys() >= set(term.zh) or not is_installed(WORDS):
        return
    for word in text.words:
        span = word.start, word.end
        heard = word.capital and len(word.key) > _HEARD and sounds_like(term.zh, word.key) >= JUST_LIKE
        if heard and around.free(span) and not is_attested(word.text):
            yield Guess(span, Verdict.NEAR, 0.75, "spelt by ear")


def worded_name(term: Known, text: EnglishText, around: Surroundings) -> Iterator[Guess]:
    """A place of the tables that is called by its pinyin, translated character by character: Stone Family Village."""
    if term.user or not is_installed(PACKAGE) or not _called_by_pinyin(term):
        return
    accepted = {stem for rendering in term.right for stem in form(rendering.text).stems}
    for reading in literal_readings(term.zh, text.words):
        words = text.words[reading.first : reading.last + 1]
        span = words[0].start, words[-1].end
        named = all(word.capital for word in words) and len(words) > 1 and around.free(span)
        if reading.meant == len(term.zh) and named and not accepted & {stem(word.key) for word in words[:-1]}:
            yield Guess(span, Verdict.LITERAL, 0.8, "translated character by character")


def _called_by_pinyin(term: Known) -> bool:
    first = term.right[0] if term.right else None
    return (
        first is not None
        and first.origin == "termbase"
        and ascii_key(first.text.split(" ")[0].removesuffix("'s")) in term.pinyin
    )


_NAMED = re.compile("(?:党|联盟|同盟|盟|联合会|促进会|协会|学会|商会|侨联|文联|妇联|残联|科协|作协)$")
_MEDIA = re.compile("(?:网|台|社)$")
_COUNTRY = re.compile("^(?:中国|全国|中华全国|中华)")
_OF_COUNTRY = frozenset("china chinese national all".split())
_KINDS = frozenset(
    "new agency newspaper paper daily broadcaster radio television tv station channel network website".split()
)
_LONG = 4  # words: one of so many may say more of a medium than the Chinese
_ROOT = 3  # letters, at least, of a country in the word for its people
_LEAST_COVERED = 0.6  # of the characters of a name


def worded_body(
    term: Known, text: EnglishText, raw: str, around: Surroundings, base: Termbase
) -> Iterator[Guess]:
    """A body's name translated piece by piece: Peasant and Labor Party for 农工党.

    Every telling word of the English must translate a piece of the Chinese, and the words most of its characters.
    Only for parties and associations, and for media that are called quite otherwise (Peninsula Television for
    Al Jazeera): the official names of offices, fleets and websites are such translations.
    """
    media = bool(_MEDIA.search(term.zh))
    if not (media or _NAMED.search(term.zh)) or term.user or not is_installed(PACKAGE):
        return
    # The dictionary knows the words of the full name: 作家协会, not 作协.
    ours = {part for rendering in term.right for part in form(rendering.text).stems}
    names = [_COUNTRY.sub("", zh) for zh in {term.zh, *base.by_english(term.official)}]
    for first, last in _media_runs(text, raw, names) if media else capital_runs(text, raw):
        span = text.span(first, last)
        stems = [stem for stem in text.stems[first : last + 1] if stem not in _OF_COUNTRY]
        # Democratic Party is short for one of Korea.
        other = _is_telling(stems) and ours.isdisjoint(stems) if media else not ours.issuperset(stems)
        other &= len(stems) > 1
        strange = int(media and len(stems) >= _LONG)
        if other and around.free(span) and any(_translates(zh, stems, strange) for zh in names):
            yield Guess(span, Verdict.LITERAL, 0.75, "translated piece by piece")


def _media_runs(text: EnglishText, raw: str, names: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Every part of a name in capitals, the last with what goes on in small letters: Peninsula television."""
    for first, last in capital_runs(text, raw):
        end = _with_small_words(text, raw, last, names)
        for start in range(first, last + 1):
            for stop in range(end, start, -1):
                if " of " not in raw[slice(*text.span(start, stop))]:
                    yield start, stop


def _is_telling(stems: Sequence[str]) -> bool:
    """Whether words say more than what kind of medium of which country: not the French news agency."""
    return any(stem not in _KINDS and not _DEMONYM.match(stem) for stem in stems)


def _with_small_words(text: EnglishText, raw: str, last: int, names: Sequence[str]) -> int:
    """The last word of a name that goes on in small letters: Peninsula television."""
    while last + 1 < len(text.content):
        gap = raw[text.content[last].end : text.content[last + 1].start]
        if gap != " " or not any(_places(zh, text.stems[last + 1]) for zh in names):
            break
        last += 1
    return last


def _translates(zh: str, stems: Sequence[str], strange: int) -> bool:
    """Whether words, but for so many, translate pieces of a name, and most of its characters are translated."""
    places = [_places(zh, stem) for stem in stems]
    return places.count(frozenset()) <= strange and len(set().union(*places)) >= _LEAST_COVERED * len(zh)


def _places(zh: str, stem: str) -> frozenset[int]:
    """The characters of a name that a word may translate; Russian is of Russia."""
    pieces = _meanings(zh)
    found = pieces.get(stem, frozenset())
    if _DEMONYM.match(stem):
        return found.union(
            *(at for said, at in pieces.items() if len(said) > _ROOT and stem.startswith(said))
        )
    return found


@lru_cache(maxsize=4096)
def _meanings(zh: str) -> Mapping[str, frozenset[int]]:
    """Stem of a sense -> the places of the characters it may translate."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for start, end in stretches(zh):
        for sense in senses(zh[start:end]) if end - start < len(zh) else ():
            for said in sense:
                found[said].update(range(start, end))
    return {said: frozenset(places) for said, places in found.items()}
