"""Rule S102: a word read by its characters."""

from __future__ import annotations

from collections.abc import Iterator

from transcheck.model import Alignment, Finding, Rule, Severity, Verdict
from transcheck.rules.terms import is_vocabulary, term_finding

_SAYS = "{zh} is “{right}” in English; “{wrong}” is {cause}."


def check(alignment: Alignment) -> Iterator[Finding]:
    """A word of trade, medicine, sport or the internet is translated by what its characters mean.

    Why:
        The characters tell a machine nothing of a word it has not learnt: readers meet crowns for a virus and
        troughs to spit in for complaints.

    Flagged:
        他感染了⟦新冠病毒⟧。 => He was infected with the ⟦new crown virus⟧.
        网友纷纷⟦吐槽⟧。 => Internet users began to ⟦spit trough⟧.

    Accepted:
        他感染了新冠病毒。 => He was infected with the coronavirus.
        他感染了新冠病毒。 => He tested positive for COVID-19.
        网友纷纷吐槽。 => Internet users complained.

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
