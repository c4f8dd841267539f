"""Rule P102: another person stands where a known person should."""

from __future__ import annotations

from collections.abc import Iterator

from transcheck.model import Alignment, Finding, Rule, Severity, Verdict
from transcheck.rules.people import person_findings


def check(alignment: Alignment) -> Iterator[Finding]:
    """The English names somebody else than the Chinese.

    Why:
        Words put into the wrong mouth are the worst thing a translation can do.

    Flagged:
        日本前首相安倍晋三发表讲话。 => ⟦Hu Jintao⟧, former prime minister of Japan, delivered a speech.
        法国总统马克龙抵达北京。 => French President ⟦Angela Merkel⟧ arrived in Beijing.

    Accepted:
        索马里总统哈桑呼吁各方保持克制。 => Somali President Hassan Sheikh Mohamud called for restraint.
        刘老汉种了一辈子地。 => Old Man Liu has farmed all his life.
        日本前首相安倍晋三发表讲话。 => Shinzo Abe, former prime minister of Japan, delivered a speech.
        法国总统马克龙会见默克尔。 => French President Macron met with Angela Merkel.
        法国总统马克龙抵达北京。 => The French president arrived in Beijing.

    Limits:
        Judged for persons whose English name is established; an unknown person may bear any name.
    """
    yield from person_findings(RULE, alignment, Verdict.OTHER)


RULE = Rule(
    "P102",
    "wrong-person",
    "Accuracy/Mistranslation",
    Severity.CRITICAL,
    since="0.1",
    check=check,
    needs=frozenset({"source"}),
)
