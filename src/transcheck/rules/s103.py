"""Rule S103: a word of two characters, translated one after the other."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from transcheck.embedding import encode
from transcheck.lexicons.forms import stem
from transcheck.lexicons.glosses import PACKAGE, divided, glosses, senses, side_by_side
from transcheck.model import Alignment, Evidence, Finding, LinkedBead, Passage, Rule, Severity, Span, passages
from transcheck.text import Word, fold_chinese, words

# Characters whose plain reading is right in any word: counts and negations.
_PLAIN = frozenset("一二三四五六七八九十百千万亿两双半零几多数第不非无未没")
_SMALL = frozenset("to the a an of be in on at for by with as or and it its one".split())
_NAMED = "队杯奖组社号军剧”」》"
_TWO = 2  # characters
_ROOT = 4  # letters that two words of one root begin with
_ENDING = 2  # letters that may follow the root in the shorter of them
_LIKE = 0.5  # cosine from which on the reading says what the word means: female police, policewoman
_LONGEST_GLOSS = 60  # letters shown in a message
_ASIDE = re.compile(r"\(([^)]*)\)")


class _Reading(NamedTuple):
    """A Chinese word and the English that renders its characters (local offsets)."""

    start: int
    end: int
    first: int
    last: int


def check(alignment: Alignment) -> Iterator[Finding]:
    """A word is translated character by character, and its meaning is nowhere in the sentence.

    Why:
        A machine that has not learnt a word reads its parts: who shares a car is put under a spell.

    Flagged:
        他每天⟦拼车⟧上班。 => He goes to work by ⟦spell car⟧ every day.
        门票很⟦抢手⟧。 => The tickets are very ⟦grab hand⟧.
        早餐有⟦油条⟧。 => There are ⟦oil strips⟧ for breakfast.

    Accepted:
        他每天拼车上班。 => He shares a car to work every day.
        门票很抢手。 => Everybody wants a ticket.
        亲友前来观礼。 => Friends and relatives came to watch the ceremony.
        她当了女警。 => She became a female police officer.
        这里有一条排水沟。 => There is a drainage ditch here.
        该公司开源了模型。 => The company open-sourced its model.
        长风队迎战铁骑队。 => Changfeng play the Iron Riders.
        他等了两星期。 => He waited for two weeks.
        这是重大国家工程。 => This is a big country project.

    Limits:
        Only words of two characters that CC-CEDICT has; a reading that says about what the dictionary says is
        let pass, and so is one whose words other Chinese words may stand for.
    """
    for linked, target in passages(alignment, "target"):
        if linked.bead.source is not None:
            for reading in _readings(linked.bead.source.text, target.text):
                source = linked.bead.source.at(reading.start, reading.end)
                span = target.at(reading.first, reading.last)
                if not _is_linked(linked, source, span):
                    yield _finding(linked, source, span, linked.bead.source, target)


def _is_linked(linked: LinkedBead, source: Span, target: Span) -> bool:
    """Whether a name or term is there that other rules look at."""
    return any(
        link.entity.span.overlaps(source) or (link.span is not None and link.span.overlaps(target))
        for link in linked.links
    )


class _English(NamedTuple):
    """The words of a translation, their stems, and where words of one beginning stand."""

    words: tuple[Word, ...]
    stems: tuple[str, ...]
    beginnings: Mapping[str, Sequence[int]]

    def places(self, keys: Iterable[str]) -> frozenset[int]:
        """The numbers of the words of one root with some stems."""
        return frozenset(
            n for key in keys for n in self.beginnings.get(key[:_ROOT], ()) if _one_root(self.stems[n], key)
        )


def _english(text: str) -> _English:
    said = words(text)
    stems = tuple(stem(word.key) for word in said)
    found: defaultdict[str, list[int]] = defaultdict(list)
    for n, one in enumerate(stems):
        found[one[:_ROOT]].append(n)
    return _English(said, stems, found)


def _readings(source: str, target: str) -> Iterator[_Reading]:
    zh, english = fold_chinese(source), _english(target)
    places = list(divided(zh))
    rendered = _rendered({zh[start:end] for start, end in places}, english)
    for start, end in {zh[start:end]: (start, end) for start, end in reversed(places)}.values():
        word = zh[start:end]
        if len(word) != _TWO or word[0] in _PLAIN:
            continue
        found = _beside(word, english, rendered)
        named = found and _is_name(zh, end) and target[found.start].isupper()
        if (
            found
            and not named
            and _is_unsaid(word, english)
            and not _says_it(word, target[found.start : found.end])
        ):
            yield _Reading(start, end, found.start, found.end)


def _is_name(zh: str, end: int) -> bool:
    """Whether what follows a word says that it is a name: a team, a cup, a prize."""
    return zh[end : end + 1] in tuple(_NAMED)


def _is_unsaid(zh: str, english: _English) -> bool:
    """Whether the dictionary has a word, not as a name, and the English hardly a word of what it means.

    A word that is also a character's own counts where it is a third of the meaning: watch the ceremony for 观礼.
    """
    if all(gloss[:1].isupper() for gloss in glosses(zh)):
        return False
    parts = _plain_senses(zh[0]) | _plain_senses(zh[1])
    for sense in senses(zh):
        said = [key for key in sense if english.places((key,))]
        if 3 * len(said) >= len(sense) or not parts.issuperset(said):
            return False
    return True


def _rendered(sentence: Iterable[str], english: _English) -> Mapping[int, Collection[str]]:
    """The Chinese words that each English word may render, by their senses."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for word in sentence:
        for place in english.places(key for sense in senses(word) for key in sense):
            found[place].append(word)
    return found


