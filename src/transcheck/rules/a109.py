"""Rule A109: a woman becomes a man, or a man a woman."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from transcheck.model import Alignment, Finding, Link, LinkedBead, Passage, Rule, Severity, Span, passages
from transcheck.text import fold_chinese


class _Gender(NamedTuple):
    called: str  # what follows a name
    speaks_of: re.Pattern[str]  # Chinese that may speak of one
    titles: re.Pattern[str]  # English before a name
    pronouns: frozenset[str]
    noun: str


_WOMAN = _Gender(
    "女士",
    re.compile("[她女妻妈娘母姐妹姑婶嫂妇婆姨后]|奶奶|太太|小姐|夫人"),
    re.compile(r"\b(?:Ms|Mrs|Miss|Madam)\.?\s+$"),
    frozenset("she her hers herself".split()),
    "a woman",
)
_MAN = _Gender(
    "先生",
    re.compile("[他男父爸爷兄弟哥夫子叔伯舅帅汉]|先生|国王"),
    re.compile(r"\b(?:Mr|Mister|Sir)\.?\s+$"),
    frozenset("he him his himself".split()),
    "a man",
)
# Between a name and a pronoun that can only be that of the name.
_HARMLESS = frozenset(
    "said says saying say added noted stated stressed pointed out expressed explained recalled wrote announced "
    "also in at on during after before that and".split()
)
# Somebody else of whom a pronoun may speak.
_SOMEBODY = re.compile(
    "教练|对手|记者|老师|医生|导师|主席|总统|总理|律师|警|司机|患者|病人|嫌|老板|同事|朋友|孩|学生|队友|客户|作者|导演"
)
_BETWEEN = 4  # words


def check(alignment: Alignment) -> Iterator[Finding]:
    """The Chinese speaks of a woman, the English of a man, or the other way round.

    Why:
        A machine that sees one sentence at a time guesses, and readers who know the person stop reading.

    Flagged:
        王丽女士获奖。 ¶ ⟦王丽⟧说，心情很激动。 => Ms. Wang Li won a prize. ¶ Wang Li said ⟦he⟧ was very excited.
        ⟦李强⟧先生介绍了作品。 => ⟦Ms.⟧ Li Qiang presented the works.

    Accepted:
        她把钱还给了失主。 => The owner got his money back.
        王丽女士获奖。 ¶ 王丽说，丈夫很激动。 => Ms. Wang Li won a prize. ¶ Wang Li said he was very excited.
        王丽女士获奖。 ¶ 王丽的教练说，训练很苦。 => Ms. Wang Li won a prize. ¶ Wang Li's coach said his training was hard.
        王丽女士获奖。 ¶ 王丽和李强说，心情很激动。 => Ms. Wang Li won a prize. ¶ Wang Li spoke, and Li Qiang said he was excited.
        总统夫人米歇尔·奥巴马来访。 ¶ 奥巴马说，很高兴。 => Mrs. Michelle Obama came. ¶ Obama said he was glad.

    Limits:
        Only persons whom the document calls 女士 or 先生: the title before the name, and a pronoun right after it
        where nobody else is in the segment. Pronouns for 她 and 他 are not judged: they may be somebody else's.
    """
    known = _known(alignment)
    for linked, target in passages(alignment, "target"):
        source = linked.bead.source
        persons = [link for link in linked.links if link.entity.kind == "person"]
        for link in persons if source else ():
            gender = known.get(link.entity.value)
            if source and gender and link.span is not None:
                opposite = _MAN if gender is _WOMAN else _WOMAN
                wrong = _title(link.span, target, opposite)
                if wrong is None and len(persons) == 1:
                    wrong = _pronoun(link, source, target, opposite)
                if wrong is not None:
                    yield _finding(linked, link, target, gender, wrong)


def _known(alignment: Alignment) -> Mapping[str, _Gender]:
    """Persons of the document whom it calls 女士 or 先生, by their full names; who is called both is not known."""
    found: defaultdict[str, set[_Gender]] = defaultdict(set)
    for linked, source in passages(alignment, "source"):
        for link in linked.links:
            if link.entity.kind == "person" and len(link.entity.value) > 1:
                after = source.text[link.entity.span.end - source.start :]
                found[link.entity.value] |= {one for one in (_WOMAN, _MAN) if after.startswith(one.called)}
    return {name: next(iter(genders)) for name, genders in found.items() if len(genders) == 1}


def _title(name: Span, target: Passage, opposite: _Gender) -> Span | None:
    """The title of the other gender right before a name."""
    text = target.text[: name.start - target.start]
    before = opposite.titles.search(text)
    if before and re.search(r"(?:\band|&|/)\s*$", text[: before.start()]):
        return None  # Mr. and Mrs. Zhang Wei
    return target.at(before.start(), len(before.string.rstrip())) if before else None


def _pronoun(link: Link, source: Passage, target: Passage, opposite: _Gender) -> Span | None:
    """The pronoun of the other gender right after the name of the only person who does something."""
    zh = fold_chinese(source.text)
    after = zh[link.entity.span.end - source.start :]
    if (
        link.span is None
        or after[:1] in tuple("的之和与及、")
        or opposite.speaks_of.search(zh)
        or _SOMEBODY.search(zh)
    ):
        return None
    start = link.span.end - target.start
    for count, word in enumerate(re.finditer(r"[A-Za-z'’]+|[^\sA-Za-z,]", target.text[start:])):
        key = word.group().lower()
        if key in opposite.pronouns:
            return target.at(start + word.start(), start + word.end())
        if key not in _HARMLESS or count >= _BETWEEN:
            return None
    return None


def _finding(linked: LinkedBead, link: Link, target: Passage, gender: _Gender, english: Span) -> Finding:
    return Finding(
        RULE.code,
        RULE.severity,
        f"{link.entity.text} is {gender.noun} in this document; “{target.quote(english)}” is not.",
        linked.bead.id,
        target=english,
        source=link.entity.span,
        entity=link.entity.text,
        kind="person",
        confidence=0.8,
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
