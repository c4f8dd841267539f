"""Rule F102: a phrase said twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from transcheck.model import Alignment, Finding, Rule, Severity, passages
from transcheck.text import words

# Verbs that say the same of a thing; of such a pair one is enough.
_ALIKE = (
    "perform fulfill fulfil discharge execute", "promote advance boost further push", "strengthen reinforce enhance consolidate",
    "study research investigate", "implement execute enforce", "build construct establish", "discuss deliberate",
    "support assist help aid", "maintain preserve safeguard protect uphold", "solve resolve settle", "show display demonstrate exhibit",
    "express voice state", "obtain acquire gain", "ensure guarantee", "observe obey follow", "stop halt cease",
)  # fmt: skip
_TITLES = (
    "director|chairman|chairwoman|chairperson|president|secretary|minister|mayor|governor|premier|captain|coach|spokesperson|"
    "ambassador|manager|commissioner|head|dean|principal|judge|chief|deputy director|vice president|vice chairman"
)
_WORDS = r"[A-Za-z][\w'’-]*"
_LOOP = re.compile(rf"(?<![\w'’-])({_WORDS}(?: {_WORDS}){{1,7}}) \1(?![\w'’-])")
_LISTED = re.compile(
    rf"(?i)(?<![\w'’-])({_WORDS}(?: {_WORDS}){{2,11}})(?:[,;] (?:and )?| and )\1(?=[,.;!?”\"]|$)"
)
_TITLED = re.compile(rf"\b({_TITLES}) ((?:[A-Z][\w'’-]+ ?){{1,3}}), (\1) of\b", re.I)
_ADVERB = r"(?:[a-z]+ly|better|well|further|more|deeply)"
_MANNER = re.compile(rf"\b{_ADVERB} ([a-z]{{4,}}),? (?:and )?{_ADVERB} \1\b")
_RHYTHM = re.compile(
    r"\b(?:by|after|to|upon|over|of|no|ha)\b|and (?:more|less|again|on|\w+er)$|^\w+ and$",
    re.I,
)

_REFRAIN = re.compile(r"([\u4e00-\u9fff]{3,20})[\s,，、。!！…]{0,2}\1")  # what the Chinese says twice running


@cache
def _synonyms() -> re.Pattern[str]:
    """Two verbs of one group with the same object: perform their duties and fulfill their duties."""
    ending = "(?:s|d|ed|es|ing)?"
    pairs = "|".join(
        f"(?:{'|'.join(group.split())}){ending}(?P<o{i}>(?: [a-z-]+){{1,4}}) and (?:{'|'.join(group.split())}){ending}(?P=o{i})"
        for i, group in enumerate(_ALIKE)
    )
    return re.compile(rf"\b(?:{pairs})\b", re.I)


def _loops(text: str) -> Iterator[tuple[int, int]]:
    pairs = [(one.key, two.key) for one, two in pairwise(words(text))]
    if len(set(pairs)) == len(pairs):
        return  # what is said twice holds some two words twice
    for pattern in (_LOOP, _LISTED):
        for match in pattern.finditer(text):
            unit = match.group(1).split()
            rhythmic = len(unit) == 2 and _RHYTHM.search(match.group(1))
            if (
                len({word.lower() for word in unit}) > 1
                and not rhythmic
                and not all(word[0].isupper() for word in unit)
            ):
                yield match.start(), match.end()


def _titles(text: str) -> Iterator[tuple[int, int]]:
    for match in _TITLED.finditer(text):
        if match.group(1)[0].isupper() and match.group(2)[0].isupper():
            yield match.start(), match.end(3)


def _places(text: str) -> Iterator[tuple[int, int, str]]:
    yield from ((start, end, "The title stands on both sides of the name") for start, end in _titles(text))
    yield from ((start, end, "The phrase is said twice") for start, end in _loops(text))
    for pattern in (_synonyms(), _MANNER):
        yield from ((m.start(), m.end(), "The same is said twice") for m in pattern.finditer(text))


def check(alignment: Alignment) -> Iterator[Finding]:
    """A phrase follows itself, or two words of one meaning share an object that is repeated.

    Why:
        Chinese pairs words for the rhythm (履职尽责); said twice in English, the pair sounds like a mistake. A
        machine that loops says the same piece again and again.

    Flagged:
        => They ⟦perform their duties and fulfill their duties⟧ every day.
        => ⟦Director Luo Kun, director⟧ of the center, watched the game.
        => He came ⟦to the meeting to the meeting⟧ in Changsha.
        => Departments must ⟦widely heed, better heed⟧ the opinions.
        => ⟦We will work hard, we will work hard⟧.

    Accepted:
        => Embrace the new era, forge ahead on a new journey, and build a new Chongqing.
        => The new era, the new journey and the new city call us.
        => He is chairman of the Municipal Committee; she is chairman of the Municipal Federation.
        => Director Luo Kun, deputy secretary of the committee, watched the game.
        => They serve the people and learn from the people.
        => Step by step by step they went, little by little by little.
        => It grew bigger and bigger and in the end it burst, and more and more people came.
        => New York New York is a song.
        => At the invitation of President Li Hua, the president of Uruguay paid a visit.
        => He asked about entry and exit, about entry and exit of vehicles, and about fees.
        => They strengthen the Party and protect the Party.
        => They asked and asked and got nowhere.
        不问归期，不问归期。 => Don't ask me when, don't ask me when.

    Limits:
        Parallel phrases that differ in a word are style; only verbs known to mean the same are compared.
    """
    for linked, passage in passages(alignment, "target"):
        refrain = _REFRAIN.search(linked.bead.source.text) if linked.bead.source else None
        if refrain and len(set(refrain[1])) > 2:
            continue
        taken = 0
        for start, end, why in sorted(_places(passage.text)):
            if start < taken:
                continue
            taken = end
            yield Finding(
                RULE.code,
                RULE.severity,
                f"{why}: “{passage.text[start:end]}”.",
                linked.bead.id,
                target=passage.at(start, end),
                confidence=0.85,
            )


RULE = Rule(
    "F102", "repeated-phrase", "Linguistic conventions/Grammar", Severity.MINOR, since="0.1", check=check
)