def _beside(zh: str, english: _English, rendered: Mapping[int, Collection[str]]) -> Span | None:
    """Where the two characters are rendered side by side, by words that no other Chinese word accounts for."""
    heads = english.places(_plain_senses(zh[0]))
    tails = english.places(_plain_senses(zh[1])) if heads else frozenset()
    if not tails:
        return None
    content = [n for n, word in enumerate(english.words) if word.key not in _SMALL]
    for here, there in pairwise(content):
        apart = there - here > 2 or english.stems[here] == english.stems[there]
        if apart or here not in heads or there not in tails:
            continue
        if {*rendered.get(here, ()), *rendered.get(there, ())} <= {zh}:
            return Span(english.words[here].start, english.words[there].end)
    return None


@lru_cache(maxsize=8192)
def _plain_senses(character: str) -> frozenset[str]:
    return frozenset(sense[0] for sense in senses(character) if len(sense) == 1)


def _one_root(one: str, other: str) -> bool:
    """Whether two stems are of one root: nuclear, nucleus."""
    if one == other:
        return True
    size = min(len(one), len(other))
    shared = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), size)
    return shared >= max(_ROOT, size - _ENDING) and abs(len(one) - len(other)) <= _ROOT


def _says_it(zh: str, written: str) -> bool:
    """Whether English says about what a word means, by the likeness of sentence vectors.

    Two words that English has beside each other anyway (open source, small talk) are taken for what it means.
    """
    meanings = [
        text
        for gloss in glosses(zh)
        for text in (_ASIDE.sub("", gloss), gloss, *_ASIDE.findall(gloss))
        if text.strip()
    ]
    vectors = encode([written, *meanings])
    said = words(written)
    return float((vectors[1:] @ vectors[0]).max()) >= _LIKE or side_by_side(said[0].key, said[-1].key)


def _brief(gloss: str) -> str:
    """A gloss without asides, to its first comma if it is long."""
    said = " ".join(_ASIDE.sub("", gloss).split()) or gloss
    return said if len(said) <= _LONGEST_GLOSS else said.split(",")[0].strip()


def _finding(linked: LinkedBead, source: Span, target: Span, chinese: Passage, english: Passage) -> Finding:
    zh, written = chinese.quote(source), english.quote(target)
    meaning = next((text for gloss in glosses(fold_chinese(zh)) if (text := _brief(gloss))), "")
    return Finding(
        RULE.code,
        RULE.severity,
        f"{zh} means “{meaning}” (CC-CEDICT); “{written}” renders its characters one by one.",
        linked.bead.id,
        target=target,
        source=source,
        entity=zh,
        kind="other",
        confidence=0.7,
        evidence=(Evidence("dictionary", meaning, "CC-CEDICT"),),
    )


RULE = Rule(
    "S103",
    "characters-one-by-one",
    "Accuracy/Mistranslation",
    Severity.MINOR,
    since="0.2",
    check=check,
    needs=frozenset({"source"}),
    embeddings=True,
    package=PACKAGE,
)
