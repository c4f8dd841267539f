"""Rule P110: a style or post taken for a given name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise

from transcheck.model import Alignment, Evidence, Finding, LinkedBead, Rule, Severity, passages
from transcheck.romanising.lattice import pinyin_of
from transcheck.romanising.mandarin import surname_spellings
from transcheck.romanising.surnames import surnames
from transcheck.text import fold_chinese, words

# Styles and posts that follow a surname, and how English puts them before one.
_STYLES = {
    "先生": "Mr", "女士": "Ms", "小姐": "Miss", "夫人": "Mrs", "太太": "Mrs", "教授": "Professor", "老师": "Teacher",
    "博士": "Dr", "医生": "Dr", "大夫": "Dr", "律师": "Lawyer", "法官": "Judge", "书记": "Secretary", "主席": "Chairman",
    "主任": "Director", "部长": "Minister", "局长": "Director", "市长": "Mayor", "省长": "Governor", "县长": "County head",
    "区长": "District head", "镇长": "Township head", "村长": "Village head", "院长": "President", "校长": "Principal",
    "所长": "Director", "会长": "President", "董事长": "Chairman", "经理": "Manager", "总理": "Premier", "总统": "President",
    "将军": "General", "队长": "Captain", "教练": "Coach", "师傅": "Master", "同志": "Comrade", "大爷": "Uncle", "大妈": "Auntie",
    "阿姨": "Auntie", "奶奶": "Grandma", "爷爷": "Grandpa",
}  # fmt: skip


@cache
def _pattern() -> re.Pattern[str]:
    names = "|".join(sorted(surnames(), key=len, reverse=True))
    return re.compile(f"({names})({'|'.join(sorted(_STYLES, key=len, reverse=True))})")


@cache
def _read() -> Mapping[str, str]:
    """Pinyin of a style, also with u for ü -> the style."""
    keys = {pinyin_of(zh): zh for zh in _STYLES}
    return keys | {key.replace("v", "u"): zh for key, zh in keys.items()}


def check(alignment: Alignment) -> Iterator[Finding]:
    """What follows a surname is a title, and the English has it in pinyin as if it were a given name.

    Why:
        赵教授 is Professor Zhao: there is nobody called Jiaoshou.

    Flagged:
        赵教授说，病人已经出院。 => ⟦Zhao Jiaoshou⟧ said the patient had left hospital.
        孟女士提起诉讼。 => ⟦Meng Nushi⟧ filed a lawsuit.

    Accepted:
        赵教授说，病人已经出院。 => Professor Zhao said the patient had left hospital.
        李书济说。 => Li Shuji said so.
        孟女士提起诉讼。 => Ms Meng filed a lawsuit.

    Limits:
        Only where the Chinese has the surname and the title side by side.
    """
    for linked, source in passages(alignment, "source"):
        said = {match.groups() for match in _pattern().finditer(fold_chinese(source.text))}
        for surname, style in sorted(said):
            yield from _found(linked, surname, style)


def _found(linked: LinkedBead, surname: str, style: str) -> Iterator[Finding]:
    target = linked.bead.target
    for first, second in pairwise(words(target.text)):
        together = target.text[first.end : second.start] == " " and second.capital
        if together and first.key in surname_spellings(surname) and _read().get(second.key) == style:
            right = f"{_STYLES[style]} {first.text}"
            yield Finding(
                RULE.code,
                RULE.severity,
                f"{surname}{style} is {right}; “{second.text}” is no given name but {style}, the title.",
                linked.bead.id,
                target=target.at(first.start, second.end),
                entity=surname + style,
                kind="person",
                suggestion=right,
                confidence=0.9,
                evidence=(Evidence("rule", f"{style} {second.text}"),),
            )


RULE = Rule(
    "P110",
    "title-as-given-name",
    "Accuracy/Mistranslation",
    Severity.MAJOR,
    since="0.2",
    check=check,
    needs=frozenset({"source"}),
)
