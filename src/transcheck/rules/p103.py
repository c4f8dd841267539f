"""Rule P103: a person of the source does not appear in English."""

from __future__ import annotations

from collections.abc import Iterator

from transcheck.model import Alignment, Finding, Rule, Severity, Verdict
from transcheck.rules.people import person_findings


def check(alignment: Alignment) -> Iterator[Finding]:
    """Nothing in the English stands for a person the Chinese names.

    Why:
        Who said it or did it is the first thing news must tell.

    Flagged:
        ⟦邹毓昌⟧表示，股价不会下跌。 => Share prices will not fall.

    Accepted:
        新华社南京4月8日电（记者刘洋）博物院8日开放。 => NANJING, April 8 (Xinhua) -- The museum opened on Tuesday.
        诺和诺德宣布裁员。 => Novo Nordisk said it would cut jobs.
        警方查处无人机“黑飞”行为。 => Police dealt with unauthorized flights of drones.
        邹毓昌表示，股价不会下跌。 => Zou said share prices will not fall.
        邹毓昌表示，股价不会下跌。 => He said share prices will not fall.
        邹毓昌主持召开会议。 => Premier chairs meeting.
        邹毓昌说。 ¶ 邹毓昌表示赞成。 => Zou Yuchang spoke. ¶ The chairman agreed.
        黄志强表示赞成，王小明反对。 => Ng Chee Keong agreed; Wang Xiaoming did not.

    Limits:
        Where a sentence stands elsewhere, its names are not looked for.
        Silent where a pronoun may stand for the name, where the name is doubtful, and where the text tells of
        places whose names follow another tradition.
    """
    yield from person_findings(RULE, alignment, Verdict.MISSING)


RULE = Rule(
    "P103",
    "missing-name",
    "Accuracy/Omission",
    Severity.MAJOR,
    since="0.1",
    check=check,
    needs=frozenset({"source"}),
)
