"""Rule P108: a name with an English form of its own was left in Mandarin pinyin."""

from __future__ import annotations

from collections.abc import Iterator

from transcheck.model import Alignment, Finding, Rule, Severity, Verdict
from transcheck.rules.people import person_findings


def check(alignment: Alignment) -> Iterator[Finding]:
    """The person has an established English name, and the translation spells the Mandarin reading.

    Why:
        Names from Hong Kong, Taiwan, Japan or abroad follow their own tradition; in pinyin nobody knows them.

    Flagged:
        台湾地区知名人士洪秀柱出席。 => ⟦Hong Xiuzhu⟧, a public figure in Taiwan, attended.
        香港特区前行政长官曾荫权说。 => ⟦Zeng Yinquan⟧, former chief executive of the HKSAR, said.
        周润发主演的影片上映。 => The film starring ⟦Zhou Runfa⟧ opened.
        越南农业部司长阮氏兰出席。 => ⟦Ruan Shilan⟧, a director of the Vietnamese agriculture ministry, attended.

    Accepted:
        村支书周润发说。 => Village Party chief Zhou Runfa spoke.
        越南农业部司长阮氏兰出席。 => Nguyen Thi Lan, a director of the Vietnamese agriculture ministry, attended.
        台湾地区知名人士洪秀柱出席。 => Hung Hsiu-chu, a public figure in Taiwan, attended.
        香港特区前行政长官曾荫权说。 => Donald Tsang, former chief executive of the HKSAR, said.
        长沙教师曾荫权说。 => Zeng Yinquan, a teacher in Changsha, said.

    Limits:
        Only where words of the text speak for the known person rather than a namesake.
    """
    yield from person_findings(RULE, alignment, Verdict.PINYIN)


RULE = Rule(
    "P108",
    "name-in-mandarin",
    "Accuracy/Mistranslation",
    Severity.MAJOR,
    since="0.1",
    check=check,
    needs=frozenset({"source"}),
)
