"""Rule P105: a surname was read as an ordinary word."""

from __future__ import annotations

from collections.abc import Iterator

from transcheck.model import Alignment, Finding, Rule, Severity, Verdict
from transcheck.rules.people import person_findings


def check(alignment: Alignment) -> Iterator[Finding]:
    """The surname has a reading of its own, and the translation uses another reading of the character.

    Why:
        Shan, Qiu and Zha turn into Dan, Chou and Cha: other families, other people.

    Flagged:
        局长单晓梅到会。 => Director ⟦Dan Xiaomei⟧ attended.
        仇立平发言。 => ⟦Chou Liping⟧ spoke.
        县长查永康到会。 => County head ⟦Cha Yongkang⟧ attended.

    Accepted:
        局长单晓梅到会。 => Director Shan Xiaomei attended.
        仇立平发言。 => Qiu Liping spoke.
        单位发言。 => The unit spoke.

    Limits:
        Surnames with two readings in use, such as 覃 Qin and Tan, are accepted in both.
    """
    yield from person_findings(RULE, alignment, Verdict.HETERONYM)


RULE = Rule(
    "P105",
    "heteronym-surname",
    "Accuracy/Mistranslation",
    Severity.MAJOR,
    since="0.1",
    check=check,
    needs=frozenset({"source"}),
)
