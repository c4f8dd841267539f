"""Rule A109: a woman becomes a man, or a man a woman."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from transcheck.model import Alignment, Finding, LinkedBead, Passage, Rule, Severity, Span, passages
from transcheck.text import fold_chinese


class _Gender(NamedTuple):
    called: str  # what follows a name
    pronoun: str
    speaks_of: re.Pattern[str]  # Chinese that may speak of one
    says: re.Pattern[str]  # English that does
    other: str


_WOMAN = _Gender(
    "女士|小姐|夫人|太太|女王|公主|奶奶|阿姨|大妈|大娘",
    "她",
    re.compile("[她女妻妈娘母姐妹姑婶嫂妇婆姨后]|奶奶|太太|小姐|夫人"),
    re.compile(r"\b(?:she|hers?|herself|mrs|ms|miss|madam|madame|lady)\b", re.IGNORECASE),
    "a woman",
)
_MAN = _Gender(
    "先生|大爷|爷爷|大叔|叔叔|王子|国王",
    "他",
    re.compile("[他男父爸爷兄弟哥夫子叔伯舅帅汉]|先生|国王"),
    re.compile(r"\b(?:he|him|his|himself|mr|sir|lord)\b", re.IGNORECASE),
    "a man",
)
# 他 in words that are of no man.
_NO_MAN = re.compile("其他|吉他|他[们人国乡日方杀律县省者处信]|[利排维无]他|马耳他|[她它]们")


def check(alignment: Alignment) -> Iterator[Finding]:
    """The Chinese speaks of a woman, the English of a man, or the other way round.

    Why:
        A machine that sees one sentence at a time guesses, and readers who know the person stop reading.

    Flagged:
        ⟦她⟧的作品获奖了。 => ⟦His⟧ work won a prize.
        王丽女士获奖。 ¶ ⟦王丽⟧说，心情很激动。 => Ms. Wang Li won a prize. ¶ Wang Li said ⟦he⟧ was very excited.
        ⟦李强先生⟧介绍了作品。 => ⟦Ms⟧. Li Qiang presented the works.

    Accepted:
        她的丈夫在医院工作。 => Her husband works in a hospital.
        她说，他们很高兴。 => They were happy, she said.
        王丽女士获奖。 ¶ 王丽说，丈夫很激动。 => Ms. Wang Li won a prize. ¶ Wang Li said he was very excited.
        王丽女士获奖。 ¶ 王丽和李强说，心情很激动。 => Ms. Wang Li won a prize. ¶ Wang Li spoke, and Li Qiang said he was excited.
        其他人都走了。 => She said everybody else had left.

    Limits:
        Only where everything in the Chinese segment speaks of one gender and everything in the English of the other.
        A name is a woman's or a man's where the document says so (王丽女士).
    """
    known = _known(alignment)
    for linked, target in passages(alignment, "target"):
        source = linked.bead.source
        if source is not None:
            for gender, opposite in ((_WOMAN, _MAN), (_MAN, _WOMAN)):
                found = _swapped(linked, source, target, gender, opposite, known)
                if found is not None:
                    yield _finding(linked, source, target, gender, *found)


def _known(alignment: Alignment) -> Mapping[str, _Gender]:
    """Persons of the document whom it calls 女士 or 先生, by their full names; who is called both is not known."""
    found: defaultdict[str, set[_Gender]] = defaultdict(set)
    for linked, source in passages(alignment, "source"):
        for link in linked.links:
            if link.entity.kind == "person" and len(link.entity.value) > 1:
                after = source.text[link.entity.span.end - source.start :]
                found[link.entity.value] |= {one for one in (_WOMAN, _MAN) if re.match(one.called, after)}
    return {name: next(iter(genders)) for name, genders in found.items() if len(genders) == 1}


def _swapped(
    linked: LinkedBead,
    source: Passage,
    target: Passage,
    gender: _Gender,
    opposite: _Gender,
    known: Mapping[str, _Gender],
) -> tuple[Span, Span] | None:
    """The Chinese that speaks of one gender and the first English word of the other, if there is nothing else."""
    wrong = opposite.says.search(target.text)
    if wrong is None or gender.says.search(target.text):
        return None
    zh = _NO_MAN.sub(lambda m: "□" * len(m.group()), fold_chinese(source.text))
    who = _who(linked, source, zh, gender, known)
    rest = zh if who is None else zh.replace(source.quote(who), "")
    if who is None or opposite.speaks_of.search(rest) or "自己" in zh:
        return None
    return who, target.at(wrong.start(), wrong.end())


def _who(
    linked: LinkedBead, source: Passage, zh: str, gender: _Gender, known: Mapping[str, _Gender]
) -> Span | None:
    at = zh.find(gender.pronoun)
    if at >= 0:
        return source.at(at, at + 1)
    persons = {link.entity.value: link for link in linked.links if link.entity.kind == "person"}
    if len(persons) != 1:
        return None
    value, link = next(iter(persons.items()))
    if known.get(value) is not gender:
        return None
    called = re.match(gender.called, zh[link.entity.span.end - source.start :])
    return Span(link.entity.span.start, link.entity.span.end + (called.end() if called else 0))


def _finding(
    linked: LinkedBead, source: Passage, target: Passage, gender: _Gender, chinese: Span, english: Span
) -> Finding:
    who = source.quote(chinese)
    return Finding(
        RULE.code,
        RULE.severity,
        f"{who} is {gender.other}; “{target.quote(english)}” speaks of somebody else.",
        linked.bead.id,
        target=english,
        source=chinese,
        confidence=0.75,
    )


RULE = Rule(
    "A109",
    "gender-differs",
    "Accuracy/Gender Mismatch",
    Severity.MAJOR,
    since="0.2",
    check=check,
    needs=frozenset({"source"}),
)
