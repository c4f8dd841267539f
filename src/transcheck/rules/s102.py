"""Rule S102: a word read by its characters."""

from __future__ import annotations

from collections.abc import Iterator

from transcheck.model import Alignment, Finding, Rule, Severity, Verdict
from transcheck.rules.terms import is_vocabulary, term_finding

_SAYS = "{zh} is “{right}” in English; “{wrong}” is {cause}."


def check(alignment: Alignment) -> Iterator[Finding]:
    """A word of trade, medicine, sport or the internet is translated by what its characters mean.

    Why:
        The characters tell a machine nothing of a word it has not learnt: readers meet crowns for a virus, volts
        for the dog days, and hard cores that are nuclear.

    Flagged:
        他感染了⟦新冠病毒⟧。 => He was infected with the ⟦new crown virus⟧.
        入夏进入⟦三伏⟧。 => Summer enters the ⟦three volts⟧.
        他们⟦第一时间⟧赶到。 => They arrived at the ⟦first time⟧.

    Accepted:
        他感染了新冠病毒。 => He was infected with the coronavirus.
        他感染了新冠病毒。 => He tested positive for COVID-19.
        入夏进入三伏。 => The dog days have begun.
        他们第一时间赶到。 => They rushed to the scene.

    Limits:
        Only words of our table with renderings that it lists as wrong.
    """
    for linked in alignment.beads:
        for link in linked.links:
            wrong = link.verdict in (Verdict.NEAR, Verdict.LITERAL, Verdict.OTHER)
            if wrong and link.entity.kind == "phrase" and is_vocabulary(link):
                yield term_finding(RULE, linked, link, _SAYS, "other")


RULE = Rule(
    "S102",
    "read-by-characters",
    "Accuracy/Mistranslation",
    Severity.MINOR,
    since="0.2",
    check=check,
    needs=frozenset({"source"}),
)
