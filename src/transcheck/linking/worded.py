"""Names of bodies rendered by the meaning of their characters, as the dictionary has it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from transcheck.lexicons import Termbase
from transcheck.lexicons.forms import EnglishText, form, stem
from transcheck.lexicons.glosses import PACKAGE, senses, stretches
from transcheck.lexicons.packages import is_installed
from transcheck.linking.literal import literal_readings
from transcheck.linking.near_terms import Guess, Surroundings, capital_runs
from transcheck.linking.term_forms import Known
from transcheck.model import Verdict
from transcheck.text import ascii_key

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
_COUNTRY = re.compile("^(?:中国|全国|中华全国|中华)")
_OF_COUNTRY = frozenset("china chinese national all".split())
_LEAST_COVERED = 0.6  # of the characters of a name


def worded_body(
    term: Known, text: EnglishText, raw: str, around: Surroundings, base: Termbase
) -> Iterator[Guess]:
    """A body's name translated piece by piece: Peasant and Labor Party for 农工党.

    Every telling word of the English must translate a piece of the Chinese, and the words most of its characters.
    Only for parties and associations: the official names of offices, fleets and websites are such translations.
    """
    if not _NAMED.search(term.zh) or term.user or not is_installed(PACKAGE):
        return
    # The dictionary knows the words of the full name: 作家协会, not 作协.
    ours = {part for rendering in term.right for part in form(rendering.text).stems}
    names = [_COUNTRY.sub("", zh) for zh in {term.zh, *base.by_english(term.official)}]
    for first, last in capital_runs(text, raw):
        span = text.span(first, last)
        stems = [stem for stem in text.stems[first : last + 1] if stem not in _OF_COUNTRY]
        other = len(stems) > 1 and not ours.issuperset(stems)  # Democratic Party is short for one of Korea
        if other and around.free(span) and any(_translates(zh, stems) for zh in names):
            yield Guess(span, Verdict.LITERAL, 0.75, "translated piece by piece")


def _translates(zh: str, stems: Sequence[str]) -> bool:
    pieces = _meanings(zh)
    if not all(stem in pieces for stem in stems):
        return False
    covered = set().union(*(pieces[stem] for stem in stems))
    return len(covered) >= _LEAST_COVERED * len(zh)


@lru_cache(maxsize=4096)
def _meanings(zh: str) -> Mapping[str, frozenset[int]]:
    """Stem of a sense -> the places of the characters it may translate."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for start, end in stretches(zh):
        for sense in senses(zh[start:end]) if end - start < len(zh) else ():
            for said in sense:
                found[said].update(range(start, end))
    return {said: frozenset(places) for said, places in found.items()}
